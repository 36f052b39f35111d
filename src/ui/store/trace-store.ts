import {
  endOf,
  lastStartedBy,
  startOf,
  type Commit,
  type Hop,
  type Span,
  type Trace,
  type TraceRecord,
} from '../../engine/trace/index.ts';
import { Listeners } from '../../client/index.ts';
import { salience } from '../../engine/trace/index.ts';

const BLOCK = 256;

/**
 * The page's copy of the trace, fed by batches. Answers the questions of engine/trace, and three more that are asked on
 * every frame: what is in flight, what is being worked on, and when the next thing worth seeing begins.
 *
 * Per block of 256 records it knows the latest end in it, so a look into the past skips what is over:
 * `ends[3]` is the latest end among records 769…1024; an open span's end is Infinity.
 */
export class TraceStore implements Trace {
  readonly first = 1;
  readonly #records: TraceRecord[] = [];
  readonly #ends: number[] = [];
  /** Ids of records of salience 2, rising. */
  readonly #salient: number[] = [];
  /** Ids of commits, rising. */
  readonly #commits: number[] = [];
  readonly #listeners = new Listeners<readonly TraceRecord[]>();

  get next(): number {
    return this.#records.length + 1;
  }

  get(id: number): TraceRecord | undefined {
    return this.#records[id - 1];
  }

  /** Takes in new records and newer states of old ones. */
  add(records: readonly TraceRecord[]): void {
    if (records.length === 0) return;
    for (const record of records) {
      const index = record.id - 1;
      if (index > this.#records.length) throw new Error(`the trace has a gap before record ${record.id}`);
      const isNew = index === this.#records.length;
      this.#records[index] = record;
      if (isNew && salience(record) === 2) this.#salient.push(record.id);
      if (isNew && record.type === 'commit') this.#commits.push(record.id);
      this.#noteEnd(index, isNew);
    }
    this.#listeners.tell(records);
  }

  /** A new history begins. */
  clear(): void {
    this.#records.length = 0;
    this.#ends.length = 0;
    this.#salient.length = 0;
    this.#commits.length = 0;
    this.#listeners.tell([]);
  }

  onRecords(listener: (records: readonly TraceRecord[]) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Visits every hop in flight at a moment, newest first. */
  inFlight(moment: number, visit: (hop: Hop) => void): void {
    this.#reachingInto(moment, moment, (record) => {
      if (record.type === 'hop' && record.arrives > moment) visit(record);
    });
  }

  /** Visits every span that was open at some time between two moments, newest first. */
  spansBetween(from: number, to: number, visit: (span: Span) => void): void {
    this.#reachingInto(from, to, (record) => {
      if (record.type === 'span') visit(record);
    });
  }

  /** The first record of salience 2 that begins after a moment. */
  nextSalient(moment: number): TraceRecord | undefined {
    const id = this.#salient[this.#begunBy(this.#salient, moment)];
    return id === undefined ? undefined : this.get(id);
  }

  /** The last record of salience 2 that has begun by a moment; with `back`, that many before it. */
  lastSalient(moment: number, back = 0): TraceRecord | undefined {
    const id = this.#salient[this.#begunBy(this.#salient, moment) - 1 - back];
    return id === undefined ? undefined : this.get(id);
  }

  /** The last `count` commits by a moment, newest first. */
  lastCommits(moment: number, count: number): readonly Commit[] {
    const commits: Commit[] = [];
    for (let i = this.#begunBy(this.#commits, moment) - 1; i >= 0 && commits.length < count; i--) {
      const record = this.get(this.#commits[i]!);
      if (record?.type === 'commit') commits.push(record);
    }
    return commits;
  }

  /** How many of some records, given by rising ids, had begun by a moment. */
  #begunBy(ids: readonly number[], moment: number): number {
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(this.get(ids[middle]!)!) <= moment) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Visits what had begun by `to` and had not ended before `from`. */
  #reachingInto(from: number, to: number, visit: (record: TraceRecord) => void): void {
    for (let index = lastStartedBy(this, to) - 1; index >= 0;) {
      const block = Math.floor(index / BLOCK);
      const start = block * BLOCK;
      if (this.#ends[block]! >= from) {
        for (; index >= start; index--) {
          const record = this.#records[index]!;
          if ((endOf(record) ?? Infinity) >= from) visit(record);
        }
      }
      index = start - 1;
    }
  }

  #noteEnd(index: number, isNew: boolean): void {
    const block = Math.floor(index / BLOCK);
    const end = endOf(this.#records[index]!) ?? Infinity;
    if (isNew) {
      this.#ends[block] = Math.max(this.#ends[block] ?? 0, end);
      return;
    }
    if (this.#ends[block] !== Infinity) return;
    let latest = 0;
    const last = Math.min(this.#records.length, (block + 1) * BLOCK);
    for (let i = block * BLOCK; i < last; i++) latest = Math.max(latest, endOf(this.#records[i]!) ?? Infinity);
    this.#ends[block] = latest;
  }
}
