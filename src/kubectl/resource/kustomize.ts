import type { World } from '../world.ts';

/** What `kubectl kustomize` prints for a folder, whose path is as it was written. */
export type Kustomize = (world: World, folder: string) => Promise<string>;

/** The documents that `-k` means. */
export function kustomization(world: World, kustomize: Kustomize, folder: string): Promise<string> {
  return kustomize(world, folder);
}
