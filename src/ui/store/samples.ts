import { Listeners } from '../../client/index.ts';
import type { FactPart, Facts, FactVersion, Sample } from '../../engine/trace/index.ts';

/** One number over time. Times rise; a value of NaN ends it until the next. */
export class Series {
  readonly times: number[] = [];
  readonly values: number[] = [];

  constructor(
    readonly process: string,
    readonly metric: string,
    readonly labels: string,
  ) {}

  add(at: number, value: number, limit: number): void {
    this.times.push(at);
    this.values.push(value);
    if (this.times.length <= limit) return;
    // What is long ago is kept half as closely.
    const cut = this.times.length >> 1;
    const keep = (_: unknown, i: number): boolean => i >= cut || i % 2 === 0;
    this.times.splice(0, this.times.length, ...this.times.filter(keep));
    this.values.splice(0, this.values.length, ...this.values.filter(keep));
  }

  /** The last number told by a moment; undefined: none was, or its program has died. */
  at(time: number): number | undefined {
    const value = this.values[begunBy(this.times, time) - 1];
    return value === undefined || Number.isNaN(value) ? undefined : value;
  }

  /** How much a counter rose a second over the stretch before a moment; undefined: it is not known. */
  rateAt(time: number, stretch: number): number | undefined {
    const i = begunBy(this.times, time) - 1;
    const end = this.values[i];
    if (end === undefined || Number.isNaN(end)) return undefined;
    let from = Math.max(0, begunBy(this.times, time - stretch) - 1);
    // A program that was started again counts from the beginning.
    for (let k = i; k > from; k--) {
      const before = this.values[k - 1]!;
      if (!Number.isNaN(before) && before <= this.values[k]!) continue;
      from = k;
      break;
    }
    const start = this.values[from]!;
    // What has not been told again has not changed: the stretch is then longer than what lies between the two numbers.
    const span = Math.max(this.times[i]! - this.times[from]!, time - Math.max(this.times[from]!, time - stretch));
    if (span <= 0 || Number.isNaN(start)) return undefined;
    return ((end - start) / span) * 1_000_000;
  }
}

interface Version {
  readonly at: number;
  readonly rows: readonly unknown[] | undefined;
}

/** What changed: the process it is about. */
type Changed = ReadonlySet<string>;

/**
 * What the page knows that no object and no message says: numbers over time, and what programs knew of themselves from moment to
 * moment. Both are kept as they were, so that the past shows what was true then.
 */
export class SampleStore {
  readonly #series = new Map<string, Series>();
  readonly #byMetric = new Map<string, Series[]>();
  readonly #facts = new Map<string, Version[]>();
  readonly #listeners = new Listeners<Changed>();
  /** Rises with whatever is added. */
  version = 0;

  constructor(
    readonly limit = 20_000,
    readonly versionLimit = 4_000,
  ) {}

  add(samples: readonly Sample[], facts: readonly FactVersion[]): void {
    if (samples.length === 0 && facts.length === 0) return;
    this.version++;
    const changed = new Set<string>();
    for (const { process, metric, labels, at, value } of samples) {
      this.#seriesOf(process, metric, labels).add(at, value, this.limit);
      changed.add(process);
    }
    for (const { process, part, at, rows } of facts) {
      const versions = this.#versionsOf(process, part);
      versions.push({ at, rows });
      if (versions.length > this.versionLimit) versions.splice(0, versions.length >> 1);
      changed.add(process);
    }
    this.#listeners.tell(changed);
  }

  /** A new history begins. */
  clear(): void {
    this.version++;
    this.#series.clear();
    this.#byMetric.clear();
    this.#facts.clear();
    this.#listeners.tell(new Set());
  }

  onChange(listener: (changed: Changed) => void): () => void {
    return this.#listeners.add(listener);
  }

  series(process: string, metric: string, labels = ''): Series | undefined {
    return this.#series.get(`${process} ${metric} ${labels}`);
  }

  /** Every series of a metric, whoever tells it. The list grows in place. */
  seriesOf(metric: string): readonly Series[] {
    return this.#byMetric.get(metric) ?? NONE;
  }

  /** What a process knew at a moment; undefined: it told nothing, or was dead. The same rows are the same array. */
  facts<P extends FactPart>(process: string, part: P, time: number): readonly Facts[P][] | undefined {
    const versions = this.#facts.get(`${process} ${part}`);
    if (!versions) return undefined;
    let low = 0;
    let high = versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (versions[middle]!.at <= time) low = middle + 1;
      else high = middle;
    }
    return versions[low - 1]?.rows as readonly Facts[P][] | undefined;
  }

  /** Whether a process tells of a part at a moment, has told and is dead, or has never been heard of. */
  told(process: string, part: FactPart, time: number): 'alive' | 'dead' | 'unknown' {
    const versions = this.#facts.get(`${process} ${part}`);
    if (!versions || (versions[0]?.at ?? Infinity) > time) return 'unknown';
    return this.facts(process, part, time) === undefined ? 'dead' : 'alive';
  }

  #versionsOf(process: string, part: string): Version[] {
    const key = `${process} ${part}`;
    let versions = this.#facts.get(key);
    if (!versions) this.#facts.set(key, (versions = []));
    return versions;
  }

  #seriesOf(process: string, metric: string, labels: string): Series {
    const key = `${process} ${metric} ${labels}`;
    let series = this.#series.get(key);
    if (series) return series;
    this.#series.set(key, (series = new Series(process, metric, labels)));
    const all = this.#byMetric.get(metric);
    if (all) all.push(series);
    else this.#byMetric.set(metric, [series]);
    return series;
  }
}

const NONE: readonly Series[] = [];

/** How many of some rising times are not after a moment. */
export function begunBy(times: readonly number[], time: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (times[middle]! <= time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** `name="replicaset",code="200"` → the value of one of them. */
export function labelOf(labels: string, name: string): string {
  return new RegExp(`(?:^|,)${name}="([^"]*)"`).exec(labels)?.[1] ?? '';
}
