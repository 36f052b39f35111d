import { isJSONObject, setOwn } from '../unstructured.ts';
import { isMember, LEAF, node, SELF, type FieldsV1 } from './fields-v1.ts';
import { fieldElement, itemElement } from './path-element.ts';
import { deduce, typeOfEntry, type TypeDescription } from './type-description.ts';

/**
 * A value without the paths of a set. A map or a list that loses everything becomes null. Gives the value back when nothing is
 * removed. structured-merge-diff/typed/remove.go
 */
export function removeItems(value: unknown, paths: FieldsV1 | undefined, type: TypeDescription): unknown {
  if (paths === undefined || paths === LEAF) return value;
  const is = deduce(type, value);
  if (is.shape === 'scalar') return value;
  if (is.atomic || isEmpty(value)) return null;
  if (is.shape === 'list') return Array.isArray(value) ? withoutItems(value, paths, is) : null;
  return isJSONObject(value) ? withoutKeys(value, paths, is) : null;
}

function isEmpty(value: unknown): boolean {
  return typeof value !== 'object' || value === null || Object.keys(value).length === 0;
}

/** Whether anything below a path is to go. */
function hasBelow(paths: FieldsV1): boolean {
  for (const element in paths) if (element !== SELF) return true;
  return false;
}

function withoutItems(list: readonly unknown[], paths: FieldsV1, type: TypeDescription): unknown {
  const kept: unknown[] = [];
  let changed = false;
  for (const item of list) {
    const at = paths[itemElement(type, item)];
    if (at !== undefined && isMember(at)) {
      changed = true;
      continue;
    }
    const left = at !== undefined && hasBelow(at) ? removeItems(item, at, type.element!) : item;
    if (left !== item) changed = true;
    kept.push(left);
  }
  if (!changed) return list;
  return kept.length > 0 ? kept : null;
}

function withoutKeys(map: Readonly<Record<string, unknown>>, paths: FieldsV1, type: TypeDescription): unknown {
  const kept: Record<string, unknown> = {};
  let changed = false;
  let count = 0;
  for (const key of Object.keys(map)) {
    const value = map[key];
    const at = paths[fieldElement(key)];
    if (at !== undefined && isMember(at)) {
      changed = true;
      continue;
    }
    const entry = typeOfEntry(type, key);
    const left = at !== undefined && entry !== undefined && hasBelow(at) ? removeItems(value, at, entry) : value;
    if (left !== value) changed = true;
    setOwn(kept, key, left);
    count++;
  }
  if (!changed) return map;
  return count > 0 ? kept : null;
}

/** Adds to a set the declared fields that lead to its paths. Set.EnsureNamedFieldsAreMembers */
export function ensureNamedFieldsAreMembers(
  set: FieldsV1 | undefined,
  type: TypeDescription | undefined,
): FieldsV1 | undefined {
  return set === undefined ? undefined : withNamed(set, type, isMember(set));
}

function withNamed(set: FieldsV1, type: TypeDescription | undefined, member: boolean): FieldsV1 {
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element in set) {
    if (element === SELF) continue;
    const child = set[element]!;
    const name = element.slice(2);
    const isField = element.charCodeAt(0) === 0x66;
    const declared = isField && type?.fields?.has(name) === true;
    const entry = type === undefined ? undefined : isField ? typeOfEntry(type, name) : type.element;
    elements.push(element);
    children.push(child === LEAF ? LEAF : withNamed(child, entry, declared || isMember(child)));
  }
  return node(member, elements, children) ?? LEAF;
}
