/**
 * Completion indexes as ordered intervals, written `1,3-5,7`. orderedIntervals of pkg/controller/job/indexed_job_utils.go.
 *
 * Worked example: parse('0-2,7', 10) with 3 and 9 added prints `0-3,7,9` and counts 6.
 */
export class IndexSet {
  private constructor(readonly intervals: readonly (readonly [first: number, last: number])[]) {}

  static readonly EMPTY = new IndexSet([]);

  /** What is not below `completions`, of a text that the server has found valid. */
  static parse(text: string | undefined, completions: number): IndexSet {
    if (text === undefined || text === '') return IndexSet.EMPTY;
    const intervals: [number, number][] = [];
    for (const part of text.split(',')) {
      const [low = '', high = low] = part.split('-');
      const first = Number(low);
      const last = Math.min(Number(high), completions - 1);
      if (Number.isInteger(first) && Number.isInteger(last) && first <= last) intervals.push([first, last]);
    }
    return new IndexSet(intervals);
  }

  with(indexes: Iterable<number>): IndexSet {
    const added = [...new Set(indexes)].sort((a, b) => a - b);
    if (added.length === 0) return this;
    return IndexSet.#join([...this.intervals, ...added.map((index) => [index, index] as const)]);
  }

  union(other: IndexSet): IndexSet {
    return IndexSet.#join([...this.intervals, ...other.intervals]);
  }

  static #join(intervals: readonly (readonly [number, number])[]): IndexSet {
    const joined: [number, number][] = [];
    for (const [first, last] of [...intervals].sort((a, b) => a[0] - b[0])) {
      const previous = joined.at(-1);
      if (previous && first <= previous[1] + 1) previous[1] = Math.max(previous[1], last);
      else joined.push([first, last]);
    }
    return new IndexSet(joined);
  }

  get total(): number {
    let total = 0;
    for (const [first, last] of this.intervals) total += last - first + 1;
    return total;
  }

  has(index: number): boolean {
    return this.intervals.some(([first, last]) => first <= index && index <= last);
  }

  /** How many are in both. */
  common(other: IndexSet): number {
    let total = 0;
    for (const [a, b] of this.intervals) {
      for (const [c, d] of other.intervals) total += Math.max(0, Math.min(b, d) - Math.max(a, c) + 1);
    }
    return total;
  }

  /** The first `count` numbers below `completions` that are not in the set. */
  firstMissing(count: number, completions: number): number[] {
    const missing: number[] = [];
    let candidate = 0;
    for (const [first, last] of [...this.intervals, [completions, completions] as const]) {
      for (; candidate < Math.min(first, completions) && missing.length < count; candidate++) missing.push(candidate);
      candidate = Math.max(candidate, last + 1);
    }
    return missing;
  }

  /** As it stands in `.status.completedIndexes`; two neighbours are written apart. */
  toString(): string {
    return this.intervals
      .map(([first, last]) =>
        first === last ? `${first}` : last === first + 1 ? `${first},${last}` : `${first}-${last}`,
      )
      .join(',');
  }
}
