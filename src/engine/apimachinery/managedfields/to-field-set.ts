import type { Json } from '../unstructured.ts';
import { LEAF, node, type FieldsV1 } from './fields-v1.ts';
import { fieldElement, itemElement } from './path-element.ts';
import { deduce, typeOfEntry, type TypeDescription } from './type-description.ts';

/**
 * The paths that an applied configuration takes charge of: leaves, items, keys of maps; not the structs on the way to them.
 * structured-merge-diff/typed/tofieldset.go
 */
export function toFieldSet(value: unknown, type: TypeDescription): FieldsV1 | undefined {
  return pathsOf(value, type, false);
}

/** `member`: whether the path that leads here is in the set for itself. */
function pathsOf(value: unknown, type: TypeDescription, member: boolean): FieldsV1 | undefined {
  const is = deduce(type, value);
  if (is.shape === 'scalar' || is.atomic) return LEAF;
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  if (is.shape === 'list' && Array.isArray(value)) {
    for (const item of value as readonly unknown[]) {
      const element = itemElement(is, item);
      if (elements.includes(element)) continue;
      elements.push(element);
      children.push(pathsOf(item, is.element!, true) ?? LEAF);
    }
  } else if (is.shape === 'map' && typeof value === 'object' && value !== null) {
    for (const key of Object.keys(value)) {
      const child = (value as Json)[key];
      const entry = typeOfEntry(is, key);
      if (child === undefined || entry === undefined) continue;
      const own = is.fields?.has(key) !== true || child === null || isEmptyMap(child);
      const paths = pathsOf(child, entry, own);
      if (paths === undefined) continue;
      elements.push(fieldElement(key));
      children.push(paths);
    }
  }
  return node(member, elements, children);
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}
