import type { Micros, RecordId } from '../sim/index.ts';
import { endOf, startOf, type Hop, type Span, type TraceRecord } from './records.ts';
import type { Trace } from './recorder.ts';

/** The chain of causes from a record back to what started it: the record first, its root last. */
export function why(trace: Trace, id: RecordId, limit = 1000): TraceRecord[] {
  const chain: TraceRecord[] = [];
  for (let at = id; at > 0 && chain.length < limit;) {
    const record = trace.get(at);
    if (!record) break;
    chain.push(record);
    at = record.cause;
  }
  return chain;
}

/** Everything that has `id` among its causes, in order, `id` itself first. */
export function effectsOf(trace: Trace, id: RecordId, until: RecordId = trace.next): TraceRecord[] {
  const inside = new Set<RecordId>([id]);
  const effects: TraceRecord[] = [];
  for (let at = Math.max(id, trace.first); at < until; at++) {
    const record = trace.get(at);
    if (!record || (at !== id && !inside.has(record.cause))) continue;
    inside.add(at);
    effects.push(record);
  }
  return effects;
}

/** Messages in flight at a moment: sent before or at it, arriving after it. Looks back `horizon` records at most. */
export function packetsAt(trace: Trace, moment: Micros, horizon = 4096): Hop[] {
  const packets: Hop[] = [];
  const from = lastStartedBy(trace, moment);
  for (let id = from; id >= trace.first && from - id < horizon; id--) {
    const record = trace.get(id);
    if (record?.type === 'hop' && record.sent <= moment && record.arrives > moment) packets.push(record);
  }
  return packets.reverse();
}

/** Spans of a process that are open at a moment. */
export function spansOn(trace: Trace, process: string, moment: Micros, horizon = 65_536): Span[] {
  const spans: Span[] = [];
  const from = lastStartedBy(trace, moment);
  for (let id = from; id >= trace.first && from - id < horizon; id--) {
    const record = trace.get(id);
    if (record?.type !== 'span' || record.process !== process) continue;
    const end = endOf(record);
    if (record.start <= moment && (end === undefined || end > moment)) spans.push(record);
  }
  return spans.reverse();
}

/** The newest record that had begun at a moment; ids and beginnings rise together. 0: none. */
export function lastStartedBy(trace: Trace, moment: Micros): RecordId {
  let low = trace.first;
  let high = trace.next;
  while (low < high) {
    const middle = (low + high) >> 1;
    const record = trace.get(middle);
    if (record && startOf(record) <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
