import { difference, intersection, union, type FieldsV1 } from './fields-v1.ts';
import type { Manager } from './managers.ts';
import { ensureNamedFieldsAreMembers, removeItems } from './remove-items.ts';
import { toFieldSet } from './to-field-set.ts';
import type { TypeDescription } from './type-description.ts';
import type { Versions } from './updater.ts';

/**
 * Takes out of a merged object what its applier applied last time and no longer does, unless somebody else manages it.
 * structured-merge-diff/merge/update.go prune
 */
export function prune(
  versions: Versions,
  merged: unknown,
  last: Manager,
  applied: FieldsV1 | undefined,
  others: readonly Manager[],
): unknown {
  // Fields managed in another version are taken to go by the same names: versions that differ in them share no paths.
  const { type } = versions.own;
  let managed = applied;
  for (const other of others) managed = union(managed, other.fieldsV1);
  const without = removeItems(merged, ensureNamedFieldsAreMembers(last.fieldsV1, type), type);
  const owned = addBackOwnedItems(merged, without, managed, type);
  return addBackDanglingItems(merged, owned, last.fieldsV1, type);
}

/** What others manage was only in the way: it comes back. */
function addBackOwnedItems(
  merged: unknown,
  pruned: unknown,
  managed: FieldsV1 | undefined,
  type: TypeDescription,
): unknown {
  const all = ensureNamedFieldsAreMembers(toFieldSet(merged, type), type);
  const left = ensureNamedFieldsAreMembers(toFieldSet(pruned, type), type);
  const kept = union(left, ensureNamedFieldsAreMembers(managed, type));
  return removeItems(merged, difference(all, kept), type);
}

/** And so does what the applier never applied but that went along with what it did. */
function addBackDanglingItems(merged: unknown, pruned: unknown, last: FieldsV1, type: TypeDescription): unknown {
  const left = ensureNamedFieldsAreMembers(toFieldSet(pruned, type), type);
  const all = ensureNamedFieldsAreMembers(toFieldSet(merged, type), type);
  const before = ensureNamedFieldsAreMembers(last, type);
  return removeItems(merged, intersection(difference(all, left), before), type);
}
