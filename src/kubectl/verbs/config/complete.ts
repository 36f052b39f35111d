import type { Completing } from '../../cobra/types.ts';
import { loadConfig } from '../../config/index.ts';

/** The contexts' names, for the first word. */
export async function completeContexts({ args, world, flags }: Completing): Promise<readonly string[]> {
  if (args.length > 0) return [];
  return [...(await loadConfig(world, flags.string('kubeconfig'))).contexts.keys()];
}

export async function completeClusters({ args, world, flags }: Completing): Promise<readonly string[]> {
  if (args.length > 0) return [];
  return [...(await loadConfig(world, flags.string('kubeconfig'))).clusters.keys()];
}

export async function completeUsers({ args, world, flags }: Completing): Promise<readonly string[]> {
  if (args.length > 0) return [];
  return [...(await loadConfig(world, flags.string('kubeconfig'))).users.keys()];
}
