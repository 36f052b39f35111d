import { compareStrings } from '../compare.ts';
import { goQuote } from '../go-text.ts';
import { getOwn, isJSONObject } from '../unstructured.ts';
import type { TypeDescription } from './type-description.ts';

/**
 * One step of a path, in the form it has in FieldsV1: `f:image`, `k:{"name":"web"}`, `v:"finalizer"`, `i:0`.
 * structured-merge-diff/fieldpath/serialize-pe.go
 */
export type PathElement = string;

export function fieldElement(name: string): PathElement {
  return `f:${name}`;
}

/** An item of a list cannot be told from the others. */
export class PathElementError extends Error {}

/** How an item of an associative list is called. listItemToPathElement */
export function itemElement(type: TypeDescription, item: unknown): PathElement {
  if (type.keys.length > 0) return keyedElement(type, item);
  if (isJSONObject(item)) throw new PathElementError("associative list without keys has an element that's a map type");
  if (Array.isArray(item)) throw new PathElementError('not supported: associative list with lists as elements');
  if (item === null || item === undefined) {
    throw new PathElementError("associative list without keys has an element that's an explicit null");
  }
  return `v:${JSON.stringify(item)}`;
}

function keyedElement({ keys }: TypeDescription, item: unknown): PathElement {
  if (item === null || item === undefined) {
    throw new PathElementError('associative list with keys may not have a null element');
  }
  if (!isJSONObject(item)) throw new PathElementError('associative list with keys may not have non-map elements');
  let text = '';
  // The keys of a description are in the order of their names, which is the order they are written in.
  for (const key of keys) {
    const value = getOwn(item, key.name) ?? key.default;
    if (value === undefined) continue;
    text += `${text === '' ? '' : ','}${JSON.stringify(key.name)}:${JSON.stringify(value)}`;
  }
  if (text !== '') return `k:{${text}}`;
  const names = keys.map((key) => goQuote(key.name)).join(' ');
  throw new PathElementError(
    `associative list with keys has an element that omits all key fields [${names}] (and doesn't have default values for any key fields)`,
  );
}

/** As it stands in a message: `.image`, `[name="web"]`, `[="finalizer"]`, `[0]`. */
export function elementText(element: PathElement): string {
  const rest = element.slice(2);
  switch (element.charCodeAt(0)) {
    case 0x66:
      return `.${rest}`;
    case 0x6b: {
      const key = JSON.parse(rest) as Readonly<Record<string, unknown>>;
      return `[${Object.keys(key)
        .map((name) => `${name}=${valueText(key[name])}`)
        .join(',')}]`;
    }
    case 0x76:
      return `[=${valueText(JSON.parse(rest))}]`;
    default:
      return `[${rest}]`;
  }
}

function valueText(value: unknown): string {
  return typeof value === 'string' ? goQuote(value) : String(value);
}

/** The order of FieldsV1: fields by name, then keys, values and indices. PathElement.Compare */
export function compareElements(a: PathElement, b: PathElement): number {
  const [x, y] = [a.charCodeAt(0), b.charCodeAt(0)];
  if (x !== y) return rank(x) - rank(y);
  if (x === 0x6b) return compareKeys(a, b);
  if (x === 0x66) return compareStrings(a, b);
  return compareValues(JSON.parse(a.slice(2)), JSON.parse(b.slice(2)));
}

/** `f`, `k`, `v`, `i`. */
function rank(letter: number): number {
  return letter === 0x66 ? 0 : letter === 0x6b ? 1 : letter === 0x76 ? 2 : 3;
}

function compareKeys(a: PathElement, b: PathElement): number {
  return compareInStrings(a, b) ?? compareParsedKeys(a, b);
}

/** Most keys are one string, and then where the texts part tells: undefined when it does not. */
function compareInStrings(a: string, b: string): number | undefined {
  let inString = false;
  for (let i = 2; i < a.length && i < b.length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === 0x5c || y === 0x5c || x > 0x7f || y > 0x7f) return undefined;
    if (x !== y) return !inString ? undefined : x === 0x22 ? -1 : y === 0x22 ? 1 : x - y;
    if (x === 0x22) inString = !inString;
  }
  return undefined;
}

function compareParsedKeys(a: PathElement, b: PathElement): number {
  const x = Object.entries(JSON.parse(a.slice(2)) as object);
  const y = Object.entries(JSON.parse(b.slice(2)) as object);
  for (let i = 0; i < x.length && i < y.length; i++) {
    const byName = compareStrings(x[i]![0], y[i]![0]);
    if (byName !== 0) return byName;
    const byValue = compareValues(x[i]![1], y[i]![1]);
    if (byValue !== 0) return byValue;
  }
  return x.length - y.length;
}

/** value.Compare: numbers, then strings, then booleans. */
function compareValues(a: unknown, b: unknown): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  return kindRank(a) - kindRank(b);
}

function kindRank(value: unknown): number {
  return typeof value === 'number' ? 0 : typeof value === 'string' ? 1 : typeof value === 'boolean' ? 2 : 3;
}

/** Whether text from outside is a path element. DeserializePathElement */
export function isPathElement(text: string): boolean {
  const rest = text.slice(2);
  if (text.charAt(1) !== ':') return false;
  switch (text.charAt(0)) {
    case 'f':
      return true;
    case 'i':
      return /^-?\d+$/.test(rest);
    case 'v':
      return parsed(rest) !== undefined;
    case 'k':
      return isJSONObject(parsed(rest));
    default:
      return false;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
