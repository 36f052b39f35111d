import type { Pod, Volume } from '../api/pod/types.ts';
import { MILLISECOND, type Task } from '../sim/index.ts';
import type { ObjectCache } from './objects.ts';
import type { ClaimedVolume, Contents, VolumeData } from './volume-files.ts';

/** The volume manager's loop looks at what to mount ten times a second. */
export const MOUNT_TIME = 100 * MILLISECOND;

export interface MountFailure {
  readonly volume: string;
  /** `MountVolume.SetUp failed for volume "config" : configmap "web" not found` */
  readonly message: string;
}

interface Need {
  readonly volume: string;
  readonly kind: 'configMap' | 'secret' | 'claim' | 'token';
  readonly name: string;
  /** Without it the pod starts all the same. */
  readonly optional: boolean;
  readonly keys: readonly string[] | undefined;
  /** Seconds that a token is to be good for; its name is its audience, '' the API server itself. */
  readonly expirationSeconds?: number;
}

interface Source {
  readonly optional?: boolean | undefined;
  readonly items?: readonly { readonly key: string }[] | undefined;
}

/** Which objects the volumes of a pod must have before its containers may start. */
export function neededObjects(volumes: readonly Volume[]): readonly Need[] {
  const needs: Need[] = [];
  for (const volume of volumes) {
    const { name, configMap, secret, projected, persistentVolumeClaim: claim } = volume;
    if (claim) need(needs, name, 'claim', claim.claimName, {});
    if (configMap) need(needs, name, 'configMap', configMap.name, configMap);
    if (secret) need(needs, name, 'secret', secret.secretName, secret);
    if (!projected?.sources) continue;
    for (const source of projected.sources) {
      if (source.configMap) need(needs, name, 'configMap', source.configMap.name, source.configMap);
      if (source.secret) need(needs, name, 'secret', source.secret.name, source.secret);
      const token = source.serviceAccountToken;
      if (token) {
        const { audience = '', expirationSeconds = DEFAULT_EXPIRATION } = token;
        needs.push({
          volume: name,
          kind: 'token',
          name: audience,
          optional: false,
          keys: undefined,
          expirationSeconds,
        });
      }
    }
  }
  return needs;
}

const DEFAULT_EXPIRATION = 3600;
/** What admission asks for in every pod; the server makes such a token good for a year. */
const EXTENDED = 3607;

function need(needs: Need[], volume: string, kind: Need['kind'], name: string | undefined, source: Source): void {
  if (name === undefined) return;
  const { optional = false, items } = source;
  needs.push({ volume, kind, name, optional, keys: items?.map((item) => item.key) });
}

/** Looks for everything that the volumes need: the first thing missing, or what has been found. */
export function* collectVolumes(
  pod: Pod,
  needs: readonly Need[],
  objects: ObjectCache,
): Task<MountFailure | VolumeData> {
  const namespace = pod.metadata.namespace ?? '';
  const found = new Map<string, Contents>();
  const claims = new Map<string, ClaimedVolume>();
  const tokens = new Map<string, string>();
  for (const need of needs) {
    if (need.kind === 'token') {
      const token = yield* objects.token(pod, need.name, need.expirationSeconds ?? DEFAULT_EXPIRATION);
      if ('failure' in token) return failure(need.volume, `failed to fetch token: ${token.failure}`);
      tokens.set(need.name, token.token);
      continue;
    }
    if (need.kind === 'claim') {
      const claimed = yield* objects.claim(namespace, need.name);
      if (claimed) claims.set(need.name, claimed);
      continue;
    }
    const object =
      need.kind === 'secret'
        ? yield* objects.secret(namespace, need.name)
        : yield* objects.configMap(namespace, need.name);
    if (typeof object === 'string') {
      if (need.optional) continue;
      return failure(need.volume, object);
    }
    const binary = 'binaryData' in object ? object.binaryData : undefined;
    const missing = need.keys?.find((key) => object.data?.[key] === undefined && binary?.[key] === undefined);
    if (missing !== undefined && !need.optional) {
      return failure(need.volume, 'references non-existent config key: ' + missing);
    }
    found.set(`${need.kind} ${need.name}`, object);
  }
  return { objects: found, claims, tokens };
}

/** The bundle of the cluster's authority is in every pod, and never changes. */
const ROOT_CA = 'kube-root-ca.crt';

/** Whether what is mounted may change while the pod runs. */
export function mayChange(volumes: readonly Volume[], needs: readonly Need[]): boolean {
  const changes = ({ kind, name, expirationSeconds }: Need): boolean =>
    kind === 'token' ? expirationSeconds !== EXTENDED : kind !== 'claim' && name !== ROOT_CA;
  if (needs.some(changes)) return true;
  return volumes.some(({ downwardAPI }) => downwardAPI !== undefined);
}

function failure(volume: string, why: string): MountFailure {
  return { volume, message: `MountVolume.SetUp failed for volume "${volume}" : ${why}` };
}
