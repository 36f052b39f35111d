/** One field that differs between two versions of an object; undefined: it is not there. */
export interface FieldChange {
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Bookkeeping of the API server that changes with every write and says nothing. */
const NOISE = new Set(['metadata.resourceVersion', 'metadata.managedFields']);
/** Fields by which the items of a list are known, the first that all of them have. */
const KEYS = ['type', 'name', 'uid', 'key', 'ip', 'containerPort', 'port'] as const;

/** Field by field, in the order of the newer version; what was taken away comes last. */
export function diffObjects(before: unknown, after: unknown): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  compare('', before, after, changes);
  return changes;
}

function compare(path: string, before: unknown, after: unknown, changes: FieldChange[]): void {
  if (before === after || NOISE.has(path)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(after), ...Object.keys(before)]))
      compare(path === '' ? key : `${path}.${key}`, before[key], after[key], changes);
    return;
  }
  if (Array.isArray(after) && (Array.isArray(before) || (before === undefined && keyOf(after) !== undefined))) {
    compareLists(path, Array.isArray(before) ? before : [], after, changes);
    return;
  }
  if (JSON.stringify(before) !== JSON.stringify(after)) changes.push({ path, before, after });
}

function compareLists(
  path: string,
  before: readonly unknown[],
  after: readonly unknown[],
  changes: FieldChange[],
): void {
  const key = keyOf(before, after);
  if (key === undefined) {
    for (let i = 0; i < Math.max(before.length, after.length); i++)
      compare(`${path}[${i}]`, before[i], after[i], changes);
    return;
  }
  const old = new Map(before.map((item) => [nameIn(item, key), item]));
  const now = new Map(after.map((item) => [nameIn(item, key), item]));
  for (const name of new Set([...now.keys(), ...old.keys()]))
    compare(`${path}[${name}]`, old.get(name), now.get(name), changes);
}

/** The field that tells the items of a list apart; undefined when none does. */
function keyOf(...lists: readonly (readonly unknown[])[]): string | undefined {
  if (lists.every((list) => list.length === 0)) return undefined;
  return KEYS.find((key) =>
    lists.every(
      (list) =>
        list.every((item) => hasName(item, key)) && new Set(list.map((item) => nameIn(item, key))).size === list.length,
    ),
  );
}

function hasName(item: unknown, key: string): boolean {
  return isRecord(item) && (typeof item[key] === 'string' || typeof item[key] === 'number');
}

/** A taint is known by its key and its effect, as upstream merges them. */
function nameIn(item: unknown, key: string): string {
  if (!isRecord(item)) return '';
  const name = String(item[key]);
  return key === 'key' && typeof item['effect'] === 'string' ? `${name}:${item['effect']}` : name;
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value on one line: text as it is, everything else as JSON. */
export function shortText(value: unknown, limit = 120): string {
  if (value === undefined) return '';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > limit ? `${text.slice(0, limit - 1)}…` : text;
}

const DULL =
  /(Time|Timestamp|timeAdded|[gG]eneration|resourceVersion|ID|uid|[iI]Ps|deployment-revision)$|^metadata\.(uid|creation|generate|annotations)/;

/** Clocks and counters last; otherwise as they were. */
export function tellingFirst(changes: readonly FieldChange[]): readonly FieldChange[] {
  return [...changes].sort((a, b) => Number(DULL.test(a.path)) - Number(DULL.test(b.path)));
}

/** The changes that say what a write was about, without clocks and counters; a new condition is its status. */
export function tellingChanges(changes: readonly FieldChange[], most: number): readonly FieldChange[] {
  const telling: FieldChange[] = [];
  for (const { path, before, after } of changes) {
    if (DULL.test(path) || (/\.(message|reason)$/.test(path) && after === undefined)) continue;
    if (before === undefined && isRecord(after)) {
      const { status, state } = after;
      if (typeof status === 'string') telling.push({ path, before, after: status });
      else if (isRecord(state)) telling.push({ path, before, after: Object.keys(state)[0] });
      else if (/taints\[/.test(path))
        telling.push({ path: 'spec.taints', before, after: path.slice(path.indexOf('[') + 1, -1) });
    } else if (/taints\[/.test(path) && isRecord(before) && after === undefined)
      telling.push({ path: 'spec.taints', before: path.slice(path.indexOf('[') + 1, -1), after });
    else if (typeof after !== 'object' || after === null) telling.push({ path, before, after });
  }
  return telling.slice(0, most);
}
