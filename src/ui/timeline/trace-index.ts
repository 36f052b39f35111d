import { endOf, salience, startOf, type Hop, type Span, type TraceRecord } from '../../engine/trace/index.ts';
import type { TraceStore } from '../store/index.ts';
import { TimeSeries } from './time-series.ts';
import { Warp } from './warp.ts';

const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection']);

/** Something a person did: `fault` with their hands, `request` with kubectl. */
export type HumanAct = 'fault' | 'request';

/** What hands do that breaks nothing. */
const HARMLESS = new Set(['traffic', 'traffic-stop', 'add-cloud', 'add-node', 'node-up', 'heal', 'probe-recover']);

/** Whether a record is the act of a person that others follow from. A request that is sent again is no new act. */
export function humanActOf(record: TraceRecord, lookup: (id: number) => TraceRecord | undefined): HumanAct | undefined {
  if (record.type === 'span') {
    if (componentOf(record.process) !== 'hand') return undefined;
    return HARMLESS.has(record.operation) ? 'request' : 'fault';
  }
  if (record.type !== 'hop' || !isUserWrite(record)) return undefined;
  const cause = lookup(record.cause);
  return cause?.type === 'hop' && isUserWrite(cause) ? undefined : 'request';
}

function isUserWrite(hop: Hop): boolean {
  return hop.label.form === 'request' && WRITES.has(hop.label.verb) && componentOf(hop.from) === 'kubectl';
}

export function componentOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}

export function hostOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? '' : process.slice(at + 1);
}

/**
 * What the strip needs to know of the trace, kept beside it as batches arrive: when things of each salience began, when
 * revisions were made, what people did, and who has been seen working. Each record is looked at once.
 */
export class TraceIndex {
  /** Salience 2: full beads. */
  readonly telling = new TimeSeries();
  /** Salience 1: small beads. */
  readonly small = new TimeSeries();
  readonly commits = new TimeSeries();
  readonly acts = new TimeSeries();
  readonly warp = new Warp();
  readonly processes = new Set<string>();
  /** Rises whenever something was added or all was forgotten. */
  version = 0;
  #next = 1;
  #lookup: (id: number) => TraceRecord | undefined;

  constructor(readonly trace: Pick<TraceStore, 'next' | 'get'>) {
    this.#lookup = (id) => trace.get(id);
    this.update();
  }

  /** Takes in what is new in the trace. */
  update(): void {
    if (this.trace.next < this.#next) this.#forget();
    if (this.trace.next === this.#next) return;
    for (; this.#next < this.trace.next; this.#next++) {
      const record = this.trace.get(this.#next);
      if (record) this.#add(record);
    }
    this.version++;
  }

  actOf(record: TraceRecord): HumanAct | undefined {
    return humanActOf(record, this.#lookup);
  }

  #add(record: TraceRecord): void {
    const start = startOf(record);
    if (record.type === 'commit') this.commits.push(start, record.id);
    else this.#seen(record);
    if (this.actOf(record)) this.acts.push(start, record.id);
    const weight = salience(record);
    if (weight === 0) return;
    (weight === 2 ? this.telling : this.small).push(start, record.id);
    if (weight === 2) this.warp.telling(start, record.type === 'hop' ? (endOf(record) ?? start) : start);
  }

  #seen(record: Hop | Span): void {
    if (record.type === 'span') this.processes.add(record.process);
    else if (record.outcome !== 'refused') {
      this.processes.add(record.from);
      this.processes.add(record.to);
    }
  }

  #forget(): void {
    this.telling.clear();
    this.small.clear();
    this.commits.clear();
    this.acts.clear();
    this.warp.clear();
    this.processes.clear();
    this.#next = 1;
    this.version++;
  }
}

const indexes = new WeakMap<TraceStore, TraceIndex>();

/** The index of a trace: one for all who ask. It follows the trace for as long as that lives. */
export function indexOf(trace: TraceStore): TraceIndex {
  let index = indexes.get(trace);
  if (!index) {
    const made = new TraceIndex(trace);
    trace.onRecords(() => made.update());
    indexes.set(trace, (index = made));
  }
  return index;
}
