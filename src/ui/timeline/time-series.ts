/**
 * Moments in rising order, each with the id of what happened then. Grows at its end only; asking costs a binary search and
 * allocates nothing, so that half a million moments can be scrubbed over.
 *
 * Worked example: after push(10, 1), push(20, 2), push(20, 3): before(20) is 1, upTo(20) is 3, count(10, 20) is 1.
 */
export class TimeSeries {
  length = 0;
  #times = new Float64Array(1024);
  #ids = new Int32Array(1024);

  push(time: number, id: number): void {
    if (this.length === this.#times.length) this.#grow();
    // Moments that come late (an act that was stamped a little ahead) are put where the order still holds.
    const last = this.length > 0 ? this.#times[this.length - 1]! : -Infinity;
    this.#times[this.length] = Math.max(time, last);
    this.#ids[this.length++] = id;
  }

  clear(): void {
    this.length = 0;
  }

  time(index: number): number {
    return this.#times[index] ?? NaN;
  }

  id(index: number): number {
    return this.#ids[index] ?? 0;
  }

  /** How many lie before a moment; the index of the first that does not. */
  before(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many lie at a moment or before it. */
  upTo(time: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How many lie in [from, to). */
  count(from: number, to: number): number {
    return this.before(to) - this.before(from);
  }

  /** The index of the one closest to a moment; -1 when there is none. */
  nearest(time: number): number {
    const next = this.before(time);
    if (next === 0) return this.length > 0 ? 0 : -1;
    if (next === this.length) return next - 1;
    return this.#times[next]! - time < time - this.#times[next - 1]! ? next : next - 1;
  }

  #grow(): void {
    const times = new Float64Array(this.#times.length * 2);
    const ids = new Int32Array(this.#ids.length * 2);
    times.set(this.#times);
    ids.set(this.#ids);
    this.#times = times;
    this.#ids = ids;
  }
}
