import { copyObject, getOwn, isJSONObject, setOwn } from '../unstructured.ts';

/** Nulls inside what a patch adds mean "not there", in objects at any depth; a null that is itself a list's element stays. */
function pruneNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pruneNulls);
  if (!isJSONObject(value)) return value;
  const pruned: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (item !== null && item !== undefined) setOwn(pruned, key, pruneNulls(item));
  }
  return pruned;
}

/**
 * JSON Merge Patch, RFC 7386, as evanphx/json-patch v4 merges: a null deletes, an object merges, anything else replaces. The document
 * is not changed; what the patch does not name is shared, and a patch that changes nothing gives the document itself back.
 */
export function applyMergePatch(document: unknown, patch: unknown): unknown {
  if (!isJSONObject(document)) return pruneNulls(patch);
  if (!isJSONObject(patch)) return patch;
  let result: Record<string, unknown> | undefined;
  for (const key of Object.keys(patch)) {
    const change = patch[key];
    if (change === undefined) continue;
    const current = getOwn(document, key);
    if (change === null) {
      if (!Object.hasOwn(document, key)) continue;
      result ??= copyObject(document);
      delete result[key];
      continue;
    }
    const merged = current === undefined || current === null ? pruneNulls(change) : applyMergePatch(current, change);
    if (merged === current) continue;
    result ??= copyObject(document);
    setOwn(result, key, merged);
  }
  return result ?? document;
}
