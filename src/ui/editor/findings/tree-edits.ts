import { isScalar, type Document, type Node, type YAMLMap } from 'yaml';

/** Gives a key another name where it stands. */
export function rename(map: YAMLMap, from: string, to: string): void {
  for (const pair of map.items) if (isScalar(pair.key) && pair.key.value === from) pair.key.value = to;
}

/** Puts a key before another one, or first of all. */
export function setFirst(map: YAMLMap, key: string, value: Node, before?: string): void {
  map.set(key, value);
  const pair = map.items.pop()!;
  const at = map.items.findIndex((item) => nameOf(item.key) === before);
  map.items.splice(before === undefined ? 0 : at < 0 ? map.items.length : at, 0, pair);
}

/** A copy of what one mapping says goes into another that does not say it. */
export function moveIn(document: Document.Parsed, from: YAMLMap, key: string, to: YAMLMap): void {
  const value = from.get(key, true) as Node | undefined;
  if (value !== undefined && !to.has(key))
    to.set(key, document.createNode(isScalar(value) ? value.value : value.toJS(document)));
}

export function keepOnly(map: YAMLMap, keys: readonly string[]): void {
  map.items = map.items.filter(({ key }) => keys.includes(nameOf(key)));
}

/** Keys that were read are nodes, keys that were set are words. */
function nameOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}
