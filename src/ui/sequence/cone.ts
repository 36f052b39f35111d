import { lastStartedBy, startOf, why, type Trace, type TraceRecord } from '../../engine/trace/index.ts';
import type { Mirror, ObjectRef, Version } from '../store/index.ts';
import { commitOf, creationOf } from '../inspector/subject.ts';

/** How many records after an act are looked at. */
const HORIZON = 60_000;

/** The record that a diagram begins with: what started the life of an object, or the chain of a record. */
export function rootOf(
  trace: Trace,
  version: Version | undefined,
  record: TraceRecord | undefined,
): TraceRecord | undefined {
  const from = record ?? (version && commitOf(trace, creationOf(version)));
  return from && why(trace, from.id).at(-1);
}

/** Without a selection: the last act of a person by a moment. */
export function lastActBy(trace: Trace, moment: number): TraceRecord | undefined {
  for (let id = lastStartedBy(trace, moment); id >= trace.first; id--) {
    const record = trace.get(id);
    if (record?.type === 'span' && record.cause === 0 && /^(kubectl|hand)@/.test(record.process)) return record;
  }
  return undefined;
}

/**
 * All that came of an act, in order. With an object, only what led to something about it: its requests, its revisions, what its
 * kubelet and its runtime did for it, and all that stood before those. What a kubelet does for a pod by its own clock counts too.
 */
export function coneOf(trace: Trace, root: TraceRecord, ref: ObjectRef | undefined): readonly TraceRecord[] {
  const inside = new Set<number>([root.id]);
  const about = new Set<number>();
  const until = Math.min(trace.next, root.id + HORIZON);
  const records: TraceRecord[] = [];
  for (let id = root.id; id < until; id++) {
    const record = trace.get(id);
    if (!record) continue;
    const own = ref !== undefined && isOwnWork(record, ref);
    if (id !== root.id && !inside.has(record.cause) && !own) continue;
    inside.add(id);
    records.push(record);
    if (ref && (concerns(record, ref) || (about.has(record.cause) && isOnNode(record)))) about.add(id);
  }
  return ref ? leadingTo(records, about) : records;
}

/** Those that are in a set, and those before them. */
function leadingTo(records: readonly TraceRecord[], wanted: ReadonlySet<number>): readonly TraceRecord[] {
  const kept = new Set<number>();
  for (let i = records.length - 1; i >= 0; i--) {
    const record = records[i]!;
    if (!wanted.has(record.id) && !kept.has(record.id)) continue;
    kept.add(record.id);
    kept.add(record.cause);
  }
  return records.filter(({ id }) => kept.has(id));
}

/** What begins without a cause, but for this object: a kubelet that looks at its containers. */
function isOwnWork(record: TraceRecord, ref: ObjectRef): boolean {
  return (
    record.type === 'span' &&
    record.cause === 0 &&
    ref.resource === 'pods' &&
    record.key === `${ref.namespace}/${ref.name}`
  );
}

function concerns(record: TraceRecord, { resource, namespace, name }: ObjectRef): boolean {
  const plural = resource.split('.')[0];
  if (record.type === 'hop') {
    const { label } = record;
    if (label.name !== name || (label.namespace ?? '') !== namespace) return false;
    return label.resource === undefined || label.resource.split('.')[0] === plural;
  }
  const object = namespace === '' ? name : `${namespace}/${name}`;
  if (record.type === 'span') return record.key === object;
  return record.key === `/registry/${plural}/${object}`;
}

function isOnNode(record: TraceRecord): boolean {
  const who = record.type === 'hop' ? record.from : record.process;
  return /^(kubelet|containerd|registry)(@|$)/.test(who);
}

/** A record's object is followed through its whole life only as far as it is known; the newest version tells where it is now. */
export function newestOf(mirror: Mirror, ref: ObjectRef | undefined): Version | undefined {
  return ref && mirror.log(ref.resource).latest.get(`${ref.namespace}/${ref.name}`);
}

export function byStart(a: TraceRecord, b: TraceRecord): number {
  return startOf(a) - startOf(b) || a.id - b.id;
}
