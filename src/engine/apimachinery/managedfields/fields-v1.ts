import { isJSONObject } from '../unstructured.ts';
import { compareElements, elementText, isPathElement, type PathElement } from './path-element.ts';

/**
 * A set of paths in the form it is stored in: `{"f:spec":{"f:replicas":{}}}` holds `.spec.replicas`, and
 * `{"f:labels":{".":{},"f:app":{}}}` holds `.labels` and `.labels.app`. A node is itself in the set when it has a `.` or nothing at all.
 * Trees are never changed and share what is equal; a set with nothing in it is undefined. structured-merge-diff/fieldpath/set.go
 */
export interface FieldsV1 {
  readonly [element: PathElement]: FieldsV1;
}

export const SELF = '.';

/** A path with nothing below it. */
export const LEAF: FieldsV1 = Object.freeze({});

/** Whether the path that leads to a node is in the set. `.` always comes first. */
export function isMember(node: FieldsV1): boolean {
  for (const element in node) return element === SELF;
  return true;
}

/**
 * A node of the entries given, in the order of FieldsV1; undefined when there is nothing to hold. `elements` and `children` are
 * parallel and become the node's.
 */
export function node(member: boolean, elements: string[], children: FieldsV1[]): FieldsV1 | undefined {
  const count = elements.length;
  if (count === 0) return member ? LEAF : undefined;
  sort(elements, children);
  const made: Record<string, FieldsV1> = member ? { [SELF]: LEAF } : {};
  for (let i = 0; i < count; i++) made[elements[i]!] = children[i]!;
  return made;
}

/** By insertion: nodes are small, and most come in order. */
function sort(elements: string[], children: FieldsV1[]): void {
  for (let i = 1; i < elements.length; i++) {
    const element = elements[i]!;
    if (compareElements(elements[i - 1]!, element) < 0) continue;
    const child = children[i]!;
    let at = i;
    for (; at > 0 && compareElements(elements[at - 1]!, element) > 0; at--) {
      elements[at] = elements[at - 1]!;
      children[at] = children[at - 1]!;
    }
    elements[at] = element;
    children[at] = child;
  }
}

/** All paths of both. Answers `a` itself when `b` adds nothing. */
export function union(a: FieldsV1 | undefined, b: FieldsV1 | undefined): FieldsV1 | undefined {
  if (a === b || b === undefined) return a;
  return a === undefined ? b : unite(a, b);
}

function unite(a: FieldsV1, b: FieldsV1): FieldsV1 {
  if (a === b) return a;
  const own = isMember(a);
  const member = own || isMember(b);
  let changed = member !== own;
  let added: string[] | undefined;
  let merged: Map<string, FieldsV1> | undefined;
  for (const element in b) {
    if (element === SELF) continue;
    const before = a[element];
    if (before === undefined) {
      (added ??= []).push(element);
      continue;
    }
    const after = unite(before, b[element]!);
    if (after !== before) (merged ??= new Map()).set(element, after);
  }
  changed ||= added !== undefined || merged !== undefined;
  if (!changed) return a;
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element in a) {
    if (element === SELF) continue;
    elements.push(element);
    children.push(merged?.get(element) ?? a[element]!);
  }
  for (const element of added ?? []) {
    elements.push(element);
    children.push(b[element]!);
  }
  return node(member, elements, children)!;
}

/** The paths of `a` that are not in `b`. Answers `a` itself when they have none in common. */
export function difference(a: FieldsV1 | undefined, b: FieldsV1 | undefined): FieldsV1 | undefined {
  if (a === undefined || b === undefined) return a;
  return subtract(a, b, false);
}

/** As difference, and what lies below a path of `b` goes with it. RecursiveDifference */
export function differenceBelow(a: FieldsV1 | undefined, b: FieldsV1 | undefined): FieldsV1 | undefined {
  if (a === undefined || b === undefined) return a;
  return subtract(a, b, true);
}

function subtract(a: FieldsV1, b: FieldsV1, below: boolean): FieldsV1 | undefined {
  if (a === b) return undefined;
  const own = isMember(a);
  const lost = isMember(b);
  if (below && lost) return undefined;
  if (!(own && lost) && !haveCommon(a, b)) return a;
  let changed = own && lost;
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element in a) {
    if (element === SELF) continue;
    const before = a[element]!;
    const other = b[element];
    const after = other === undefined ? before : subtract(before, other, below);
    if (after !== before) changed = true;
    if (after === undefined) continue;
    elements.push(element);
    children.push(after);
  }
  return changed ? node(own && !lost, elements, children) : a;
}

/** Whether any element leads on in both. */
function haveCommon(a: FieldsV1, b: FieldsV1): boolean {
  for (const element in a) if (element !== SELF && b[element] !== undefined) return true;
  return false;
}

/** The paths of both. */
export function intersection(a: FieldsV1 | undefined, b: FieldsV1 | undefined): FieldsV1 | undefined {
  if (a === undefined || b === undefined) return undefined;
  return intersect(a, b);
}

function intersect(a: FieldsV1, b: FieldsV1): FieldsV1 | undefined {
  if (a === b) return a;
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element in a) {
    if (element === SELF) continue;
    const other = b[element];
    const both = other === undefined ? undefined : intersect(a[element]!, other);
    if (both === undefined) continue;
    elements.push(element);
    children.push(both);
  }
  return node(isMember(a) && isMember(b), elements, children);
}

/** A set of one path. */
export function pathSet(...elements: readonly PathElement[]): FieldsV1 {
  let made = LEAF;
  for (let i = elements.length - 1; i >= 0; i--) made = { [elements[i]!]: made };
  return made;
}

/** A set of paths of fields, each dotted: `metadata.labels`. */
export function fieldSet(...paths: readonly string[]): FieldsV1 | undefined {
  let made: FieldsV1 | undefined;
  for (const path of paths) made = union(made, pathSet(...path.split('.').map((name) => `f:${name}`)));
  return made;
}

/** The paths as messages name them: those that end in a node before those that lead on. Set.Iterate */
export function pathTexts(set: FieldsV1 | undefined, prefix = ''): string[] {
  const found: string[] = [];
  if (set === undefined) return found;
  for (const element in set) {
    if (element !== SELF && isMember(set[element]!)) found.push(prefix + elementText(element));
  }
  for (const element in set) {
    if (element !== SELF && set[element] !== LEAF) {
      found.push(...pathTexts(set[element], prefix + elementText(element)));
    }
  }
  return found;
}

/** Reads a set that came from outside into the stored form; undefined when it is none. */
export function parseFieldsV1(value: unknown): { readonly set: FieldsV1 | undefined } | undefined {
  if (!isJSONObject(value)) return undefined;
  const elements: string[] = [];
  const children: FieldsV1[] = [];
  for (const element of Object.keys(value)) {
    if (element === SELF) continue;
    if (!isPathElement(element)) return undefined;
    const child = parseNode(value[element]);
    if (child === undefined) return undefined;
    elements.push(element);
    children.push(child);
  }
  return { set: node(false, elements, children) };
}

function parseNode(value: unknown): FieldsV1 | undefined {
  const read = parseFieldsV1(value);
  if (read === undefined) return undefined;
  if (read.set === undefined) return LEAF;
  return Object.hasOwn(value as object, SELF) ? unite(read.set, LEAF) : read.set;
}
