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

/** Positions of identities in a list, first come first. */
function positions(list: readonly unknown[], mergeKey: string): Map<unknown, number> {
  const found = new Map<unknown, number>();
  list.forEach((item, i) => {
    const id = identity(item, mergeKey);
    if (!found.has(id)) found.set(id, i);
  });
  return found;
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
  const inPatch = positions(patchOrder, mergeKey);
  const onServer = positions(serverOrder, mergeKey);
  const at = (order: Map<unknown, number>, item: unknown): number => order.get(identity(item, mergeKey)) ?? 0;
  const patchItems = merged.filter((item) => inPatch.has(identity(item, mergeKey)));
  const serverOnly = merged.filter((item) => !inPatch.has(identity(item, mergeKey)));
  patchItems.sort((a, b) => at(inPatch, a) - at(inPatch, b));
  serverOnly.sort((a, b) => at(onServer, a) - at(onServer, b));
  const woven: unknown[] = [];
  let i = 0;
  let j = 0;
  while (i < serverOnly.length && j < patchItems.length) {
    const left = onServer.get(identity(serverOnly[i], mergeKey));
    const right = onServer.get(identity(patchItems[j], mergeKey));
    const serverFirst = left !== undefined && right !== undefined && left < right;
    woven.push(serverFirst ? serverOnly[i++] : patchItems[j++]);
  }
  return [...woven, ...serverOnly.slice(i), ...patchItems.slice(j)];
}

/** The patch may only set what its own `$setElementOrder` lists, and in that order. */
export function checkElementOrder(patch: readonly unknown[], order: readonly unknown[], mergeKey: string): void {
  if (order.length === 0 || patch.length === 0) return;
  const live = patch.filter((item) => !isJSONObject(item) || !Object.hasOwn(item, '$patch'));
  let i = 0;
  for (const wanted of order) {
    if (i < live.length && identity(live[i], mergeKey) === identity(wanted, mergeKey)) i++;
  }
  if (i < live.length) {
    const lists = `${goFormat(patch)}\n doesn't match $setElementOrder list:\n${goFormat(order)}\n`;
    throw new PatchError(`The order in patch list:\n${lists}`);
  }
}
