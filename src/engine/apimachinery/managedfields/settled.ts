import { deepEqual } from '../compare.ts';
import { isJSONObject, type Json } from '../unstructured.ts';
import { isMember, type FieldsV1 } from './fields-v1.ts';
import { fieldElement, itemElement } from './path-element.ts';
import type { TypeDescription } from './type-description.ts';

/** `beyond` only means that it is not that simple. */
export type Extent = 'same' | 'within' | 'beyond';

/**
 * Whether everything that an update sets is its author's already and nothing goes away: then nobody gains or loses a field, and
 * nothing need be worked out. A node renews its lease in this way, and most status updates are of this sort.
 */
export function extentOf(before: unknown, after: unknown, type: TypeDescription, own: FieldsV1 | undefined): Extent {
  if (before === after) return 'same';
  if (own === undefined || before === undefined || after === undefined || type.shape === 'any') return 'beyond';
  if (type.shape === 'scalar' || type.atomic) {
    if (typeof after === 'object' && deepEqual(before, after)) return 'same';
    return isMember(own) ? 'within' : 'beyond';
  }
  if (type.shape === 'list') return extentOfItems(before, after, type, own);
  return isJSONObject(before) && isJSONObject(after) ? extentOfKeys(before, after, type, own) : 'beyond';
}

function extentOfKeys(before: Json, after: Json, type: TypeDescription, own: FieldsV1): Extent {
  let extent: Extent = 'same';
  let empty = true;
  for (const key in after) {
    const now = after[key];
    if (now === undefined) continue;
    empty = false;
    const then = Object.hasOwn(before, key) ? before[key] : undefined;
    if (now === then) continue;
    const field = type.fields?.get(key);
    const entry = field?.type ?? type.element;
    if (entry === undefined || field?.nobodys === true) continue;
    const found = extentOf(then, now, entry, own[fieldElement(key)]);
    if (found === 'beyond') return found;
    if (found === 'within') extent = found;
  }
  for (const key in before) {
    if (before[key] === undefined) continue;
    if (empty || !Object.hasOwn(after, key) || after[key] === undefined) return 'beyond';
  }
  return extent;
}

function extentOfItems(before: unknown, after: unknown, type: TypeDescription, own: FieldsV1): Extent {
  if (!Array.isArray(before) || !Array.isArray(after) || type.keys.length !== 1) return 'beyond';
  const was: readonly unknown[] = before;
  const is: readonly unknown[] = after;
  if (is.length === 0 || was.length !== is.length) return 'beyond';
  const { name } = type.keys[0]!;
  let extent: Extent = 'same';
  for (let i = 0; i < is.length; i++) {
    const [then, now] = [was[i], is[i]];
    if (!isJSONObject(then) || !isJSONObject(now)) return 'beyond';
    if (then[name] === undefined || then[name] !== now[name]) return 'beyond';
    for (let j = 0; j < i; j++) if ((is[j] as Json)[name] === now[name]) return 'beyond';
    if (then === now) continue;
    const found = extentOf(then, now, type.element!, own[itemElement(type, now)]);
    if (found === 'beyond') return found;
    if (found === 'within') extent = found;
  }
  return extent;
}
