import { salience, startOf, type TraceRecord } from '../../engine/trace/index.ts';
import { refKey, type Mirror, type ObjectRef, type Selection, type TraceStore, type Version } from '../store/index.ts';
import { humanActOf } from '../timeline/trace-index.ts';
import { concerns, firstAfter } from '../timeline/tracks.ts';

/** From what to what a step goes. */
export const STEPS = ['telling', 'record', 'hop', 'reconcile', 'event', 'act', 'object'] as const;
export type StepKind = (typeof STEPS)[number];

/** What is known of the cluster, as steps need it. */
export interface Known {
  readonly trace: TraceStore;
  readonly mirror: Mirror;
}

/** Where a step lands, and the record there, if it is one. */
export interface Moment {
  readonly at: number;
  readonly record?: TraceRecord;
}

/**
 * The next moment of a sort after `from`, or the last before it. With a record selected at `from`, records of the same time are
 * gone through one by one. What is selected narrows messages and reconciles down to its own.
 */
export function nextMoment(
  known: Known,
  kind: Exclude<StepKind, 'telling'>,
  from: number,
  forward: boolean,
  selection: Selection | undefined,
): Moment | undefined {
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  if (kind === 'object') return ref && nextVersion(known.mirror, ref, from, forward);
  if (kind === 'event') return inLog(known.mirror.log('events').versions, from, forward);
  return nextRecord(known.trace, from, forward, selection, wantedBy(kind, known.trace, selection));
}

function wantedBy(
  kind: 'record' | 'hop' | 'reconcile' | 'act',
  trace: TraceStore,
  selection: Selection | undefined,
): (record: TraceRecord) => boolean {
  const process = selection?.type === 'component' ? selection.process : undefined;
  const ref = selection?.type === 'object' ? selection.ref : undefined;
  const ours = (record: TraceRecord): boolean => {
    if (process !== undefined)
      return record.type === 'hop' ? record.from === process || record.to === process : record.process === process;
    return ref === undefined || concerns(record, ref);
  };
  if (kind === 'record') return () => true;
  if (kind === 'act') return (record) => humanActOf(record, (id) => trace.get(id)) !== undefined;
  // Without anything selected, heartbeats are no steps.
  const alone = process === undefined && ref === undefined;
  if (kind === 'hop') return (record) => record.type === 'hop' && ours(record) && (!alone || salience(record) > 0);
  return (record) => record.type === 'span' && RECONCILES.test(record.operation) && ours(record);
}

/** What a controller, the scheduler and a kubelet call the work on one object. */
const RECONCILES = /^(sync|reconcile|Scheduling|Binding)/;

function nextRecord(
  trace: TraceStore,
  from: number,
  forward: boolean,
  selection: Selection | undefined,
  wanted: (record: TraceRecord) => boolean,
): Moment | undefined {
  const chosen = selection?.type === 'record' ? trace.get(selection.id) : undefined;
  const here = chosen && isAt(chosen, from) ? chosen.id : undefined;
  const step = forward ? 1 : -1;
  for (let id = here === undefined ? firstAfter(trace, from, forward) : here + step; ; id += step) {
    const record = trace.get(id);
    if (!record) return undefined;
    if (wanted(record)) return { at: momentOf(record), record };
  }
}

/** A message is met a little into its flight, where it can be seen. */
function momentOf(record: TraceRecord): number {
  return record.type === 'hop' ? record.sent + (record.arrives - record.sent) * 0.35 : startOf(record);
}

function isAt(record: TraceRecord, moment: number): boolean {
  return Math.abs(momentOf(record) - moment) < 1;
}

function nextVersion(mirror: Mirror, ref: ObjectRef, from: number, forward: boolean): Moment | undefined {
  return inLog(mirror.log(ref.resource).historyOf(refKey(ref.namespace, ref.name)), from, forward);
}

function inLog(versions: readonly Version[], from: number, forward: boolean): Moment | undefined {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (forward ? versions[middle]!.at <= from : versions[middle]!.at < from) low = middle + 1;
    else high = middle;
  }
  const found = versions[forward ? low : low - 1];
  return found && { at: found.at };
}
