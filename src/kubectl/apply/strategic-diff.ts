import {
  compareStrings,
  deepEqual,
  getOwn,
  isJSONObject,
  setOwn,
  sortedKeys,
} from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { checkPreconditions, type Precondition } from './preconditions.ts';
import type { MergeRules } from './rules.ts';

/** Which half of a difference is wanted (strategicpatch.DiffOptions); neither left out: all of it. */
export interface DiffOptions {
  readonly ignoreDeletions?: boolean;
  readonly ignoreChangesAndAdditions?: boolean;
  readonly setElementOrder?: boolean;
}

interface Place extends DiffOptions {
  readonly rules: MergeRules;
  /** Dotted, `''` at the top. */
  readonly path: string;
  readonly retainKeys?: boolean;
}

/** What makes `modified` out of `original`, as a strategic merge patch (strategicpatch.CreateTwoWayMergePatch). */
export function twoWayStrategicPatch(
  original: Json,
  modified: Json,
  rules: MergeRules,
  preconditions: readonly Precondition[] = [],
): Json {
  const patch = diffMaps(original, modified, { rules, path: '', setElementOrder: true });
  checkPreconditions(patch, preconditions);
  return patch;
}

/** strategicpatch/patch.go, diffMaps. Worked example: {a: 1, b: 2} → {a: 1, c: 3} is {b: null, c: 3}. */
export function diffMaps(original: Json, modified: Json, place: Place): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of sortedKeys(modified)) diffField(patch, key, original, modified[key], place);
  if (place.ignoreDeletions !== true) {
    for (const key of sortedKeys(original)) if (!Object.hasOwn(modified, key)) setOwn(patch, key, null);
  }
  if (place.retainKeys === true) {
    const retained = sortedKeys(modified).filter((key) => modified[key] !== null);
    const gone = Object.keys(original).some((key) => !Object.hasOwn(modified, key));
    if (retained.length > 0 && (Object.keys(patch).length > 0 || gone)) patch['$retainKeys'] = retained;
  }
  return patch;
}

function diffField(patch: Record<string, unknown>, key: string, original: Json, wanted: unknown, place: Place): void {
  const was = getOwn(original, key);
  const path = place.path === '' ? key : `${place.path}.${key}`;
  const { strategy = '', mergeKey } = (getOwn(place.rules, path) as MergeRules[string] | undefined) ?? {};
  const strategies = strategy.split(',');
  const inner: Place = { ...place, path, retainKeys: strategies.includes('retainKeys') };
  if (Object.hasOwn(original, key) && isJSONObject(was) && isJSONObject(wanted) && !strategies.includes('replace')) {
    const change = diffMaps(was, wanted, inner);
    if (Object.keys(change).length > 0) setOwn(patch, key, change);
    return;
  }
  if (Array.isArray(was) && Array.isArray(wanted) && strategies.includes('merge')) {
    const { changes, deletions, order } = diffLists(was, wanted, mergeKey, inner);
    if (changes.length > 0) setOwn(patch, key, changes);
    if (deletions.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = deletions;
    if (order.length > 0) patch[`$setElementOrder/${key}`] = order;
    return;
  }
  const same = Object.hasOwn(original, key) && deepEqual(was, wanted);
  if (!same && place.ignoreChangesAndAdditions !== true) setOwn(patch, key, wanted);
}

interface ListDiff {
  readonly changes: readonly unknown[];
  readonly deletions: readonly unknown[];
  readonly order: readonly unknown[];
}

const NO_DIFFERENCE: ListDiff = { changes: [], deletions: [], order: [] };

function diffLists(
  was: readonly unknown[],
  wanted: readonly unknown[],
  mergeKey: string | undefined,
  place: Place,
): ListDiff {
  if (was.length === 0) {
    const nothing = wanted.length === 0 || place.ignoreChangesAndAdditions === true;
    return nothing ? NO_DIFFERENCE : { ...NO_DIFFERENCE, changes: wanted };
  }
  return mergeKey === undefined ? diffScalars(was, wanted, place) : diffItems(was, wanted, mergeKey, place);
}

function diffScalars(was: readonly unknown[], wanted: readonly unknown[], place: Place): ListDiff {
  const changes = place.ignoreChangesAndAdditions ? [] : wanted.filter((item) => !was.includes(item));
  const gone = place.ignoreDeletions ? [] : was.filter((item) => !wanted.includes(item));
  const deletions = [...new Set(gone)].sort((a, b) => compareStrings(String(a), String(b)));
  const ordered =
    place.setElementOrder === true &&
    ((place.ignoreDeletions !== true && deletions.length > 0) ||
      (place.ignoreChangesAndAdditions !== true && !deepEqual(was, wanted)));
  return { changes, deletions, order: ordered ? wanted : [] };
}

function diffItems(was: readonly unknown[], wanted: readonly unknown[], mergeKey: string, place: Place): ListDiff {
  const before = itemsByKey(was, mergeKey);
  const after = itemsByKey(wanted, mergeKey);
  const changes: Json[] = [];
  for (const [id, item] of after) {
    const old = before.get(id);
    if (old === undefined) {
      if (place.ignoreChangesAndAdditions !== true) changes.push(item);
      continue;
    }
    const change = diffMaps(old, item, place);
    if (Object.keys(change).length > 0) changes.push({ ...change, [mergeKey]: item[mergeKey] });
  }
  const gone = place.ignoreDeletions ? [] : [...before].filter(([id]) => !after.has(id));
  gone.sort(([a], [b]) => compareStrings(a, b));
  for (const [, item] of gone) changes.push({ $patch: 'delete', [mergeKey]: item[mergeKey] });
  const sameOrder = was.length === wanted.length && deepEqual([...before.keys()], [...after.keys()]);
  const ordered =
    place.setElementOrder === true &&
    (place.ignoreChangesAndAdditions === true ? changes.length > 0 : changes.length > 0 || !sameOrder);
  const order = ordered ? [...after.values()].map((item) => ({ [mergeKey]: item[mergeKey] })) : [];
  return { changes, deletions: [], order };
}

/** What tells items apart is compared as it prints (`%v`), so that 80 and '80' are one. */
function itemsByKey(list: readonly unknown[], mergeKey: string): ReadonlyMap<string, Json> {
  return new Map(list.filter(isJSONObject).map((item) => [String(getOwn(item, mergeKey)), item]));
}
