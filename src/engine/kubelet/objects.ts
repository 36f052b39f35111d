import type { ConfigMap } from '../api/configmap/types.ts';
import type { PersistentVolume } from '../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../api/persistentvolumeclaim/types.ts';
import { CONFIG_MAPS, PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, SECRETS, SERVICE_ACCOUNTS } from '../api/refs.ts';
import type { Pod } from '../api/pod/types.ts';
import type { Secret } from '../api/secret/types.ts';
import { StatusError, isNotFound, type ApiObject } from '../apimachinery/index.ts';
import type { ResourceRef } from '../client-go/index.ts';
import { MINUTE, NetworkError, SECOND, type Micros, type Task } from '../sim/index.ts';
import type { KubeletContext } from './context.ts';
import type { ClaimedVolume } from './volume-files.ts';

interface Cached {
  readonly object: ApiObject;
  readonly at: Micros;
}

const TTL: Micros = MINUTE;
/** In seconds. */
const HOUR = 3600;

/** ConfigMaps and Secrets that pods of this node use, read when needed and kept for a minute (configMapAndSecretChangeDetectionStrategy: Cache). */
export class ObjectCache {
  readonly #context: KubeletContext;
  readonly #cached = new Map<string, Cached>();
  readonly #tokens = new Map<string, { readonly token: string; readonly staleAt: Micros }>();

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

  /** A token of the pod's service account, bound to the pod; asked for again when four fifths of its time are over. */
  *token(
    pod: Pod,
    audience: string,
    expirationSeconds: number,
  ): Task<{ readonly token: string } | { readonly failure: string }> {
    const { sim, client } = this.#context;
    const { name, namespace, uid } = pod.metadata;
    const key = `${uid} ${audience}`;
    const known = this.#tokens.get(key);
    if (known && sim.now < known.staleAt) return known;
    const boundObjectRef = { kind: 'Pod', apiVersion: 'v1', name, uid };
    const spec = { audiences: audience === '' ? [] : [audience], expirationSeconds, boundObjectRef };
    const request = { kind: 'TokenRequest', apiVersion: 'authentication.k8s.io/v1', spec };
    const account = pod.spec.serviceAccountName ?? 'default';
    try {
      const accounts = client.resource(SERVICE_ACCOUNTS);
      const answer = yield* accounts.createSubresource(namespace, account, 'token', request);
      const { token } = (answer as { readonly status: { readonly token: string } }).status;
      // What lasts longer than most pods is not kept: it is asked for once in a pod's life.
      if (expirationSeconds < HOUR) {
        this.#tokens.set(key, { token, staleAt: sim.now + expirationSeconds * SECOND * 0.8 });
      }
      return { token };
    } catch (error) {
      if (error instanceof StatusError || error instanceof NetworkError) return { failure: error.message };
      throw error;
    }
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
