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

/** Which objects the volumes of a pod must have before its containers may start. */
export function neededObjects(volumes: readonly Volume[] | undefined): readonly Need[] {
  const needs: Need[] = [];
  for (const volume of volumes ?? []) {
    const add = (
      kind: Need['kind'],
      name: string | undefined,
      optional: boolean | undefined,
      items?: readonly { readonly key: string }[],
    ) => {
      if (optional || name === undefined) return;
      needs.push({ volume: volume.name, kind, name, keys: items?.map((item) => item.key) });
    };
    const { configMap, secret, projected } = volume;
    if (configMap) add('configMap', configMap.name, configMap.optional, configMap.items);
    if (secret) add('secret', secret.secretName, secret.optional, secret.items);
    for (const source of projected?.sources ?? []) {
      if (source.configMap) add('configMap', source.configMap.name, source.configMap.optional, source.configMap.items);
      if (source.secret) add('secret', source.secret.name, source.secret.optional, source.secret.items);
    }
  }
  return needs;
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
