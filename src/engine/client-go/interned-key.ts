import { keyOf, type ApiObject } from '../apimachinery/index.ts';

/** Reaching it costs time and nothing else. */
const REMEMBERED = 20_000;
const namespaces = new Map<string, Map<string, string>>();
let remembered = 0;

/**
 * keyOf, but all caches of all components share one text for each object. Each of them is told of each change, and a text
 * that is put together anew has to be read in full before it can be looked up.
 */
export function internedKey(object: ApiObject): string {
  const { namespace, name } = object.metadata;
  if (namespace === undefined || namespace === '') return name;
  let keys = namespaces.get(namespace);
  if (!keys) namespaces.set(namespace, (keys = new Map()));
  let key = keys.get(name);
  if (key !== undefined) return key;
  key = keyOf(object);
  if (++remembered > REMEMBERED) {
    namespaces.clear();
    remembered = 0;
  } else {
    keys.set(name, key);
  }
  return key;
}
