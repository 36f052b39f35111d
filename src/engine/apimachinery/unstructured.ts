import { explainJSONSyntax } from './json-syntax.ts';
import { ParseError } from './parse-error.ts';

/** A JSON value as it comes from outside. */
export type JSONValue = null | boolean | number | string | readonly JSONValue[] | JSONObject;
export interface JSONObject {
  readonly [key: string]: JSONValue | undefined;
}

export function isJSONObject(value: unknown): value is JSONObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An object as JSON brings it, about which nothing more is known. */
export type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own property, so that `constructor` and `__proto__` are only ever what the document says. */
export function getOwn(object: object, key: string): unknown {
  return Object.hasOwn(object, key) ? (object as Readonly<Record<string, unknown>>)[key] : undefined;
}

/**
 * Sets an own property even when it is called `__proto__`. For objects that are being built; a stored object is never changed.
 */
export function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  } else {
    object[key] = value;
  }
}

/** A copy of one level, own properties only, `__proto__` among them kept as the plain key it is. */
export function copyObject(object: object): Record<string, unknown> {
  return { ...object };
}

/** The value at a path of keys and indices, or undefined. */
export function getNested(root: unknown, path: readonly (string | number)[]): unknown {
  let at: unknown = root;
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = getOwn(at, String(step));
  }
  return at;
}

/** A copy of the root in which the path holds the value, sharing whatever lies beside the path. Undefined removes the key. */
export function setNested(root: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(root)) {
    const list: unknown[] = [...(root as readonly unknown[])];
    list[Number(key)] = setNested(list[Number(key)], rest, value);
    return list;
  }
  const object = isJSONObject(root) ? copyObject(root) : {};
  const child = setNested(getOwn(object, key), rest, value);
  if (child === undefined) delete object[key];
  else setOwn(object, key, child);
  return object;
}

/** A string-keyed map at a path, or undefined: unstructured.NestedStringMap. */
export function getNestedStringMap(
  root: unknown,
  path: readonly string[],
): Readonly<Record<string, string>> | undefined {
  const value = getNested(root, path);
  if (!isJSONObject(value)) return undefined;
  for (const key of Object.keys(value)) if (typeof value[key] !== 'string') return undefined;
  return value as Readonly<Record<string, string>>;
}

export interface DecodeLimits {
  /** Characters of text. */
  readonly maxLength: number;
  readonly maxDepth: number;
}

/** What the API server takes as a request body (3 MiB), and how deep encoding/json nests. */
export const DECODE_LIMITS: DecodeLimits = { maxLength: 3 * 1024 * 1024, maxDepth: 10_000 };

/** How deep brackets nest, without recursion, strings skipped. */
function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (inString) {
      if (unit === 0x5c) i++;
      else if (unit === 0x22) inString = false;
    } else if (unit === 0x22) {
      inString = true;
    } else if (unit === 0x7b || unit === 0x5b) {
      if (++depth > deepest) deepest = depth;
    } else if (unit === 0x7d || unit === 0x5d) {
      depth--;
    }
  }
  return deepest;
}

/** Objects nested deeper than this would exhaust the stack of a recursive walk in some browser. */
const MAX_WALKABLE_DEPTH = 1_000;

/** JSON.parse behind a guard. Throws ParseError; never a RangeError, however the text nests. */
export function decodeJSON(text: string, limits: DecodeLimits = DECODE_LIMITS): JSONValue {
  if (text.length > limits.maxLength) throw new ParseError(`limit is ${limits.maxLength}`);
  if (depthOf(text) > Math.min(limits.maxDepth, MAX_WALKABLE_DEPTH)) throw new ParseError('exceeded max depth');
  try {
    const value: unknown = JSON.parse(text);
    return value as JSONValue;
  } catch {
    throw new ParseError(explainJSONSyntax(text) ?? 'invalid JSON');
  }
}
