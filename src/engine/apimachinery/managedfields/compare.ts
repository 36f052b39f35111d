import { deepEqual } from '../compare.ts';
import { isJSONObject, type Json } from '../unstructured.ts';
import { LEAF, node, SELF, union, type FieldsV1 } from './fields-v1.ts';
import { fieldElement, itemElement } from './path-element.ts';
import { byShape } from './shapes.ts';
import { deduce, typeOfEntry, type TypeDescription } from './type-description.ts';

/** What an update did, path by path. structured-merge-diff/typed/compare.go */
export interface Comparison {
  readonly added: FieldsV1 | undefined;
  readonly modified: FieldsV1 | undefined;
  readonly removed: FieldsV1 | undefined;
}

/**
 * Stands for Go's zero value of a struct. A typed object is never without the structs it holds by value, so setting a
 * field in one of them does not add the struct; and fields without `omitempty` are there before anybody sets them.
 */
export const ZERO: unique symbol = Symbol('zero');

const MODIFIED: Comparison = { added: undefined, modified: LEAF, removed: undefined };
const ADDED: Comparison = { added: LEAF, modified: undefined, removed: undefined };

/** Compares two values of a type. What both share by identity is not looked at; undefined when nothing differs. */
export function compare(before: unknown, after: unknown, type: TypeDescription): Comparison | undefined {
  if (before === after) return undefined;
  if (before === undefined) return { added: everyPath(after, type), modified: undefined, removed: undefined };
  if (after === undefined) return { added: undefined, modified: undefined, removed: everyPath(before, type) };
  if (before === ZERO) return type.shared ? rememberedFromZero(after, type) : fromZero(after, type);
  if (after === ZERO) return compare(before, {}, type);
  const was = deduce(type, before);
  const is = deduce(type, after);
  if (was.shape !== is.shape) return differentShapes(before, after, was, is);
  if (is.atomic || is.shape === 'scalar') return deepEqual(before, after) ? undefined : MODIFIED;
  if (isEmpty(before) && isEmpty(after)) return deepEqual(before, after) ? undefined : MODIFIED;
  return is.shape === 'list' ? compareLists(before, after, is) : compareMaps(before, after, is);
}

/** Nothing is in it, be it null, a list or a map. */
function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== 'object') return false;
  for (const _ in value) return false;
  return true;
}

/** A value that became something else altogether: the path changes, and what was below it goes or comes. */
function differentShapes(before: unknown, after: unknown, was: TypeDescription, is: TypeDescription): Comparison {
  return { added: below(everyPath(after, is)), modified: LEAF, removed: below(everyPath(before, was)) };
}

function below(set: FieldsV1): FieldsV1 | undefined {
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element in set) {
    if (element === SELF) continue;
    elements.push(element);
    children.push(set[element]!);
  }
  return node(false, elements, children);
}

/** Collects what children differ in, to be put under one path. */
class Collector {
  #added: Level | undefined;
  #modified: Level | undefined;
  #removed: Level | undefined;

  put(element: string, found: Comparison | undefined): void {
    if (found === undefined) return;
    const { added, modified, removed } = found;
    if (added !== undefined) push((this.#added ??= { elements: [], children: [] }), element, added);
    if (modified !== undefined) push((this.#modified ??= { elements: [], children: [] }), element, modified);
    if (removed !== undefined) push((this.#removed ??= { elements: [], children: [] }), element, removed);
  }

  comparison(): Comparison | undefined {
    const added = made(this.#added);
    const modified = made(this.#modified);
    const removed = made(this.#removed);
    return (added ?? modified ?? removed) ? { added, modified, removed } : undefined;
  }
}

interface Level {
  readonly elements: string[];
  readonly children: FieldsV1[];
}

function push({ elements, children }: Level, element: string, child: FieldsV1): void {
  elements.push(element);
  children.push(child);
}

function made(level: Level | undefined): FieldsV1 | undefined {
  return level && node(false, level.elements, level.children);
}

function compareMaps(before: unknown, after: unknown, type: TypeDescription): Comparison | undefined {
  const was: Json = isJSONObject(before) ? before : {};
  const is: Json = isJSONObject(after) ? after : {};
  const found = new Collector();
  for (const key in is) {
    const now = is[key];
    const then = Object.hasOwn(was, key) ? was[key] : undefined;
    if (now === then || now === undefined) continue;
    const field = type.fields?.get(key);
    const entry = field?.type ?? type.element;
    if (entry === undefined || field?.nobodys === true) continue;
    const from = then === undefined && field?.zero === 'struct' ? ZERO : (then ?? zeroList(then, field?.zero));
    found.put(fieldElement(key), compare(from, now, entry));
  }
  for (const key in was) {
    const then = was[key];
    if (then === undefined || (Object.hasOwn(is, key) && is[key] !== undefined)) continue;
    const field = type.fields?.get(key);
    const entry = field?.type ?? type.element;
    if (entry !== undefined && field?.nobodys !== true) {
      found.put(fieldElement(key), compare(then, field?.zero === 'struct' ? ZERO : undefined, entry));
    }
  }
  return found.comparison();
}

/** A list that Go writes as null when it is not set was there as null. */
function zeroList(then: unknown, zero: 'struct' | 'null' | undefined): unknown {
  return then === undefined && zero === 'null' ? null : then;
}

const fromZeroOf = new WeakMap<TypeDescription, WeakMap<object, { readonly found: Comparison | undefined }>>();

function rememberedFromZero(after: unknown, type: TypeDescription): Comparison | undefined {
  if (typeof after !== 'object' || after === null) return fromZero(after, type);
  let known = fromZeroOf.get(type);
  if (known === undefined) fromZeroOf.set(type, (known = new WeakMap()));
  let remembered = known.get(after);
  if (remembered === undefined) known.set(after, (remembered = { found: fromZero(after, type) }));
  return remembered.found;
}

/** What is set in a struct that nothing was set in. */
function fromZero(after: unknown, type: TypeDescription): Comparison | undefined {
  if (!isJSONObject(after) || type.atomic) return isEmpty(after) ? undefined : ADDED;
  if (!type.fewShapes) return fieldsFromZero(after, type);
  return byShape(after, type, true, () => ({ comparison: fieldsFromZero(after, type) })).comparison;
}

function fieldsFromZero(after: Json, type: TypeDescription): Comparison | undefined {
  const found = new Collector();
  for (const key in after) {
    const now = after[key];
    if (now === undefined || isZeroScalar(now)) continue;
    const field = type.fields?.get(key);
    const entry = field?.type ?? type.element;
    if (entry === undefined || field?.nobodys === true) continue;
    const from = field?.zero === 'struct' ? ZERO : field?.zero === 'null' ? null : undefined;
    found.put(fieldElement(key), compare(from, now, entry));
  }
  return found.comparison();
}

/** What Go holds in a scalar nobody set. */
function isZeroScalar(value: unknown): boolean {
  return value === null || value === '' || value === 0 || value === false;
}

/** Every path of a value, and its own: how it is added or removed as a whole. */
export function everyPath(value: unknown, type: TypeDescription): FieldsV1 {
  if (value === ZERO) return LEAF;
  const is = deduce(type, value);
  if (is.atomic || is.shape === 'scalar' || typeof value !== 'object' || value === null) return LEAF;
  if (is.fewShapes) return byShape(value, is, false, () => ({ paths: everyPathOf(value, is) })).paths!;
  return everyPathOf(value, is);
}

function everyPathOf(value: object, is: TypeDescription): FieldsV1 {
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  if (Array.isArray(value)) {
    const seen = new Set<string>();
    for (const item of value as readonly unknown[]) {
      const element = itemElement(is, item);
      if (seen.has(element)) {
        // Items that cannot be told apart are owned together.
        children[elements.indexOf(element)] = LEAF;
        continue;
      }
      seen.add(element);
      elements.push(element);
      children.push(everyPath(item, is.element!));
    }
    return node(true, elements, children)!;
  }
  for (const key in value) {
    const child = (value as Json)[key];
    const entry = typeOfEntry(is, key);
    if (child === undefined || entry === undefined) continue;
    elements.push(fieldElement(key));
    children.push(everyPath(child, entry));
  }
  return node(true, elements, children)!;
}

/** Whether both lists have the same items in the same order, as far as their keys go, and none twice. */
function sameItems(before: readonly unknown[], after: readonly unknown[], type: TypeDescription): boolean {
  const { length } = after;
  if (before.length !== length || type.keys.length !== 1) return false;
  const { name } = type.keys[0]!;
  for (let i = 0; i < length; i++) {
    const key = keyOf(after[i], name);
    if (key === undefined || key !== keyOf(before[i], name)) return false;
    for (let j = 0; j < i; j++) if (keyOf(after[j], name) === key) return false;
  }
  return true;
}

function keyOf(item: unknown, name: string): unknown {
  return isJSONObject(item) ? item[name] : undefined;
}

function compareItemByItem(
  before: readonly unknown[],
  after: readonly unknown[],
  type: TypeDescription,
): Comparison | undefined {
  const found = new Collector();
  for (let i = 0; i < after.length; i++) {
    const difference = compare(before[i], after[i], type.element!);
    if (difference !== undefined) found.put(itemElement(type, after[i]), difference);
  }
  return found.comparison();
}

function itemsByElement(list: unknown, type: TypeDescription): Map<string, unknown[]> {
  const found = new Map<string, unknown[]>();
  if (!Array.isArray(list)) return found;
  for (const item of list as readonly unknown[]) {
    const element = itemElement(type, item);
    const same = found.get(element);
    if (same) same.push(item);
    else found.set(element, [item]);
  }
  return found;
}

const NONE: readonly unknown[] = [];

function compareLists(before: unknown, after: unknown, type: TypeDescription): Comparison | undefined {
  if (Array.isArray(before) && Array.isArray(after) && sameItems(before, after, type)) {
    return compareItemByItem(before, after, type);
  }
  const was = itemsByElement(before, type);
  const is = itemsByElement(after, type);
  const found = new Collector();
  for (const [element, then] of was) found.put(element, compareItems(then, is.get(element) ?? NONE, type.element!));
  for (const [element, now] of is) if (!was.has(element)) found.put(element, compareItems(NONE, now, type.element!));
  return found.comparison();
}

/** The items that go by one key: one each as a rule, and where there are more, they are compared as one value. */
function compareItems(
  then: readonly unknown[],
  now: readonly unknown[],
  type: TypeDescription,
): Comparison | undefined {
  if (then.length <= 1 && now.length <= 1) return compare(then[0], now[0], type);
  if (then.length >= 2 && now.length >= 2) return deepEqual(then, now) ? undefined : MODIFIED;
  if (then.length >= 2) {
    const added = now.length === 0 ? undefined : everyPath(now[0], type);
    return { added, modified: undefined, removed: LEAF };
  }
  const removed = then.length === 0 ? undefined : everyPath(then[0], type);
  return { added: LEAF, modified: undefined, removed };
}

/** The paths that a comparison gives to whoever made the change. */
export function changed({ added, modified }: Comparison): FieldsV1 | undefined {
  return union(added, modified);
}
