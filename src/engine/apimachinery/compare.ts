/**
 * Orders two strings as Go's sort.Strings does: by UTF-8 bytes, which is by code point. JavaScript's `<` compares UTF-16
 * units, which differs only where a surrogate meets a character of the private or compatibility planes, so the slow walk
 * runs only when the first differing unit is one of those.
 */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0;
  const n = a.length < b.length ? a.length : b.length;
  for (let i = 0; i < n; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    if (x < 0xd800 || y < 0xd800) return x < y ? -1 : 1;
    const xSurrogate = x <= 0xdfff;
    const ySurrogate = y <= 0xdfff;
    if (xSurrogate !== ySurrogate) return xSurrogate ? 1 : -1;
    return x < y ? -1 : 1;
  }
  return a.length < b.length ? -1 : 1;
}

/** The object's own keys in Go's map-printing order. */
export function sortedKeys(object: object | undefined | null): string[] {
  if (object === undefined || object === null) return [];
  const keys = Object.keys(object);
  return keys.length < 2 ? keys : keys.sort(compareStrings);
}

function isPlainObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isEmptyish(value: unknown): boolean {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  if (isPlainObject(value)) {
    for (const key in value) if (Object.hasOwn(value, key)) return false;
    return true;
  }
  return false;
}

function objectsEqual(a: Record<string, unknown>, b: Record<string, unknown>, same: Same): boolean {
  for (const key in a) {
    const value = a[key];
    if (value === undefined) continue;
    const other = Object.hasOwn(b, key) ? b[key] : undefined;
    if (value !== other && !same(value, other)) return false;
  }
  for (const key in b) {
    const value = b[key];
    if (value === undefined || (Object.hasOwn(a, key) && a[key] !== undefined)) continue;
    if (!same(undefined, value)) return false;
  }
  return true;
}

type Same = (a: unknown, b: unknown) => boolean;

function equalWith(a: unknown, b: unknown, same: Same): boolean {
  if (a === b) return true;
  if (typeof a !== typeof b) return false;
  if (typeof a === 'number') return Number.isNaN(a) && Number.isNaN(b);
  if (typeof a !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false;
    return true;
  }
  if (!isPlainObject(a) || !isPlainObject(b)) return false;
  return objectsEqual(a, b, same);
}

/** Structural equality of JSON values; a key holding undefined is the same as no key. Shared parts compare in O(1). */
export function deepEqual(a: unknown, b: unknown): boolean {
  return equalWith(a, b, deepEqual);
}

/**
 * apiequality.Semantic.DeepEqual: as deepEqual, and an absent, null or empty list or map are one and the same, because
 * a nil and an empty slice are equal there. (Quantities that are written differently stay different: the schema is not known here.)
 */
export function semanticDeepEqual(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (isEmptyish(a) && isEmptyish(b)) return true;
  return equalWith(a, b, semanticDeepEqual);
}
