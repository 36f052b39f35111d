import type { RestMapping } from './rest-mapping.ts';
import { diffMaps } from './strategic-diff.ts';
import { isRecord } from './client.ts';

type Json = Readonly<Record<string, unknown>>;

export const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object as it is sent: with the annotation that tells the next apply what this one said. */
export function withLastApplied(object: Json): Json {
  const metadata = isRecord(object['metadata']) ? object['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? { ...metadata['annotations'] } : {};
  delete annotations[LAST_APPLIED];
  const said = { ...object, metadata: { ...metadata, annotations } };
  const text = `${JSON.stringify(sorted(said))}\n`;
  return { ...object, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}

/** Go prints maps by their keys. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return (value as readonly unknown[]).map(sorted);
  if (!isRecord(value)) return value;
  const result: Record<string, unknown> = {};
  for (const key of Object.keys(value).sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))) result[key] = sorted(value[key]);
  return result;
}

/** What the last apply said; an object that was never applied has said nothing. */
export function lastApplied(live: Json): Json {
  const metadata = isRecord(live['metadata']) ? live['metadata'] : {};
  const annotations = isRecord(metadata['annotations']) ? metadata['annotations'] : {};
  const text = annotations[LAST_APPLIED];
  if (typeof text !== 'string') return {};
  try {
    const said: unknown = JSON.parse(text);
    return isRecord(said) ? said : {};
  } catch {
    return {};
  }
}

/**
 * What is to be changed in `live` so that it says what the manifest says: fields that differ are set, fields that the last
 * apply had and this one has not are taken away, and everything that others wrote is left alone. An empty patch: unchanged.
 * Worked example: last applied {a: 1, b: 2}, manifest {a: 1, c: 3}, live {a: 9, b: 2, d: 4} → {a: 1, b: null, c: 3}.
 */
export function threeWayPatch(modified: Json, live: Json, meta: RestMapping['patchMeta']): Json {
  const changes = diffMaps(live, modified, meta, 'changes');
  const deletions = diffMaps(lastApplied(live), modified, meta, 'deletions');
  return union(deletions, changes, '', meta);
}

/** Both halves in one patch; they never name the same leaf. Items of a keyed list meet by their key. */
function union(a: Json, b: Json, path: string, meta: RestMapping['patchMeta']): Json {
  const result: Record<string, unknown> = { ...a };
  for (const [key, value] of Object.entries(b)) {
    const at = path === '' ? key : `${path}.${key}`;
    const other = result[key];
    const mergeKey = meta[at]?.mergeKey;
    if (isRecord(other) && isRecord(value)) result[key] = union(other, value, at, meta);
    else if (!key.startsWith('$') && Array.isArray(other) && Array.isArray(value) && mergeKey !== undefined)
      result[key] = unionLists(other, value, at, mergeKey, meta);
    else result[key] = value;
  }
  return result;
}

function unionLists(
  a: readonly unknown[],
  b: readonly unknown[],
  at: string,
  mergeKey: string,
  meta: RestMapping['patchMeta'],
): readonly unknown[] {
  const items = b.filter(isRecord).map((item): Json => {
    const other = a.filter(isRecord).find((candidate) => candidate[mergeKey] === item[mergeKey]);
    return other ? union(other, item, at, meta) : item;
  });
  const alone = a.filter(isRecord).filter((item) => !items.some((other) => other[mergeKey] === item[mergeKey]));
  return [...items, ...alone];
}
