import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Random } from '../../sim/index.ts';

const HEX = Array.from({ length: 256 }, (_, i) => (i < 16 ? '0' : '') + i.toString(16));

/** A UUID of version 4. */
export function newUID(random: Random): string {
  const a = random.int(4294967296);
  const b = random.int(4294967296);
  const c = random.int(4294967296);
  const d = random.int(4294967296);
  const version = 0x40 | ((b >>> 8) & 0x0f);
  const variant = 0x80 | ((c >>> 24) & 0x3f);
  return (
    `${four(a)}-${HEX[(b >>> 24) & 255]}${HEX[(b >>> 16) & 255]}-${HEX[version]}${HEX[b & 255]}-` +
    `${HEX[variant]}${HEX[(c >>> 16) & 255]}-${HEX[(c >>> 8) & 255]}${HEX[c & 255]}${four(d)}`
  );
}

function four(n: number): string {
  return `${HEX[(n >>> 24) & 255]}${HEX[(n >>> 16) & 255]}${HEX[(n >>> 8) & 255]}${HEX[n & 255]}`;
}

type Given = Partial<ObjectMeta>;

/** What the author may say, and what the server says itself, keys in Go's order. registry/rest/meta.go FillObjectMetaSystemFields */
export function metadataForCreate(
  given: Given,
  server: { readonly namespace: string | undefined; readonly uid: string; readonly creationTimestamp: string },
): ObjectMeta {
  return {
    name: given.name ?? '',
    ...(given.generateName ? { generateName: given.generateName } : undefined),
    ...(server.namespace !== undefined ? { namespace: server.namespace } : undefined),
    uid: server.uid,
    resourceVersion: '',
    creationTimestamp: server.creationTimestamp,
    ...authored(given),
  };
}

/**
 * The metadata of an update: what the author may change from the new object, the rest from the old one. Where the new object
 * contradicts the old in what may not change, the contradiction stays for validation to name. registry/rest/update.go
 */
export function metadataForUpdate(given: Given, old: ObjectMeta): ObjectMeta {
  const deletionTimestamp = given.deletionTimestamp ?? old.deletionTimestamp;
  const grace = given.deletionGracePeriodSeconds ?? old.deletionGracePeriodSeconds;
  return {
    name: given.name || old.name,
    ...(old.generateName !== undefined ? { generateName: old.generateName } : undefined),
    ...(old.namespace !== undefined ? { namespace: given.namespace || old.namespace } : undefined),
    uid: given.uid || old.uid,
    resourceVersion: old.resourceVersion,
    ...(old.generation !== undefined ? { generation: old.generation } : undefined),
    creationTimestamp: given.creationTimestamp || old.creationTimestamp,
    ...(deletionTimestamp ? { deletionTimestamp } : undefined),
    ...(grace !== undefined && grace !== null ? { deletionGracePeriodSeconds: grace } : undefined),
    ...authored(given),
  };
}

function authored({ labels, annotations, ownerReferences, finalizers }: Given): Given {
  return {
    ...(labels ? { labels } : undefined),
    ...(annotations ? { annotations } : undefined),
    ...(ownerReferences?.length ? { ownerReferences } : undefined),
    ...(finalizers?.length ? { finalizers } : undefined),
  };
}

export function withMetadata<T extends ApiObject>(object: T, metadata: ObjectMeta): T {
  return { ...object, metadata };
}
