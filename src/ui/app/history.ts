/**
 * What was, and what is to come back: past and future around what is now. `a, b, c` pushed and one `back` is `b`, with `c`
 * ahead; a push then forgets `c`.
 */
export class History<T> {
  readonly #same: (a: T, b: T) => boolean;
  readonly #most: number;
  #past: T[] = [];
  #now: T | undefined;
  #ahead: T[] = [];

  constructor(same: (a: T, b: T) => boolean, most = 100) {
    this.#same = same;
    this.#most = most;
  }

  /** What is the same as now is no step, and takes its place. */
  push(next: T): void {
    if (this.#now !== undefined) {
      if (!this.#same(this.#now, next)) {
        this.#past.push(this.#now);
        if (this.#past.length > this.#most) this.#past.shift();
        this.#ahead = [];
      }
    }
    this.#now = next;
  }

  /** What was before, which is now; undefined at the beginning. */
  back(): T | undefined {
    return this.#go(this.#past, this.#ahead);
  }

  forward(): T | undefined {
    return this.#go(this.#ahead, this.#past);
  }

  clear(): void {
    this.#past = [];
    this.#ahead = [];
    this.#now = undefined;
  }

  #go(from: T[], to: T[]): T | undefined {
    const next = from.pop();
    if (next === undefined) return undefined;
    if (this.#now !== undefined) to.push(this.#now);
    this.#now = next;
    return next;
  }
}
