import { copyObject, getOwn, isJSONObject, setOwn, type JSONObject } from '../unstructured.ts';
import { PatchError } from './patch-error.ts';
import {
  BAD_PRIMITIVE_LIST,
  BAD_SET_ELEMENT_ORDER,
  badPatchType,
  DELETE_FROM_PRIMITIVE_LIST,
  DIRECTIVE_MARKER,
  directiveResult,
  DOLLAR,
  isDirectiveKey,
  noMergeKey,
  plainValue,
  RETAIN_KEYS,
  retainedKeys,
  SET_ELEMENT_ORDER,
} from './strategic-directives.ts';
import { checkElementOrder, identity, normalizeElementOrder } from './strategic-order.ts';

/** `x-kubernetes-patch-strategy` and `x-kubernetes-patch-merge-key` of one field. */
export interface PatchMeta {
  /** `merge`, `replace`, `retainKeys` or `merge,retainKeys`. */
  readonly strategy?: string;
  readonly mergeKey?: string;
}

/**
 * What the schema says about one field and, by their names, about the fields below it; a list's elements share the list's own.
 * A field without rules, and all below it, has no schema.
 */
export class PatchSchema {
  /** The strategy for merging, whatever it says about `$retainKeys`, which the patch itself brings. */
  strategy = '';
  mergeKey = '';
  readonly #fields = new Map<string, PatchSchema>();

  /** From rules by dotted path: `spec.containers.ports` merges by `containerPort`. */
  constructor(rules: Readonly<Record<string, PatchMeta>> = {}) {
    for (const [path, { strategy = '', mergeKey = '' }] of Object.entries(rules)) {
      const at = this.#make(path);
      at.strategy = strategy
        .split(',')
        .filter((part) => part !== 'retainKeys')
        .join(',');
      at.mergeKey = mergeKey;
    }
  }

  field(name: string): PatchSchema | undefined {
    return this.#fields.get(name);
  }

  #make(path: string): PatchSchema {
    const dot = path.indexOf('.');
    const name = dot < 0 ? path : path.slice(0, dot);
    let child = this.#fields.get(name);
    if (!child) this.#fields.set(name, (child = new PatchSchema()));
    return dot < 0 ? child : child.#make(path.slice(dot + 1));
  }
}

type Schema = PatchSchema | undefined;

function hasDirectives(patch: JSONObject): boolean {
  for (const key in patch) if (isDirectiveKey(key)) return true;
  return false;
}

function mergeMap(original: JSONObject, patch: JSONObject, schema: Schema): JSONObject {
  if (hasDirectives(patch)) return mergeDirected(original, patch, schema);
  let result = original;
  for (const key in patch) {
    const value = mergedField(original, key, patch[key], schema?.field(key), false);
    result = withField(original, result, key, value);
  }
  return result;
}

/** Sets a field in a copy that is made at the first change. `undefined` takes it away. */
function withField(original: JSONObject, result: JSONObject, key: string, value: unknown): JSONObject {
  if (value === undefined) return Object.hasOwn(result, key) ? withoutField(result, key) : result;
  if (getOwn(result, key) === value) return result;
  const copy: Record<string, unknown> = result === original ? copyObject(original) : result;
  setOwn(copy, key, value);
  return copy as JSONObject;
}

/** A copy, because an object from which a property is deleted becomes a slow and large one. */
function withoutField(object: JSONObject, field: string): JSONObject {
  const rest: Record<string, unknown> = {};
  for (const key in object) if (key !== field) setOwn(rest, key, object[key]);
  return rest as JSONObject;
}

/** A map whose patch brings orders for its lists, keys to retain, or says what becomes of it. */
function mergeDirected(original: JSONObject, patch: JSONObject, schema: Schema): JSONObject {
  if (Object.hasOwn(patch, DIRECTIVE_MARKER)) return directiveResult(patch);
  let result = original;
  const keep = retainedKeys(patch);
  if (keep !== undefined) {
    for (const key of Object.keys(original)) {
      if (!keep.has(key)) result = withField(original, result, key, undefined);
    }
  }
  const keys = Object.keys(patch);
  const done: string[] = [];
  for (const key of keys) {
    if (!isElementOrder(key)) continue;
    const field = key.slice(SET_ELEMENT_ORDER.length);
    const change = getOwn(patch, field);
    const merged = mergedInOrder(getOwn(result, field), change, patch[key], field, schema?.field(field));
    if (merged === undefined) continue;
    result = withField(original, result, field, merged);
    if (change !== undefined && change !== null) done.push(field);
  }
  for (const key of keys) {
    if (key === RETAIN_KEYS || isElementOrder(key) || done.includes(key)) continue;
    const isDelete = key.charCodeAt(0) === DOLLAR && key.startsWith(DELETE_FROM_PRIMITIVE_LIST);
    const field = isDelete ? key.slice(DELETE_FROM_PRIMITIVE_LIST.length) : key;
    if (isDelete && field === '') throw new PatchError(BAD_PRIMITIVE_LIST);
    const value = mergedField(result, field, patch[key], schema?.field(field), isDelete);
    result = withField(original, result, field, value);
  }
  return result;
}

function isElementOrder(key: string): boolean {
  return key.charCodeAt(0) === DOLLAR && key.startsWith(SET_ELEMENT_ORDER);
}

/** What the patch makes of one field; undefined: it goes. */
function mergedField(from: JSONObject, field: string, change: unknown, schema: Schema, isDelete: boolean): unknown {
  if (change === null || change === undefined) return undefined;
  if (typeof change !== 'object') return isDelete ? getOwn(from, field) : change;
  const current = getOwn(from, field);
  if (isJSONObject(current) && isJSONObject(change)) {
    return schema?.strategy === 'replace' ? plainValue(change) : mergeMap(current, change, schema);
  }
  if (Array.isArray(current) && Array.isArray(change)) {
    return schema?.strategy === 'merge' ? mergeList(current, change, schema, isDelete) : plainValue(change);
  }
  return isDelete ? current : plainValue(change);
}

/** A list that comes with a `$setElementOrder`, merged and ordered; undefined when there is none on either side. */
function mergedInOrder(
  before: unknown,
  after: unknown,
  order: unknown,
  field: string,
  schema: Schema,
): readonly unknown[] | undefined {
  if (field === '' || !Array.isArray(order)) throw new PatchError(BAD_SET_ELEMENT_ORDER);
  const mergeKey = schema?.mergeKey ?? '';
  const current = listOrAbsent(before);
  const change = listOrAbsent(after);
  if (change !== undefined) checkElementOrder(change, order, mergeKey);
  if (current === undefined && change === undefined) return undefined;
  let merged: readonly unknown[];
  if (change === undefined) merged = current!;
  else if (current !== undefined && schema?.strategy === 'merge') merged = mergeList(current, change, schema, false);
  else merged = plainValue(change) as readonly unknown[];
  return normalizeElementOrder(merged, order as readonly unknown[], current ?? [], mergeKey);
}

function mergeList(
  original: readonly unknown[],
  patch: readonly unknown[],
  schema: PatchSchema,
  isDelete: boolean,
): readonly unknown[] {
  if (original.length === 0 && patch.length === 0) return original;
  const kind = elementKind(patch, elementKind(original, undefined));
  if (kind !== 'map') {
    if (isDelete) return original.filter((item) => !patch.includes(item));
    const merged = [...new Set([...original, ...patch])];
    return normalizeElementOrder(merged, patch, original, '');
  }
  if (schema.mergeKey === '') throw new PatchError('cannot merge lists without merge key for type map');
  return mergeMaps(original as readonly JSONObject[], patch as readonly JSONObject[], schema);
}

/** What a list's elements are: `map`, or whatever scalars there are. Maps and scalars together are refused, lists always. */
function elementKind(list: readonly unknown[], known: string | undefined): string | undefined {
  if (list.some(Array.isArray)) throw new PatchError('lists of lists are not supported');
  let kind = known;
  for (const item of list) {
    const own = isJSONObject(item) ? 'map' : 'scalar';
    if (kind !== undefined && kind !== own) throw new PatchError('list element types are not identical');
    kind = own;
  }
  return kind;
}

function mergeMaps(
  original: readonly JSONObject[],
  patch: readonly JSONObject[],
  schema: PatchSchema,
): readonly unknown[] {
  const { mergeKey } = schema;
  const { kept, changes } = applyListDirectives(original, patch, mergeKey);
  const merged = [...kept];
  for (const change of changes) {
    const id = getOwn(change, mergeKey);
    if (id === undefined) throw noMergeKey(change, mergeKey);
    const index = merged.findIndex((item) => isJSONObject(item) && getOwn(item, mergeKey) === id);
    if (index < 0) merged.push(plainValue(change) as JSONObject);
    else merged[index] = mergeMap(merged[index]!, change, schema);
  }
  return normalizeElementOrder(merged, changes, kept, mergeKey);
}

function listOrAbsent(value: unknown): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) throw new PatchError(BAD_SET_ELEMENT_ORDER);
  return value as readonly unknown[];
}

/** Elements of a patch that say `$patch`: delete the one of that key, or replace the whole list by the others. */
function applyListDirectives(
  original: readonly JSONObject[],
  patch: readonly JSONObject[],
  mergeKey: string,
): { readonly kept: readonly JSONObject[]; readonly changes: readonly JSONObject[] } {
  let kept = original;
  let replaced = false;
  const changes: JSONObject[] = [];
  for (const item of patch) {
    if (!Object.hasOwn(item, DIRECTIVE_MARKER)) {
      changes.push(item);
      continue;
    }
    switch (item[DIRECTIVE_MARKER]) {
      case 'delete': {
        const id = identity(item, mergeKey);
        kept = kept.filter((other) => getOwn(other, mergeKey) !== id);
        break;
      }
      case 'replace':
        replaced = true;
        break;
      case 'merge':
        throw new PatchError('merging lists cannot yet be specified in the patch');
      default:
        throw badPatchType(item[DIRECTIVE_MARKER], item);
    }
  }
  return { kept: replaced ? [] : kept, changes };
}

/**
 * Strategic merge patch: as a merge patch, but lists the schema marks `merge` are merged element by element, and `$patch`,
 * `$retainKeys`, `$setElementOrder/…` and `$deleteFromPrimitiveList/…` steer it. Neither document is changed. Throws PatchError.
 * pkg/util/strategicpatch/patch.go
 */
export function applyStrategicMergePatch(original: unknown, patch: unknown, schema: PatchSchema): unknown {
  if (!isJSONObject(original) || !isJSONObject(patch)) throw new PatchError('Invalid JSON document');
  return mergeMap(original, patch, schema);
}
