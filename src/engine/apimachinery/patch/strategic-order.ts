import { goFormat } from '../go-text.ts';
import { getOwn, isJSONObject } from '../unstructured.ts';
import { noMergeKey } from './strategic-directives.ts';
import { PatchError } from './patch-error.ts';

/** What tells two elements of a list apart: the value of the merge key, or the scalar itself. */
export function identity(item: unknown, mergeKey: string): unknown {
  if (mergeKey === '') return item;
  if (!isJSONObject(item)) throw new PatchError(`expected a map[string]interface {}, but received a ${goType(item)}`);
  const value = getOwn(item, mergeKey);
  if (value === undefined) throw noMergeKey(item, mergeKey);
  return value;
}

function goType(value: unknown): string {
  if (Array.isArray(value)) return '[]interface {}';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int64' : 'float64';
  return typeof value === 'boolean' ? 'bool' : value === null ? '<nil>' : typeof value;
}

/** The first place of an identity in a list, or -1. Lists that are merged by key are short: a look along them beats a map. */
function positionOf(id: unknown, list: readonly unknown[], mergeKey: string): number {
  for (let i = 0; i < list.length; i++) if (identity(list[i], mergeKey) === id) return i;
  return -1;
}

/**
 * Where each element of the list that is being ordered stands in the patch's order and in the server's, and which elements
 * are the patch's and which the server's alone, by their place in the list. They are kept from one list to the next, because
 * every status of every pod passes here.
 */
const inPatch: number[] = [];
const onServer: number[] = [];
const patchItems: number[] = [];
const serverOnly: number[] = [];
let patchCount = 0;
let serverCount = 0;

/** Stable. What is nowhere stands first, as upstream's zero does. */
function sortByPosition(items: number[], count: number, position: readonly number[]): void {
  for (let i = 1; i < count; i++) {
    const item = items[i]!;
    const at = Math.max(position[item]!, 0);
    let j = i - 1;
    for (; j >= 0 && Math.max(position[items[j]!]!, 0) > at; j--) items[j + 1] = items[j]!;
    items[j + 1] = item;
  }
}

/**
 * Puts a merged list in order: what the patch names in the patch's order, the rest in the server's, woven together so that
 * wherever the server had both in some order that order stays. normalizeElementOrder and mergeSortedSlice of
 * pkg/util/strategicpatch/patch.go
 */
export function normalizeElementOrder(
  merged: readonly unknown[],
  patchOrder: readonly unknown[],
  serverOrder: readonly unknown[],
  mergeKey: string,
): readonly unknown[] {
  checkIdentities(patchOrder, mergeKey);
  checkIdentities(serverOrder, mergeKey);
  patchCount = 0;
  serverCount = 0;
  for (let i = 0; i < merged.length; i++) {
    const id = identity(merged[i], mergeKey);
    const position = positionOf(id, patchOrder, mergeKey);
    inPatch[i] = position;
    onServer[i] = positionOf(id, serverOrder, mergeKey);
    if (position < 0) serverOnly[serverCount++] = i;
    else patchItems[patchCount++] = i;
  }
  sortByPosition(patchItems, patchCount, inPatch);
  sortByPosition(serverOnly, serverCount, onServer);
  return woven(merged);
}

/** The patch's elements and the server's own in one list; the same list if it has been in order. */
function woven(merged: readonly unknown[]): readonly unknown[] {
  let result: unknown[] | undefined;
  let i = 0;
  let j = 0;
  for (let n = 0; n < merged.length; n++) {
    let serverFirst = j >= patchCount;
    if (i < serverCount && j < patchCount) {
      const left = onServer[serverOnly[i]!]!;
      serverFirst = left >= 0 && left < onServer[patchItems[j]!]!;
    }
    const chosen = serverFirst ? serverOnly[i]! : patchItems[j]!;
    if (serverFirst) i++;
    else j++;
    if (chosen !== n) result ??= merged.slice(0, n);
    result?.push(merged[chosen]);
  }
  return result ?? merged;
}

function checkIdentities(list: readonly unknown[], mergeKey: string): void {
  if (mergeKey !== '') for (const item of list) identity(item, mergeKey);
}

/** The patch may only set what its own `$setElementOrder` lists, and in that order. */
export function checkElementOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (order.length === 0 || patch.length === 0) return;
  const directed = patch.some(hasDirective);
  const live = directed ? patch.filter((item) => !hasDirective(item)) : patch;
  let i = 0;
  for (const wanted of order) {
    if (i < live.length && identity(live[i], mergeKey) === identity(wanted, mergeKey)) i++;
  }
  if (i < live.length) {
    const lists = `${goFormat(patch)}\n doesn't match $setElementOrder list:\n${goFormat(order)}\n`;
    throw new PatchError(`The order in patch list:\n${lists}`);
  }
}

function hasDirective(item: unknown): boolean {
  return isJSONObject(item) && Object.hasOwn(item, '$patch');
}
