import { goFormat } from '../go-text.ts';
import { isJSONObject, setOwn, type JSONObject } from '../unstructured.ts';
import { PatchError } from './patch-error.ts';

/** The words a strategic merge patch steers with. pkg/util/strategicpatch/patch.go */
export const DIRECTIVE_MARKER = '$patch';
export const RETAIN_KEYS = '$retainKeys';
export const DELETE_FROM_PRIMITIVE_LIST = '$deleteFromPrimitiveList/';
export const SET_ELEMENT_ORDER = '$setElementOrder/';

export function badPatchType(type: unknown, map: unknown): PatchError {
  return new PatchError(`unknown patch type: ${goFormat(type)} in map: ${goFormat(map)}`);
}

export function noMergeKey(map: unknown, mergeKey: string): PatchError {
  return new PatchError(`map: ${goFormat(map)} does not contain declared merge key: ${mergeKey}`);
}

export const BAD_RETAIN_KEYS = 'invalid patch format of retainKeys';
export const BAD_PRIMITIVE_LIST = 'invalid patch format of primitive list';
export const BAD_SET_ELEMENT_ORDER = 'invalid patch format of setElementOrder list';

/** All directives begin with a dollar sign, which no field of Kubernetes does. */
export const DOLLAR = 0x24;

export function isDirectiveKey(key: string): boolean {
  if (key.charCodeAt(0) !== DOLLAR) return false;
  return (
    key === DIRECTIVE_MARKER ||
    key === RETAIN_KEYS ||
    key.startsWith(DELETE_FROM_PRIMITIVE_LIST) ||
    key.startsWith(SET_ELEMENT_ORDER)
  );
}

/** Whether a value means itself: no nulls in its maps and no directives anywhere. */
function isPlain(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) {
    for (const item of value) if (!isPlain(item)) return false;
    return true;
  }
  for (const key in value) {
    const inner = (value as JSONObject)[key];
    if (inner === null || inner === undefined || isDirectiveKey(key) || !isPlain(inner)) return false;
  }
  return true;
}

/**
 * What a patch means where there is nothing to merge with: its values, without nulls and without directives. What has neither
 * is shared with the patch, which nobody changes.
 */
export function plainValue(patch: unknown): unknown {
  return isPlain(patch) ? patch : withoutDirectives(patch);
}

function withoutDirectives(patch: unknown): unknown {
  if (Array.isArray(patch)) {
    return patch.filter((item) => !isJSONObject(item) || !Object.hasOwn(item, DIRECTIVE_MARKER)).map(withoutDirectives);
  }
  if (!isJSONObject(patch)) return patch;
  if (patch[DIRECTIVE_MARKER] === 'delete') return {};
  const plain: Record<string, unknown> = {};
  for (const key of Object.keys(patch)) {
    const value = patch[key];
    if (value !== null && value !== undefined && !isDirectiveKey(key)) setOwn(plain, key, withoutDirectives(value));
  }
  return plain;
}

/** A map that says `$patch` itself: replaced by the rest of it, or emptied. */
export function directiveResult(patch: JSONObject): JSONObject {
  const directive = patch[DIRECTIVE_MARKER];
  if (directive === 'delete') return {};
  if (directive !== 'replace') throw badPatchType(directive, patch);
  const { [DIRECTIVE_MARKER]: _, ...rest } = patch;
  return rest;
}

/** The keys that `$retainKeys` keeps. Every key the patch sets must be among them. */
export function retainedKeys(patch: JSONObject): ReadonlySet<unknown> | undefined {
  if (!Object.hasOwn(patch, RETAIN_KEYS)) return undefined;
  const list = patch[RETAIN_KEYS];
  if (!Array.isArray(list)) throw new PatchError(BAD_RETAIN_KEYS);
  const keep = new Set<unknown>(list);
  for (const key of Object.keys(patch)) {
    if (key === RETAIN_KEYS || patch[key] === null) continue;
    if (key.startsWith(DELETE_FROM_PRIMITIVE_LIST) || key.startsWith(SET_ELEMENT_ORDER)) continue;
    if (!keep.has(key)) throw new PatchError(BAD_RETAIN_KEYS);
  }
  return keep;
}
