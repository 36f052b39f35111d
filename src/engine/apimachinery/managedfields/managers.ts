import { compareStrings } from '../compare.ts';
import { isPrint } from '../go-text.ts';
import type { ManagedFieldsEntry } from '../meta.ts';
import { isJSONObject } from '../unstructured.ts';
import { parseFieldsV1, union, type FieldsV1 } from './fields-v1.ts';

/** One entry of metadata.managedFields: who did what to which fields. apimachinery/pkg/util/managedfields/internal/managedfields.go */
export interface Manager extends ManagedFieldsEntry {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  readonly fieldsV1: FieldsV1;
}

export type Managers = readonly Manager[];

export const NO_MANAGERS: Managers = Object.freeze([]);

/** Who writes, and how: two writes of one author are one entry. */
export interface Author {
  readonly manager: string;
  readonly operation: 'Apply' | 'Update';
  readonly apiVersion: string;
  /** '' for the object itself. */
  readonly subresource: string;
}

/** Whether an entry is an author's own; an applier stays the same in every version. BuildManagerIdentifier */
export function isOwn(entry: Manager, author: Author): boolean {
  return (
    entry.manager === author.manager &&
    entry.operation === author.operation &&
    (entry.subresource ?? '') === author.subresource &&
    (author.operation === 'Apply' || entry.apiVersion === author.apiVersion)
  );
}

/** An entry with its keys in the order Go writes them. */
export function newManager(author: Author, time: string | undefined, fieldsV1: FieldsV1): Manager {
  const { manager, operation, apiVersion, subresource } = author;
  const fieldsType = 'FieldsV1';
  if (time === undefined) {
    const entry = { manager, operation, apiVersion, fieldsType, fieldsV1 };
    return subresource === '' ? entry : { ...entry, subresource };
  }
  return subresource === ''
    ? { manager, operation, apiVersion, time, fieldsType, fieldsV1 }
    : { manager, operation, apiVersion, time, fieldsType, fieldsV1, subresource };
}

export function withFields(entry: Manager, fieldsV1: FieldsV1): Manager {
  return fieldsV1 === entry.fieldsV1 ? entry : { ...entry, fieldsV1 };
}

/** Appliers before updaters, then the oldest first. sortEncodedManagedFields */
export function sortManagers(entries: Manager[]): Manager[] {
  return entries.length < 2 ? entries : entries.sort(compareManagers);
}

function compareManagers(a: Manager, b: Manager): number {
  return (
    compareStrings(a.operation, b.operation) ||
    compareStrings(a.time ?? '', b.time ?? '') ||
    compareStrings(a.manager, b.manager) ||
    compareStrings(a.apiVersion, b.apiVersion) ||
    compareStrings(a.subresource ?? '', b.subresource ?? '')
  );
}

/**
 * Reads the managedFields a client sent. undefined: they cannot be read, and what is stored counts instead. Entries that
 * hold nothing are dropped. DecodeManagedFields
 */
export function readManagers(given: unknown): Managers | undefined {
  if (!Array.isArray(given)) return undefined;
  const read: Manager[] = [];
  for (const entry of given as readonly unknown[]) {
    if (!isJSONObject(entry)) return undefined;
    const { manager = '', operation, apiVersion = '', time, fieldsType, fieldsV1, subresource = '' } = entry;
    if (fieldsType !== 'FieldsV1') return undefined;
    if (operation !== 'Apply' && operation !== 'Update') return undefined;
    if (typeof manager !== 'string' || typeof apiVersion !== 'string' || typeof subresource !== 'string')
      return undefined;
    const fields = parseFieldsV1(fieldsV1 ?? {});
    if (fields === undefined) return undefined;
    if (fields.set === undefined) continue;
    const when = typeof time === 'string' ? time : undefined;
    read.push(newManager({ manager, operation, apiVersion, subresource }, when, fields.set));
  }
  return sortManagers(read);
}

/** A client asks to forget who manages what: an empty list, or a list of one empty entry. isResetManagedFields */
export function isReset(given: unknown): boolean {
  if (!Array.isArray(given)) return false;
  if (given.length === 0) return true;
  const first: unknown = given[0];
  return given.length === 1 && isJSONObject(first) && Object.keys(first).length === 0;
}

/** How many updaters an object remembers. DefaultMaxUpdateManagers */
const MAX_UPDATE_MANAGERS = 10;
const OLD_UPDATES_MANAGER = 'ancient-changes';

/** Where too many have written, the oldest become one entry a version. capManagersManager */
export function capUpdateManagers(entries: Managers): Managers {
  const updaters = entries.filter((entry) => entry.operation === 'Update').sort(byAge);
  let count = updaters.length;
  if (count <= MAX_UPDATE_MANAGERS) return entries;
  const kept = new Set(entries);
  const first = new Map<string, Manager>();
  const buckets = new Map<string, Manager>();
  for (const entry of updaters) if (isBucket(entry)) buckets.set(entry.apiVersion, entry);
  for (const entry of updaters) {
    if (count <= MAX_UPDATE_MANAGERS) break;
    const { apiVersion } = entry;
    const before = first.get(apiVersion);
    if (before === undefined) {
      first.set(apiVersion, entry);
      continue;
    }
    const bucket = buckets.get(apiVersion) ?? before;
    kept.delete(bucket);
    kept.delete(before);
    kept.delete(entry);
    const author: Author = { manager: OLD_UPDATES_MANAGER, operation: 'Update', apiVersion, subresource: '' };
    const merged = newManager(author, entry.time, union(entry.fieldsV1, bucket.fieldsV1)!);
    buckets.set(apiVersion, merged);
    kept.add(merged);
    count--;
  }
  return sortManagers([...kept]);
}

function isBucket({ manager, subresource }: Manager): boolean {
  return manager === OLD_UPDATES_MANAGER && subresource === undefined;
}

function byAge(a: Manager, b: Manager): number {
  return compareStrings(a.time ?? '', b.time ?? '') || compareManagers(a, b);
}

/** The longest name of a field manager, in bytes. */
export const FIELD_MANAGER_MAX_LENGTH = 128;

/** Who writes when the request does not say: the program, as its User-Agent names it. prefixFromUserAgent */
export function managerFromUserAgent(userAgent: string): string {
  const slash = userAgent.indexOf('/');
  const name = slash < 0 ? userAgent : userAgent.slice(0, slash);
  let text = '';
  let bytes = 0;
  for (const rune of name) {
    const shown = isPrint(rune) ? rune : '\uFFFD';
    const code = shown.codePointAt(0)!;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    if (bytes > FIELD_MANAGER_MAX_LENGTH) break;
    text += shown;
  }
  return text;
}
