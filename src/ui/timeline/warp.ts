/** Silences up to this long keep their length on the strip, in microseconds. */
const KEPT = 200_000;

/**
 * Clock time → length on the strip. With `compress`, a silence longer than 0.2 s takes only as much as its logarithm, the way
 * the cinematic pace passes it: 40 s take 1.26 s, 300 s take 1.66 s. Everything that is not silence keeps its true length.
 *
 * Worked example: telling from 0 to 1 s, then silence to 41 s: toShown(41 s) is 2.26 s and toTime(2.26 s) is 41 s again.
 */
export class Warp {
  compress = true;
  /** Where silences begin and end, and where those ends stand on the strip; rising. */
  readonly #begins: number[] = [];
  readonly #ends: number[] = [];
  readonly #shownBegins: number[] = [];
  readonly #shownEnds: number[] = [];
  #busyUntil = 0;

  /** Something worth seeing goes on from `start` to `end`. Starts never fall. */
  telling(start: number, end: number): void {
    if (start - this.#busyUntil > KEPT) {
      const shown = this.#shownAfterGaps(this.#busyUntil);
      this.#begins.push(this.#busyUntil);
      this.#ends.push(start);
      this.#shownBegins.push(shown);
      this.#shownEnds.push(shown + squeeze(start - this.#busyUntil));
    }
    this.#busyUntil = Math.max(this.#busyUntil, end, start);
  }

  clear(): void {
    this.#begins.length = this.#ends.length = this.#shownBegins.length = this.#shownEnds.length = 0;
    this.#busyUntil = 0;
  }

  toShown(time: number): number {
    if (!this.compress) return time;
    if (time > this.#busyUntil) return this.#shownAfterGaps(this.#busyUntil) + squeeze(time - this.#busyUntil);
    const gap = lastUpTo(this.#begins, time);
    if (gap < 0) return time;
    const begin = this.#begins[gap]!;
    const end = this.#ends[gap]!;
    if (time >= end) return this.#shownEnds[gap]! + (time - end);
    const share = (time - begin) / (end - begin);
    return this.#shownBegins[gap]! + share * (this.#shownEnds[gap]! - this.#shownBegins[gap]!);
  }

  toTime(shown: number): number {
    if (!this.compress) return shown;
    const tail = this.#shownAfterGaps(this.#busyUntil);
    if (shown > tail) return this.#busyUntil + stretch(shown - tail);
    const gap = lastUpTo(this.#shownBegins, shown);
    if (gap < 0) return shown;
    const begin = this.#shownBegins[gap]!;
    const end = this.#shownEnds[gap]!;
    if (shown >= end) return this.#ends[gap]! + (shown - end);
    const share = (shown - begin) / (end - begin);
    return this.#begins[gap]! + share * (this.#ends[gap]! - this.#begins[gap]!);
  }

  /** Visits the silences that are shortened between two places on the strip. */
  gaps(
    shownFrom: number,
    shownTo: number,
    visit: (shownBegin: number, shownEnd: number, length: number) => void,
  ): void {
    if (!this.compress) return;
    for (let i = Math.max(0, lastUpTo(this.#shownBegins, shownFrom)); i < this.#begins.length; i++) {
      if (this.#shownBegins[i]! > shownTo) return;
      visit(this.#shownBegins[i]!, this.#shownEnds[i]!, this.#ends[i]! - this.#begins[i]!);
    }
  }

  #shownAfterGaps(time: number): number {
    const last = this.#ends.length - 1;
    return last < 0 ? time : this.#shownEnds[last]! + (time - this.#ends[last]!);
  }
}

function squeeze(gap: number): number {
  return gap <= KEPT ? gap : KEPT * (1 + Math.log(gap / KEPT));
}

function stretch(shown: number): number {
  return shown <= KEPT ? shown : KEPT * Math.exp(shown / KEPT - 1);
}

/** The index of the last value that is not above `limit`; -1 when all are. */
function lastUpTo(values: readonly number[], limit: number): number {
  let low = 0;
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle]! <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
