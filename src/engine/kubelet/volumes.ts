import type { Pod, Volume } from '../api/pod/types.ts';
import { MILLISECOND, type Task } from '../sim/index.ts';
import type { ObjectCache } from './objects.ts';

/** The volume manager's loop looks at what to mount ten times a second. */
export const MOUNT_TIME = 100 * MILLISECOND;

export interface MountFailure {
  readonly volume: string;
  /** `MountVolume.SetUp failed for volume "config" : configmap "web" not found` */
  readonly message: string;
}

interface Need {
  readonly volume: string;
  readonly kind: 'configMap' | 'secret';
  readonly name: string;
  readonly keys: readonly string[] | undefined;
}

interface Source {
  readonly optional?: boolean | undefined;
  readonly items?: readonly { readonly key: string }[] | undefined;
}

/** Which objects the volumes of a pod must have before its containers may start. */
export function neededObjects(volumes: readonly Volume[]): readonly Need[] {
  const needs: Need[] = [];
  for (const volume of volumes) {
    const { name, configMap, secret, projected } = volume;
    if (configMap) need(needs, name, 'configMap', configMap.name, configMap);
    if (secret) need(needs, name, 'secret', secret.secretName, secret);
    if (!projected?.sources) continue;
    for (const source of projected.sources) {
      if (source.configMap) need(needs, name, 'configMap', source.configMap.name, source.configMap);
      if (source.secret) need(needs, name, 'secret', source.secret.name, source.secret);
    }
  }
  return needs;
}

function need(needs: Need[], volume: string, kind: Need['kind'], name: string | undefined, source: Source): void {
  if (source.optional || name === undefined) return;
  needs.push({ volume, kind, name, keys: source.items?.map((item) => item.key) });
}

/** Looks for everything that the volumes need; the first thing missing, or undefined when all can be mounted. */
export function* checkVolumes(pod: Pod, needs: readonly Need[], objects: ObjectCache): Task<MountFailure | undefined> {
  const namespace = pod.metadata.namespace ?? '';
  for (const need of needs) {
    const found =
      need.kind === 'secret'
        ? yield* objects.secret(namespace, need.name)
        : yield* objects.configMap(namespace, need.name);
    if (typeof found === 'string') return failure(need.volume, found);
    const missing = need.keys?.find((key) => found.data?.[key] === undefined);
    if (missing !== undefined) return failure(need.volume, 'references non-existent config key: ' + missing);
  }
  return undefined;
}

function failure(volume: string, why: string): MountFailure {
  return { volume, message: `MountVolume.SetUp failed for volume "${volume}" : ${why}` };
}
