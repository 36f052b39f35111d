import {
  applyMergePatch,
  copyObject,
  deepEqual,
  getOwn,
  isJSONObject,
  setOwn,
} from '../../engine/apimachinery/index.ts';
import type { Json } from '../rest/types.ts';
import { checkPreconditions, type Precondition } from './preconditions.ts';

/** What makes `modified` out of `original`, as RFC 7386 says it; null takes a key away (evanphx/json-patch, CreateMergePatch). */
export function createMergePatch(original: Json, modified: Json): Json {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(modified)) {
    const wanted = modified[key];
    if (!Object.hasOwn(original, key)) {
      setOwn(patch, key, wanted);
      continue;
    }
    const was = original[key];
    if (isJSONObject(was) && isJSONObject(wanted)) {
      const inner = createMergePatch(was, wanted);
      if (Object.keys(inner).length > 0) setOwn(patch, key, inner);
    } else if (!deepEqual(was, wanted)) setOwn(patch, key, wanted);
  }
  for (const key of Object.keys(original)) if (!Object.hasOwn(modified, key)) setOwn(patch, key, null);
  return patch;
}

/** Only what takes away, or only what sets (jsonmergepatch/patch.go, keepOrDeleteNullInObj). */
function halfOf(patch: Json, keepNulls: boolean): Json {
  const half: Record<string, unknown> = {};
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value === null) {
      if (keepNulls) setOwn(half, key, null);
    } else if (isJSONObject(value)) {
      const inner = halfOf(value, keepNulls);
      // An empty object that was added is a change of its own.
      if (Object.keys(inner).length > 0 || (!keepNulls && Object.keys(value).length === 0)) setOwn(half, key, inner);
    } else if (!keepNulls) setOwn(half, key, value);
  }
  return half;
}

/** Merges two patches into one that does both; the second wins. Nulls stay, for they are to be sent. */
function bothOf(a: Json, b: Json): Json {
  const result = copyObject(a);
  for (const key of Object.keys(b)) {
    const was = getOwn(result, key);
    const value = b[key];
    setOwn(result, key, isJSONObject(was) && isJSONObject(value) ? bothOf(was, value) : value);
  }
  return result;
}

/**
 * The three-way difference for kinds whose lists nobody knows how to merge (jsonmergepatch.CreateThreeWayJSONMergePatch). An
 * empty patch: unchanged.
 */
export function threeWayMergePatch(
  original: Json,
  modified: Json,
  current: Json,
  preconditions: readonly Precondition[] = [],
): Json {
  const changes = halfOf(createMergePatch(current, modified), false);
  const deletions = halfOf(createMergePatch(original, modified), true);
  const patch = bothOf(deletions, changes);
  checkPreconditions(patch, preconditions);
  return patch;
}

/** What a merge patch makes of an object. */
export function applyMerge(object: Json, patch: Json): Json {
  const merged = applyMergePatch(object, patch);
  return isJSONObject(merged) ? merged : object;
}
