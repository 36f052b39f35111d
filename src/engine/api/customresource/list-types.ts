import {
  type ErrorList,
  field,
  goJSON,
  isObject,
  type Json,
  newPath,
  type Path,
  sortedKeys,
} from '../../apimachinery/index.ts';
import { schemaOfKey, type Structural } from './structural.ts';

/** Items of a set, and keys of a map that is written as a list, stand only once. apiserver/schema/listtype/validation.go */
export function validateListTypes(object: unknown, structural: Structural): ErrorList {
  const errors: ErrorList = [];
  if (structural.hasUniqueLists) check(errors, object, structural, undefined);
  return errors;
}

function check(errors: ErrorList, value: unknown, structural: Structural, path: Path | undefined): void {
  if (!structural.hasUniqueLists) return;
  if (Array.isArray(value)) checkList(errors, value, structural, path);
  else if (isObject(value)) {
    for (const key of Object.keys(value)) {
      const schema = schemaOfKey(structural, key);
      if (schema === undefined) continue;
      const known = structural.properties.has(key);
      const below = path === undefined ? newPath(key) : known ? path.child(key) : path.key(key);
      check(errors, value[key], schema, below);
    }
  }
}

function checkList(errors: ErrorList, list: readonly unknown[], structural: Structural, path: Path | undefined): void {
  const { listType, items } = structural;
  const at = path ?? newPath('');
  if (listType === 'set') checkUnique(errors, list, at, (item) => item);
  if (listType === 'map') checkUnique(errors, list, at, (item) => keysOf(item, structural));
  if (items === undefined || !items.hasUniqueLists) return;
  list.forEach((item, i) => check(errors, item, items, at.index(i)));
}

/** What is there twice is told once, where it stands the second time. */
function checkUnique(
  errors: ErrorList,
  list: readonly unknown[],
  path: Path,
  identity: (item: unknown) => unknown,
): void {
  const seen = new Map<string, number>();
  list.forEach((item, i) => {
    const own = identity(item);
    const text = canonical(own);
    const times = seen.get(text) ?? 0;
    seen.set(text, times + 1);
    if (times === 1) errors.push(field.duplicate(path.index(i), own));
  });
}

/** The keys' values of an item; what an item leaves out may be filled in by a default. */
function keysOf(item: unknown, { listMapKeys, items }: Structural): Json {
  const keys: Record<string, unknown> = {};
  for (const key of listMapKeys) {
    const own = isObject(item) && Object.hasOwn(item, key) ? item[key] : items?.properties.get(key)?.default;
    if (own !== undefined) keys[key] = own;
  }
  return keys;
}

/** One text for values that are equal, whatever the order of their keys. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (!isObject(value)) return goJSON(value);
  return `{${sortedKeys(value)
    .map((key) => `${goJSON(key)}:${canonical(value[key])}`)
    .join()}}`;
}
