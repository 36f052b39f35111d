import { copyObject, getOwn, isJSONObject, setOwn, type JSONObject } from '../unstructured.ts';
import { PatchError } from './patch-error.ts';
import {
  BAD_PRIMITIVE_LIST,
  BAD_SET_ELEMENT_ORDER,
  badPatchType,
  DELETE_FROM_PRIMITIVE_LIST,
  DIRECTIVE_MARKER,
  directiveResult,
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
 * What the schema says about a field. The path is the field's names from the root; a list's elements share the list's path:
 * `['spec', 'containers', 'ports']` merges by `containerPort`.
 */
export interface PatchSchema {
  patchMeta(path: readonly string[]): PatchMeta | undefined;
}

function strategyOf(meta: PatchMeta | undefined): string {
  return (meta?.strategy ?? '')
    .split(',')
    .filter((part) => part !== 'retainKeys')
    .join(',');
}

class Merger {
  readonly #schema: PatchSchema;

  constructor(schema: PatchSchema) {
    this.#schema = schema;
  }

  map(original: JSONObject, patch: JSONObject, path: readonly string[]): unknown {
    if (Object.hasOwn(patch, DIRECTIVE_MARKER)) return directiveResult(patch);
    const result = copyObject(original);
    const keep = retainedKeys(patch);
    if (keep !== undefined) for (const key of Object.keys(result)) if (!keep.has(key)) delete result[key];
    const done = new Set<string>([RETAIN_KEYS]);
    for (const key of Object.keys(patch)) {
      if (!key.startsWith(SET_ELEMENT_ORDER)) continue;
      done.add(key);
      const field = key.slice(SET_ELEMENT_ORDER.length);
      if (this.#ordered(result, patch, field, patch[key], path)) done.add(field);
    }
    for (const key of Object.keys(patch)) if (!done.has(key)) this.#field(result, key, patch[key], path);
    return result;
  }

  #field(result: Record<string, unknown>, key: string, change: unknown, path: readonly string[]): void {
    const isDelete = key.startsWith(DELETE_FROM_PRIMITIVE_LIST);
    const field = isDelete ? key.slice(DELETE_FROM_PRIMITIVE_LIST.length) : key;
    if (isDelete && field === '') throw new PatchError(BAD_PRIMITIVE_LIST);
    if (change === null || change === undefined) {
      delete result[field];
      return;
    }
    const current = getOwn(result, field);
    const at = [...path, field];
    const strategy = strategyOf(this.#schema.patchMeta(at));
    if (isJSONObject(current) && isJSONObject(change)) {
      setOwn(result, field, strategy === 'replace' ? plainValue(change) : this.map(current, change, at));
    } else if (Array.isArray(current) && Array.isArray(change)) {
      setOwn(result, field, strategy === 'merge' ? this.#list(current, change, at, isDelete) : plainValue(change));
    } else if (!isDelete) {
      setOwn(result, field, plainValue(change));
    }
  }

  /** Merges a field that comes with a `$setElementOrder`, and orders it. False when there is no such list on either side. */
  #ordered(
    result: Record<string, unknown>,
    patch: JSONObject,
    field: string,
    order: unknown,
    path: readonly string[],
  ): boolean {
    if (field === '' || !Array.isArray(order)) throw new PatchError(BAD_SET_ELEMENT_ORDER);
    const at = [...path, field];
    const meta = this.#schema.patchMeta(at);
    const mergeKey = meta?.mergeKey ?? '';
    const current = listOrAbsent(getOwn(result, field));
    const change = listOrAbsent(getOwn(patch, field));
    if (change !== undefined) checkElementOrder(change, order, mergeKey);
    if (current === undefined && change === undefined) return false;
    let merged: readonly unknown[];
    if (current === undefined) merged = plainValue(change) as readonly unknown[];
    else if (change === undefined) merged = current;
    else if (strategyOf(meta) === 'merge') merged = this.#list(current, change, at, false);
    else merged = plainValue(change) as readonly unknown[];
    setOwn(result, field, normalizeElementOrder(merged, order as readonly unknown[], current ?? [], mergeKey));
    return change !== undefined;
  }

  #list(
    original: readonly unknown[],
    patch: readonly unknown[],
    path: readonly string[],
    isDelete: boolean,
  ): readonly unknown[] {
    if (original.length === 0 && patch.length === 0) return original;
    const kinds = new Set([...original, ...patch].map((item) => (isJSONObject(item) ? 'map' : typeof item)));
    if ([...original, ...patch].some(Array.isArray)) throw new PatchError('lists of lists are not supported');
    if (!kinds.has('map')) {
      if (isDelete) return original.filter((item) => !patch.includes(item));
      const merged = [...new Set([...original, ...patch])];
      return normalizeElementOrder(merged, patch, original, '');
    }
    if (kinds.size > 1) throw new PatchError('list element types are not identical');
    const mergeKey = this.#schema.patchMeta(path)?.mergeKey ?? '';
    if (mergeKey === '') throw new PatchError('cannot merge lists without merge key for type map');
    return this.#maps(original as readonly JSONObject[], patch as readonly JSONObject[], path, mergeKey);
  }

  #maps(
    original: readonly JSONObject[],
    patch: readonly JSONObject[],
    path: readonly string[],
    mergeKey: string,
  ): readonly unknown[] {
    const { kept, changes } = applyListDirectives(original, patch, mergeKey);
    const merged: unknown[] = [...kept];
    for (const change of changes) {
      const id = getOwn(change, mergeKey);
      if (id === undefined) throw noMergeKey(change, mergeKey);
      const index = merged.findIndex((item) => isJSONObject(item) && getOwn(item, mergeKey) === id);
      if (index < 0) merged.push(plainValue(change));
      else merged[index] = this.map(merged[index] as JSONObject, change, path);
    }
    return normalizeElementOrder(merged, changes, kept, mergeKey);
  }
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
  return new Merger(schema).map(original, patch, []);
}
