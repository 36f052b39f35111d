import {
  deepEqual,
  newAlreadyExists,
  newBadRequest,
  newConflict,
  newNotFound,
  type ApiObject,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { EtcdClient, EtcdDisk, KeyValue, Op, TxnResponse } from '../../etcd/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Cacher } from './cacher.ts';
import type { LeasePool } from './lease-pool.ts';
import { parseResourceVersion } from './resource-version.ts';

/** How long objects of these resources live, in seconds. kube-apiserver --event-ttl */
const TTL: Readonly<Record<string, number>> = { events: 3600 };

const NOTHING: readonly Op[] = [];

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** etcd knows the revision only at commit; until then the object is nobody else's, so it may still be written to. */
function stampResourceVersion(value: unknown, revision: number): void {
  const { metadata } = value as ApiObject;
  (metadata as Mutable<ApiObject['metadata']>).resourceVersion = String(revision);
}

/**
 * One resource in etcd. Objects handed in must be fresh: their metadata belongs to the storage, which writes the
 * resourceVersion into it at commit. apiserver/pkg/storage/etcd3/store.go
 */
export class Storage {
  readonly kind: Kind;
  readonly cacher: Cacher;
  readonly #etcd: EtcdClient;
  readonly #leases: LeasePool;
  readonly #ttl: number;
  readonly #disk: EtcdDisk | undefined;

  /** With `disk`, what etcd has is read there, in no time. */
  constructor(etcd: EtcdClient, leases: LeasePool, cacher: Cacher, disk?: EtcdDisk) {
    this.#etcd = etcd;
    this.#leases = leases;
    this.cacher = cacher;
    this.#disk = disk;
    this.kind = cacher.kind;
    this.#ttl = (this.kind.group === '' && TTL[this.kind.resource]) || 0;
  }

  /** The same storage for an observer, who reads without asking. */
  readFrom(disk: EtcdDisk): Storage {
    return new Storage(this.#etcd, this.#leases, this.cacher, disk);
  }

  /** From etcd itself, so never stale; with `resourceVersion` '0' whatever the cache has. */
  *get(key: string, name: string, resourceVersion: string): Task<ApiObject> {
    if (resourceVersion === '') {
      const found = yield* this.#live(key);
      if (!found) throw newNotFound(this.kind, name);
      return found;
    }
    const { revision, error } = parseResourceVersion(resourceVersion);
    // Upstream lets this one through as a 500; a client's mistake is a 400 here, as it is for lists.
    if (error) throw newBadRequest(error.toString());
    if (revision > 0) yield* this.cacher.waitUntilFresh(revision);
    const cached = this.cacher.get(key);
    if (!cached) throw newNotFound(this.kind, name);
    return cached;
  }

  /** Whether something is stored under a key, as etcd has it. */
  *has(key: string): Task<boolean> {
    return (yield* this.#live(key)) !== undefined;
  }

  *create(object: ApiObject): Task<ApiObject> {
    const lease = this.#leases.reuse(this.#ttl) ?? (yield* this.#leases.grant(this.#ttl));
    const answer = yield* this.#insert(object, lease);
    this.cacher.noteProgress(answer.revision);
    if (!answer.succeeded) throw newAlreadyExists(this.kind, object.metadata.name);
    return answer.written!.value!;
  }

  /**
   * Reads, lets `tryUpdate` decide on what was read, and writes on condition that it is still so; otherwise again. An update
   * that changes nothing is not written. What the cache made `tryUpdate` refuse is looked at again in etcd.
   */
  *guaranteedUpdate(key: string, name: string, tryUpdate: (current: ApiObject) => ApiObject): Task<ApiObject> {
    let current = this.cacher.get(key);
    let cached = current !== undefined;
    for (;;) {
      if (!current) current = yield* this.#live(key);
      if (!current) throw newNotFound(this.kind, name);
      let updated: ApiObject;
      try {
        updated = tryUpdate(current);
      } catch (error) {
        const again: ApiObject | undefined = cached ? yield* this.#live(key) : undefined;
        if (!cached || again === current) throw error;
        current = again;
        cached = false;
        continue;
      }
      if (sameContent(updated, current) && !this.cacher.isStale(current)) return current;
      const lease = this.#leases.reuse(this.#ttl) ?? (yield* this.#leases.grant(this.#ttl));
      const value = ownMetadata(updated, current);
      const put: Op = { type: 'put', key, value, lease, stamp: stampResourceVersion };
      const answer: TxnResponse<ApiObject> = yield* this.#writeIf(key, current, put);
      this.cacher.noteProgress(answer.revision);
      if (answer.succeeded) return answer.written!.value!;
      current = this.#decode(answer.ranges[0]!.kvs[0]);
      cached = false;
    }
  }

  /** Removes the object if `check` (which throws) agrees with the state that is removed. Gives that state. */
  *remove(key: string, name: string, check: (current: ApiObject) => void): Task<ApiObject> {
    let current = this.cacher.get(key) ?? (yield* this.#live(key));
    for (;;) {
      if (!current) throw newNotFound(this.kind, name);
      check(current);
      const answer: TxnResponse<ApiObject> = yield* this.#writeIf(key, current, { type: 'delete', key });
      this.cacher.noteProgress(answer.revision);
      if (answer.succeeded) {
        return { ...current, metadata: { ...current.metadata, resourceVersion: String(answer.revision) } };
      }
      current = this.#decode(answer.ranges[0]!.kvs[0]);
    }
  }

  #insert(object: ApiObject, lease: number): Task<TxnResponse<ApiObject>> {
    const key = this.cacher.keyFor(object.metadata.namespace, object.metadata.name);
    return this.#etcd.txn(key, {
      compare: [{ key, target: 'mod', result: '=', value: 0 }],
      success: [{ type: 'put', key, value: object, lease, stamp: stampResourceVersion }],
      failure: NOTHING,
    });
  }

  #writeIf(key: string, current: ApiObject, op: Op): Task<TxnResponse<ApiObject>> {
    return this.#etcd.txn(key, {
      compare: [{ key, target: 'mod', result: '=', value: Number(current.metadata.resourceVersion) }],
      success: [op],
      failure: [{ type: 'range', key }],
    });
  }

  *#live(key: string): Task<ApiObject | undefined> {
    if (this.#disk) return this.#decode(this.#disk.store.history({ key, revision: 0 }).kvs[0] as KeyValue<ApiObject>);
    const answer = yield* this.#etcd.range<ApiObject>({ key });
    this.cacher.noteProgress(answer.revision);
    return this.#decode(answer.kvs[0]);
  }

  #decode(kv: KeyValue<ApiObject> | undefined): ApiObject | undefined {
    return kv?.value === undefined ? undefined : this.cacher.decode(kv.value);
  }
}

/** Refuses an update or a deletion whose preconditions do not hold. apiserver/pkg/storage/interfaces.go Preconditions.Check */
export function checkPreconditions(
  kind: Kind,
  object: ApiObject,
  preconditions: { readonly uid?: string | undefined; readonly resourceVersion?: string | undefined } | undefined,
): void {
  if (!preconditions) return;
  const { uid, resourceVersion, name } = object.metadata;
  if (preconditions.uid !== undefined && preconditions.uid !== uid) {
    const text = `Precondition failed: UID in precondition: ${preconditions.uid}, UID in object meta: ${uid}`;
    throw newConflict(kind, name, text);
  }
  if (preconditions.resourceVersion !== undefined && preconditions.resourceVersion !== resourceVersion) {
    const asked = preconditions.resourceVersion;
    const text = `Precondition failed: ResourceVersion in precondition: ${asked}, ResourceVersion in object meta: ${resourceVersion}`;
    throw newConflict(kind, name, text);
  }
}

/** Equal but for the resourceVersion, which the storage owns. */
function sameContent(a: ApiObject, b: ApiObject): boolean {
  if (a === b) return true;
  const x = a as unknown as Readonly<Record<string, unknown>>;
  const y = b as unknown as Readonly<Record<string, unknown>>;
  for (const key in x) if (key !== 'metadata' && x[key] !== y[key] && !deepEqual(x[key], y[key])) return false;
  for (const key in y) if (!(key in x) && y[key] !== undefined) return false;
  if (a.metadata === b.metadata) return true;
  return sameBesidesVersion(a.metadata, b.metadata);
}

function sameBesidesVersion(a: ApiObject['metadata'], b: ApiObject['metadata']): boolean {
  let key: keyof ApiObject['metadata'];
  for (key in a) {
    if (key === 'resourceVersion' || a[key] === b[key]) continue;
    if (key === 'managedFields' ? !sameManagers(a.managedFields, b.managedFields) : !deepEqual(a[key], b[key]))
      return false;
  }
  for (key in b) if (a[key] === undefined && b[key] !== undefined && key !== 'resourceVersion') return false;
  return true;
}

/** When somebody did what they had done before is no change. fieldmanager.IgnoreManagedFieldsTimestampsTransformer */
function sameManagers(a: ObjectMeta['managedFields'] = [], b: ObjectMeta['managedFields'] = []): boolean {
  if (a.length !== b.length) return false;
  return a.every((entry, i) => deepEqual({ ...entry, time: '' }, { ...b[i], time: '' }));
}

function ownMetadata(object: ApiObject, current: ApiObject): ApiObject {
  if (object === current || object.metadata === current.metadata)
    return { ...object, metadata: { ...object.metadata } };
  return object;
}
