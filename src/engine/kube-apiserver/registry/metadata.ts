import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Random } from '../../sim/index.ts';

const HEX = '0123456789abcdef';
const DASH = 45;
/** Written anew for every UUID: one flat string costs a tenth of the memory that a string of joined pieces holds on to. */
const characters: number[] = Array.from({ length: 36 }, () => DASH);

/** A UUID of version 4. */
export function newUID(random: Random): string {
  const a = random.int(4294967296);
  const b = random.int(4294967296);
  const c = random.int(4294967296);
  const d = random.int(4294967296);
  writeHex(0, a, 8);
  writeHex(9, b >>> 16, 4);
  writeHex(14, (b & 0x0fff) | 0x4000, 4);
  writeHex(19, ((c >>> 16) & 0x3fff) | 0x8000, 4);
  writeHex(24, c & 0xffff, 4);
  writeHex(28, d, 8);
  return String.fromCharCode(...characters);
}

/** The lowest `digits` hexadecimal digits of a number, from `at` on. */
function writeHex(at: number, n: number, digits: number): void {
  for (let i = digits - 1; i >= 0; i--) {
    characters[at + i] = HEX.charCodeAt(n & 15);
    n >>>= 4;
  }
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

/** Writes into metadata that was made for this request, before anybody else has seen it. */
export function withManagers(object: ApiObject, managers: ObjectMeta['managedFields']): void {
  if (managers !== undefined && managers.length > 0) (object.metadata as Writable).managedFields = managers;
}
