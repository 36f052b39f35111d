import type { Detail, Label, Micros, RecordId, Recorder } from '../sim/index.ts';
import type { Commit, Hop, Span, TraceRecord } from './records.ts';
import { TraceHash } from './hash.ts';

const CHUNK = 4096;

/** Read access to the one list of what happened. */
export interface Trace {
  /** The id of the oldest record still kept. */
  readonly first: RecordId;
  /** One more than the newest id. Ids start at 1 and have no gaps. */
  readonly next: RecordId;
  get(id: RecordId): TraceRecord | undefined;
}

/**
 * Writes the trace. Called from four places only: the network, etcd, the workqueue and the process runner. Keeps the
 * newest `limit` records (in chunks of 4096) and a hash over everything ever written.
 */
export class TraceRecorder implements Recorder, Trace {
  first: RecordId = 1;
  next: RecordId = 1;
  readonly hash = new TraceHash();
  readonly #chunks: TraceRecord[][] = [];
  /** Records that were changed after they had been drained. */
  #changed = new Set<RecordId>();
  #drained: RecordId = 1;
  #following = false;

  constructor(readonly limit = Infinity) {}

  get(id: RecordId): TraceRecord | undefined {
    const offset = id - this.first;
    if (offset < 0 || id >= this.next) return undefined;
    return this.#chunks[Math.floor(offset / CHUNK)]?.[offset % CHUNK];
  }

  hopSent(cause: RecordId, from: string, to: string, label: Label, sent: Micros, arrives: Micros): RecordId {
    const hop: Hop = { type: 'hop', id: this.next, cause, from, to, label, sent, arrives, outcome: 'in-flight' };
    this.hash.hop(hop);
    return this.#append(hop);
  }

  hopEnded(id: RecordId, outcome: 'delivered' | 'lost' | 'refused', at: Micros): void {
    const hop = this.get(id);
    if (hop?.type !== 'hop') return;
    hop.outcome = outcome;
    this.hash.outcome(id, outcome, at);
    if (this.#following && id < this.#drained) this.#changed.add(id);
  }

  spanStarted(cause: RecordId, process: string, operation: string, key: string, at: Micros): RecordId {
    const span: Span = {
      type: 'span',
      id: this.next,
      cause,
      process,
      operation,
      key,
      start: at,
      end: undefined,
      outcome: 'open',
      detail: undefined,
    };
    this.hash.span(span);
    return this.#append(span);
  }

  spanEnded(id: RecordId, at: Micros, outcome: 'ok' | 'error', detail: Detail | undefined): void {
    const span = this.get(id);
    if (span?.type !== 'span') return;
    span.end = at;
    span.outcome = outcome;
    span.detail = detail;
    this.hash.outcome(id, outcome, at);
    if (this.#following && id < this.#drained) this.#changed.add(id);
  }

  committed(
    cause: RecordId,
    process: string,
    revision: number,
    operation: Commit['operation'],
    key: string,
    at: Micros,
  ): RecordId {
    const commit: Commit = { type: 'commit', id: this.next, cause, process, revision, operation, key, at };
    this.hash.commit(commit);
    return this.#append(commit);
  }

  /** What is new since the last call: new records, and older ones that have since ended. For one follower. */
  drain(): TraceRecord[] {
    this.#following = true;
    const out: TraceRecord[] = [];
    for (const id of this.#changed) {
      const record = this.get(id);
      if (record) out.push(record);
    }
    this.#changed = new Set();
    for (let id = Math.max(this.#drained, this.first); id < this.next; id++) out.push(this.get(id)!);
    this.#drained = this.next;
    return out;
  }

  #append(record: TraceRecord): RecordId {
    let chunk = this.#chunks[this.#chunks.length - 1];
    if (!chunk || chunk.length === CHUNK) this.#chunks.push((chunk = []));
    chunk.push(record);
    this.next++;
    if (this.next - this.first > this.limit + CHUNK) {
      this.#chunks.shift();
      this.first += CHUNK;
    }
    return record.id;
  }
}
