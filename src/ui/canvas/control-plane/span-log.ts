import { startOf, type Span, type TraceRecord } from '../../../engine/trace/index.ts';

/** What of a trace is asked here; records are never taken away but all at once. */
interface Records {
  readonly next: number;
  get(id: number): TraceRecord | undefined;
}

/** The records of a trace that somebody cares for, in groups, each in the order of time. Read once, as they come. */
export class RecordLog {
  readonly #groups = new Map<string, number[]>();
  #read = 1;

  constructor(
    readonly trace: Records,
    /** The group of a record; undefined: nobody cares. */
    readonly groupOf: (record: TraceRecord) => string | undefined,
  ) {}

  /** The last so many of a group that had begun by a moment, oldest first; `first` is how many came before them. */
  last(
    group: string,
    time: number,
    count: number,
  ): { readonly first: number; readonly records: readonly TraceRecord[] } {
    const ids = this.#ids(group);
    let low = 0;
    let high = ids.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (startOf(this.trace.get(ids[middle]!)!) <= time) low = middle + 1;
      else high = middle;
    }
    const first = Math.max(0, low - count);
    return { first, records: ids.slice(first, low).map((id) => this.trace.get(id)!) };
  }

  lastSpan(group: string, time: number): Span | undefined {
    const [record] = this.last(group, time, 1).records;
    return record?.type === 'span' ? record : undefined;
  }

  #ids(group: string): readonly number[] {
    if (this.trace.next < this.#read) {
      this.#groups.clear();
      this.#read = 1;
    }
    for (; this.#read < this.trace.next; this.#read++) {
      const record = this.trace.get(this.#read);
      const into = record && this.groupOf(record);
      if (into === undefined) continue;
      const ids = this.#groups.get(into);
      if (ids) ids.push(this.#read);
      else this.#groups.set(into, [this.#read]);
    }
    return this.#groups.get(group) ?? NONE;
  }
}

const NONE: readonly number[] = [];

/**
 * Rows that do not move: the newest record takes the place of the oldest.
 *
 *   rows 3, five records: d e c — `e` is the newest, `c` is the next to go
 */
export function sweep<T>(first: number, records: readonly T[], rows: number): readonly (T | undefined)[] {
  const places: (T | undefined)[] = new Array<T | undefined>(rows).fill(undefined);
  for (const [i, record] of records.entries()) places[(first + i) % rows] = record;
  return places;
}
