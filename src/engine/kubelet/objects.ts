import type { ConfigMap } from '../api/configmap/types.ts';
import type { PersistentVolume } from '../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../api/persistentvolumeclaim/types.ts';
import { CONFIG_MAPS, PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, SECRETS } from '../api/refs.ts';
import type { Secret } from '../api/secret/types.ts';
import { StatusError, isNotFound, type ApiObject } from '../apimachinery/index.ts';
import type { ResourceRef } from '../client-go/index.ts';
import { MINUTE, NetworkError, type Micros, type Task } from '../sim/index.ts';
import type { KubeletContext } from './context.ts';
import type { ClaimedVolume } from './volume-files.ts';

interface Cached {
  readonly object: ApiObject;
  readonly at: Micros;
}

const TTL: Micros = MINUTE;

/** ConfigMaps and Secrets that pods of this node use, read when needed and kept for a minute (configMapAndSecretChangeDetectionStrategy: Cache). */
export class ObjectCache {
  readonly #context: KubeletContext;
  readonly #cached = new Map<string, Cached>();

  constructor(context: KubeletContext) {
    this.#context = context;
  }

  /** The object, or the API server's own text of why not. */
  configMap(namespace: string, name: string): Task<ConfigMap | string> {
    return this.#get<ConfigMap>(CONFIG_MAPS, 'configmap', namespace, name);
  }

  secret(namespace: string, name: string): Task<Secret | string> {
    return this.#get<Secret>(SECRETS, 'secret', namespace, name);
  }

  /** The volume that a claim is bound to; undefined while there is none. */
  *claim(namespace: string, name: string): Task<ClaimedVolume | undefined> {
    const claim = yield* this.#get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS, 'claim', namespace, name);
    const bound = typeof claim === 'string' ? undefined : claim.spec.volumeName;
    if (bound === undefined) return undefined;
    const volume = yield* this.#get<PersistentVolume>(PERSISTENT_VOLUMES, 'volume', undefined, bound);
    return { volume: bound, hostPath: typeof volume === 'string' ? undefined : volume.spec.hostPath?.path };
  }

  *#get<T extends ApiObject>(
    ref: ResourceRef,
    noun: string,
    namespace: string | undefined,
    name: string,
  ): Task<T | string> {
    const { sim, client } = this.#context;
    const key = `${noun} ${namespace ?? ''}/${name}`;
    const known = this.#cached.get(key);
    // The key names the kind.
    if (known && sim.now - known.at < TTL) return known.object as T;
    try {
      const object = yield* client.resource<T>(ref).get(namespace, name);
      this.#cached.set(key, { object, at: sim.now });
      return object;
    } catch (error) {
      if (isNotFound(error)) return `${noun} "${name}" not found`;
      if (error instanceof StatusError || error instanceof NetworkError) return error.message;
      throw error;
    }
  }
}
