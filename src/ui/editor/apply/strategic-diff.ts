import { compareStrings } from '../../../engine/apimachinery/index.ts';
import type { RestMapping } from './rest-mapping.ts';
import { isRecord } from './client.ts';

type Json = Readonly<Record<string, unknown>>;
type PatchMeta = RestMapping['patchMeta'];

/** Which half of a difference is wanted: what was added or changed, or what was taken away. */
export type Half = 'changes' | 'deletions';

/**
 * What makes `modified` out of `original`, as a strategic merge patch; one half of it. Lists that merge by a key are compared
 * item by item, and `$setElementOrder` tells their order (apimachinery/pkg/util/strategicpatch/patch.go, diffMaps).
 */
export function diffMaps(
  original: Json,
  modified: Json,
  meta: PatchMeta,
  half: Half,
  path = '',
): Record<string, unknown> {
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(modified).sort(compareStrings)) {
    const at = path === '' ? key : `${path}.${key}`;
    const wanted = modified[key];
    if (!Object.hasOwn(original, key)) {
      if (half === 'changes') patch[key] = wanted;
      continue;
    }
    diffField(patch, key, original[key], wanted, { meta, half, at });
  }
  if (half === 'deletions') {
    for (const key of Object.keys(original).sort(compareStrings)) if (!Object.hasOwn(modified, key)) patch[key] = null;
  }
  return patch;
}

interface Place {
  readonly meta: PatchMeta;
  readonly half: Half;
  readonly at: string;
}

function diffField(patch: Record<string, unknown>, key: string, was: unknown, wanted: unknown, place: Place): void {
  const { meta, half, at } = place;
  const { strategy = '', mergeKey } = meta[at] ?? {};
  if (isRecord(was) && isRecord(wanted)) {
    if (strategy === 'replace') {
      if (half === 'changes' && !isSame(was, wanted)) patch[key] = wanted;
      return;
    }
    const inner = diffMaps(was, wanted, meta, half, at);
    if (
      strategy.includes('retainKeys') &&
      half === 'changes' &&
      !isSame(Object.keys(was).sort(), Object.keys(wanted).sort())
    )
      inner['$retainKeys'] = Object.keys(wanted).sort(compareStrings);
    if (Object.keys(inner).length > 0) patch[key] = inner;
    return;
  }
  if (Array.isArray(was) && Array.isArray(wanted) && strategy.includes('merge')) {
    diffList(patch, key, was as readonly unknown[], wanted as readonly unknown[], { ...place, mergeKey });
    return;
  }
  if (half === 'changes' && !isSame(was, wanted)) patch[key] = wanted;
}

interface ListPlace extends Place {
  readonly mergeKey: string | undefined;
}

function diffList(
  patch: Record<string, unknown>,
  key: string,
  was: readonly unknown[],
  wanted: readonly unknown[],
  place: ListPlace,
): void {
  const { mergeKey, half, meta, at } = place;
  if (mergeKey === undefined) {
    const added = wanted.filter((item) => !was.includes(item));
    const gone = was.filter((item) => !wanted.includes(item));
    if (half === 'changes' && added.length > 0) patch[key] = added;
    if (half === 'deletions' && gone.length > 0) patch[`$deleteFromPrimitiveList/${key}`] = gone;
    if ((half === 'changes' ? added : gone).length > 0) patch[`$setElementOrder/${key}`] = wanted;
    return;
  }
  const before = byKey(was, mergeKey);
  const items: Json[] = [];
  for (const item of wanted.filter(isRecord)) {
    const old = before.get(item[mergeKey]);
    if (!old) {
      if (half === 'changes') items.push(item);
      continue;
    }
    const inner = diffMaps(old, item, meta, half, at);
    if (Object.keys(inner).length > 0) items.push({ ...inner, [mergeKey]: item[mergeKey] });
  }
  const kept = byKey(wanted, mergeKey);
  if (half === 'deletions') {
    for (const item of was.filter(isRecord))
      if (!kept.has(item[mergeKey])) items.push({ $patch: 'delete', [mergeKey]: item[mergeKey] });
  }
  if (items.length > 0) patch[key] = items;
  const order = [...kept.keys()].map((value) => ({ [mergeKey]: value }));
  const orderBefore = [...before.keys()].filter((value) => kept.has(value)).map((value) => ({ [mergeKey]: value }));
  if (items.length > 0 || (half === 'changes' && !isSame(order, orderBefore))) patch[`$setElementOrder/${key}`] = order;
}

function byKey(list: readonly unknown[], mergeKey: string): ReadonlyMap<unknown, Json> {
  return new Map(list.filter(isRecord).map((item) => [item[mergeKey], item]));
}

/** Deep equality of JSON values; the order of keys does not matter. */
export function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((item, index) => isSame(item, (b as readonly unknown[])[index]));
  if (!isRecord(a) || !isRecord(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && isSame(a[key], b[key]));
}
