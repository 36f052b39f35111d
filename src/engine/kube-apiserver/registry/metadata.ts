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
type Writable = { -readonly [K in keyof ObjectMeta]: ObjectMeta[K] };

/**
 * What the author may say, and what the server says itself. registry/rest/meta.go FillObjectMetaSystemFields
 *
 * Fields are added one by one, those that every object has first: objects of few shapes are what keeps reading them fast.
 */
export function metadataForCreate(
  given: Given,
  server: { readonly namespace: string | undefined; readonly uid: string; readonly creationTimestamp: string },
): ObjectMeta {
  const { uid, creationTimestamp, namespace } = server;
  const metadata: Writable = { name: given.name ?? '', uid, resourceVersion: '', creationTimestamp };
  if (namespace !== undefined) metadata.namespace = namespace;
  if (given.generateName) metadata.generateName = given.generateName;
  addAuthored(metadata, given);
  return metadata;
}

/**
 * The metadata of an update: what the author may change from the new object, the rest from the old one. Where the new object
 * contradicts the old in what may not change, the contradiction stays for validation to name. registry/rest/update.go
 */
export function metadataForUpdate(given: Given, old: ObjectMeta): ObjectMeta {
  const { resourceVersion } = old;
  const metadata: Writable = {
    name: given.name || old.name,
    uid: given.uid || old.uid,
    resourceVersion,
    creationTimestamp: given.creationTimestamp || old.creationTimestamp,
  };
  if (old.namespace !== undefined) metadata.namespace = given.namespace || old.namespace;
  if (old.generateName !== undefined) metadata.generateName = old.generateName;
  addAuthored(metadata, given);
  if (old.generation !== undefined) metadata.generation = old.generation;
  const deletionTimestamp = given.deletionTimestamp ?? old.deletionTimestamp;
  if (deletionTimestamp) metadata.deletionTimestamp = deletionTimestamp;
  const grace = given.deletionGracePeriodSeconds ?? old.deletionGracePeriodSeconds;
  if (grace !== undefined && grace !== null) metadata.deletionGracePeriodSeconds = grace;
  return metadata;
}

function addAuthored(metadata: Writable, { labels, annotations, ownerReferences, finalizers }: Given): void {
  if (labels) metadata.labels = labels;
  if (annotations) metadata.annotations = annotations;
  if (ownerReferences?.length) metadata.ownerReferences = ownerReferences;
  if (finalizers?.length) metadata.finalizers = finalizers;
}

export function withMetadata<T extends ApiObject>(object: T, metadata: ObjectMeta): T {
  return { ...object, metadata };
}
