import { deepEqual, getOwn, isJSONObject, setOwn, copyObject } from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { checkPreconditions, MergeConflict, type Precondition } from './preconditions.ts';
import type { MergeRules } from './rules.ts';
import { diffMaps } from './strategic-diff.ts';

/**
 * What is to be changed in `current` so that it says what the manifest says: fields that differ are set, fields that the last
 * apply had and this one has not are taken away, and everything that others wrote is left alone. An empty patch: unchanged.
 * Worked example: last applied {a: 1, b: 2}, manifest {a: 1, c: 3}, live {a: 9, b: 2, d: 4} → {a: 1, b: null, c: 3}.
 * With `overwrite` false, a field that somebody else has changed since is refused (strategicpatch.CreateThreeWayMergePatch).
 */
export function threeWayStrategicPatch(
  original: Json,
  modified: Json,
  current: Json,
  rules: MergeRules,
  { overwrite = true, preconditions = [] }: { overwrite?: boolean; preconditions?: readonly Precondition[] } = {},
): Json {
  const changes = diffMaps(current, modified, { rules, path: '', setElementOrder: true, ignoreDeletions: true });
  const deletions = diffMaps(original, modified, {
    rules,
    path: '',
    setElementOrder: true,
    ignoreChangesAndAdditions: true,
  });
  const patch = bothOf(deletions, changes, '', rules);
  checkPreconditions(patch, preconditions);
  if (!overwrite) {
    const others = diffMaps(original, current, { rules, path: '' });
    if (inConflict(patch, others)) throw new MergeConflict('patch and changes conflict');
  }
  return patch;
}

/** Both halves in one patch; they never name the same leaf. Items of a keyed list meet by their key (mergeMap). */
function bothOf(a: Json, b: Json, path: string, rules: MergeRules): Json {
  const result = copyObject(a);
  for (const key of Object.keys(b)) {
    const at = path === '' ? key : `${path}.${key}`;
    const value = b[key];
    const other = getOwn(result, key);
    const mergeKey = (getOwn(rules, at) as MergeRules[string] | undefined)?.mergeKey;
    if (isJSONObject(other) && isJSONObject(value)) setOwn(result, key, bothOf(other, value, at, rules));
    else if (!key.startsWith('$') && Array.isArray(other) && Array.isArray(value) && mergeKey !== undefined)
      setOwn(result, key, bothLists(other, value, at, mergeKey, rules));
    else setOwn(result, key, value);
  }
  return result;
}

function bothLists(
  a: readonly unknown[],
  b: readonly unknown[],
  at: string,
  mergeKey: string,
  rules: MergeRules,
): readonly unknown[] {
  const others = a.filter(isJSONObject);
  const same = (x: Json, y: Json): boolean => getOwn(x, mergeKey) === getOwn(y, mergeKey);
  const items = b.filter(isJSONObject).map((item): Json => {
    const other = others.find((candidate) => same(candidate, item));
    return other ? bothOf(other, item, at, rules) : item;
  });
  return [...items, ...others.filter((item) => !items.some((merged) => same(merged, item)))];
}

/** Whether two patches set one field to different things (mergepatch.HasConflicts). */
function inConflict(a: unknown, b: unknown): boolean {
  if (isJSONObject(a) && isJSONObject(b)) {
    return Object.keys(a).some((key) => !key.startsWith('$') && Object.hasOwn(b, key) && inConflict(a[key], b[key]));
  }
  return !deepEqual(a, b);
}
