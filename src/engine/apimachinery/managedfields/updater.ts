import { deepEqual } from '../compare.ts';
import { isJSONObject } from '../unstructured.ts';
import { changed, compare, type Comparison, ZERO } from './compare.ts';
import { ApplyConflicts, type Conflict } from './conflicts.ts';
import { difference, differenceBelow, intersection, LEAF, union, type FieldsV1 } from './fields-v1.ts';
import { isOwn, newManager, sortManagers, withFields, type Author, type Manager, type Managers } from './managers.ts';
import { merge } from './merge.ts';
import { fieldElement } from './path-element.ts';
import { prune } from './prune.ts';
import { extentOf } from './settled.ts';
import { toFieldSet } from './to-field-set.ts';
import type { TypeDescription } from './type-description.ts';

/** One version of a resource, as far as its fields go. */
export interface Version {
  readonly apiVersion: string;
  readonly type: TypeDescription;
  /** An object of the version that was asked for, in this one. */
  readonly convert: (object: unknown) => unknown;
}

/** What the author's write is made in, and how fields that others manage in other versions are found. */
export interface Versions {
  readonly own: Version;
  /** undefined when the version is no longer served; who managed fields in it is forgotten. */
  readonly at: (apiVersion: string) => Version | undefined;
  /** What the author cannot change, because the server puts it back: reset fields. */
  readonly ignored: FieldsV1 | undefined;
}

/** What differs between two objects, worked out once in each version that somebody manages fields in. */
class Differences {
  readonly #versions: Versions;
  readonly #before: unknown;
  readonly #after: unknown;
  readonly own: Comparison | undefined;
  #others: Map<string, Comparison | undefined> | undefined;

  constructor(versions: Versions, before: unknown, after: unknown) {
    this.#versions = versions;
    this.#before = before;
    this.#after = after;
    this.own = this.#compare(before, after, versions.own.type);
  }

  at({ apiVersion, convert, type }: Version): Comparison | undefined {
    if (apiVersion === this.#versions.own.apiVersion) return this.own;
    this.#others ??= new Map();
    if (this.#others.has(apiVersion)) return this.#others.get(apiVersion);
    const before = this.#before === ZERO ? ZERO : convert(this.#before);
    const found = this.#compare(before, convert(this.#after), type);
    this.#others.set(apiVersion, found);
    return found;
  }

  #compare(before: unknown, after: unknown, type: TypeDescription): Comparison | undefined {
    const found = compare(before, after, type);
    const { ignored } = this.#versions;
    if (found === undefined || ignored === undefined) return found;
    const added = differenceBelow(found.added, ignored);
    const modified = differenceBelow(found.modified, ignored);
    const removed = differenceBelow(found.removed, ignored);
    if (added === found.added && modified === found.modified && removed === found.removed) return found;
    return (added ?? modified ?? removed) ? { added, modified, removed } : undefined;
  }
}

/** An entry's version, or undefined when nobody knows it any more. */
function versionOf(entry: Manager, { own, at }: Versions): Version | undefined {
  return entry.apiVersion === own.apiVersion ? own : at(entry.apiVersion);
}

/**
 * Who manages what after an author's update: what was changed is theirs alone, what was removed is nobody's. The very same
 * list when nothing changed. structured-merge-diff/merge/update.go Update, and managedFieldsUpdater around it
 */
export function update(
  versions: Versions,
  before: unknown,
  after: unknown,
  managers: Managers,
  author: Author,
  time: string,
  stripped: FieldsV1 | undefined,
): Managers {
  const settled = managers.length === 0 ? undefined : settledBy(versions, before, after, managers, author, time);
  if (settled !== undefined) return settled;
  const differences = new Differences(versions, before, after);
  const { own } = differences;
  if (own === undefined) return managers;
  const taken = difference(changed(own), stripped);
  const next: Manager[] = [];
  let found = false;
  let same = true;
  for (const entry of managers) {
    const version = versionOf(entry, versions);
    const comparison = version === undefined ? undefined : differences.at(version);
    const mine = !found && isOwn(entry, author);
    let fields = version === undefined ? undefined : entry.fieldsV1;
    if (comparison !== undefined) {
      if (!mine) fields = difference(difference(fields, comparison.added), comparison.modified);
      fields = difference(fields, comparison.removed);
    }
    if (mine) {
      fields = union(fields, taken);
      found = true;
    }
    if (fields === undefined) {
      same = false;
      continue;
    }
    const kept = mine && taken !== undefined ? newManager(author, time, fields) : withFields(entry, fields);
    if (kept !== entry) same = false;
    next.push(kept);
  }
  if (!found && taken !== undefined) {
    next.push(newManager(author, time, taken));
    same = false;
  }
  return same ? managers : sortManagers(next);
}

/** What comes of an update that only sets what is its author's alone; undefined when it is not that simple. */
function settledBy(
  { own, ignored }: Versions,
  before: unknown,
  after: unknown,
  managers: Managers,
  author: Author,
  time: string,
): Managers | undefined {
  const index = managers.findIndex((entry) => isOwn(entry, author));
  const mine = managers[index];
  if (mine === undefined || !isJSONObject(before) || !isJSONObject(after)) return undefined;
  let changed = false;
  for (const key in after) {
    const now = after[key];
    if (now === before[key]) continue;
    const element = fieldElement(key);
    if (ignored?.[element] === LEAF) continue;
    const type = own.type.fields?.get(key)?.type;
    if (type === undefined) return undefined;
    if (key === 'metadata') {
      // It is made anew for every write, and as a rule it is the same all the same.
      if (compare(before[key], now, type) !== undefined) return undefined;
      continue;
    }
    const extent = extentOf(before[key], now, type, mine.fieldsV1[element]);
    if (extent === 'beyond') return undefined;
    if (extent === 'same') continue;
    for (const entry of managers) if (entry !== mine && entry.fieldsV1[element] !== undefined) return undefined;
    changed = true;
  }
  for (const key in before) if (after[key] === undefined && before[key] !== undefined) return undefined;
  if (!changed) return managers;
  const next = [...managers];
  next[index] = newManager(author, time, mine.fieldsV1);
  return sortManagers(next);
}

export interface Applied {
  /** undefined when applying made no difference to the object. */
  readonly object: unknown;
  readonly managers: Managers;
}

/** structured-merge-diff/merge/update.go Apply. Throws ApplyConflicts. */
export function apply(
  versions: Versions,
  live: unknown,
  config: unknown,
  managers: Managers,
  author: Author,
  force: boolean,
): Applied {
  const { own, ignored } = versions;
  const merged = merge(live, config, own.type);
  const last = managers.find((entry) => isOwn(entry, author));
  const set = differenceBelow(toFieldSet(config, own.type), ignored);
  const others = managers.filter((entry) => entry !== last);
  const object = last === undefined ? merged : prune(versions, merged, last, set, others);
  const differences = new Differences(versions, live, object);
  const conflicts: Conflict[] = [];
  const next: Manager[] = [];
  for (const entry of others) {
    const version = versionOf(entry, versions);
    if (version === undefined) continue;
    const comparison = differences.at(version);
    let fields: FieldsV1 | undefined = entry.fieldsV1;
    if (comparison !== undefined) {
      const taken = intersection(fields, changed(comparison));
      if (taken !== undefined) conflicts.push({ manager: entry, fields: taken });
      fields = difference(difference(fields, taken), comparison.removed);
    }
    if (fields !== undefined) next.push(withFields(entry, fields));
  }
  if (!force && conflicts.length > 0) throw new ApplyConflicts(conflicts);
  if (set !== undefined) next.push(newManager(author, last?.time, set));
  return { object: deepEqual(live, object) ? undefined : object, managers: next };
}
