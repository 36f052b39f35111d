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

/** An element of a merged list, with its places in the patch's order and in the server's. */
interface Placed {
  readonly item: unknown;
  readonly inPatch: number;
  readonly onServer: number;
}

function byPatch(a: Placed, b: Placed): number {
  return a.inPatch - b.inPatch;
}

/** What the server has never heard of stands first, as upstream's zero does. */
function byServer(a: Placed, b: Placed): number {
  return Math.max(a.onServer, 0) - Math.max(b.onServer, 0);
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
  const patchItems: Placed[] = [];
  const serverOnly: Placed[] = [];
  for (const item of merged) {
    const id = identity(item, mergeKey);
    const inPatch = positionOf(id, patchOrder, mergeKey);
    const placed: Placed = { item, inPatch, onServer: positionOf(id, serverOrder, mergeKey) };
    if (inPatch < 0) serverOnly.push(placed);
    else patchItems.push(placed);
  }
  if (patchItems.length > 1) patchItems.sort(byPatch);
  if (serverOnly.length > 1) serverOnly.sort(byServer);
  const woven: unknown[] = [];
  let i = 0;
  let j = 0;
  while (i < serverOnly.length && j < patchItems.length) {
    const left = serverOnly[i]!;
    const right = patchItems[j]!;
    const serverFirst = left.onServer >= 0 && left.onServer < right.onServer;
    woven.push((serverFirst ? left : right).item);
    if (serverFirst) i++;
    else j++;
  }
  for (; i < serverOnly.length; i++) woven.push(serverOnly[i]!.item);
  for (; j < patchItems.length; j++) woven.push(patchItems[j]!.item);
  return woven;
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
