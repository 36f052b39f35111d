import { deepEqual } from '../../../engine/apimachinery/index.ts';
import { LAST_APPLIED } from '../../../kubectl/apply/index.ts';
import { isRecord } from './client.ts';

type Json = Readonly<Record<string, unknown>>;

/** A field that is one thing before and another after; undefined: it is not there. */
export interface FieldChange {
  /** `spec.template.spec.containers[main].image` */
  readonly path: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields that the server keeps for itself: they change with every write, or only say who wrote. */
const KEPT: ReadonlySet<string> = new Set([
  'metadata.managedFields',
  'metadata.resourceVersion',
  'metadata.generation',
  'metadata.creationTimestamp',
  'metadata.uid',
  `metadata.annotations.${LAST_APPLIED}`,
]);

/** How many changes of one object are told. */
const MOST = 200;

/** What differs between two states of an object, field by field. Items of lists that have names meet by their names. */
export function changesBetween(before: Json, after: Json): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  compare(before, after, '', changes);
  return changes.slice(0, MOST);
}

function compare(before: unknown, after: unknown, path: string, changes: FieldChange[]): void {
  if (KEPT.has(path) || deepEqual(before, after)) return;
  if (isRecord(before) && isRecord(after)) {
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)]))
      compare(own(before, key), own(after, key), path === '' ? key : `${path}.${key}`, changes);
    return;
  }
  if (Array.isArray(before) && Array.isArray(after)) {
    compareLists(before, after, path, changes);
    return;
  }
  changes.push({ path, before, after });
}

function compareLists(
  before: readonly unknown[],
  after: readonly unknown[],
  path: string,
  changes: FieldChange[],
): void {
  const [was, now] = [byName(before), byName(after)];
  if (was && now) {
    for (const name of new Set([...was.keys(), ...now.keys()]))
      compare(was.get(name), now.get(name), `${path}[${name}]`, changes);
    return;
  }
  for (let index = 0; index < Math.max(before.length, after.length); index++)
    compare(before[index], after[index], `${path}[${index}]`, changes);
}

function byName(list: readonly unknown[]): ReadonlyMap<string, unknown> | undefined {
  const named = new Map<string, unknown>();
  for (const item of list) {
    const name = isRecord(item) ? (own(item, 'name') ?? own(item, 'type')) : undefined;
    if (typeof name !== 'string' || named.has(name)) return undefined;
    named.set(name, item);
  }
  return named;
}

function own(object: Json, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

/** A value in a line. */
export function shortly(value: unknown): string {
  if (value === undefined) return '∅';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text.length > 160 ? `${text.slice(0, 159)}…` : text;
}
