import type { Micros } from './time.ts';

/** Something that will happen, unless it is cancelled: then it lets go of what it held, and its heap drops it in time. */
export class Timer {
  cancelled = false;
  constructor(
    readonly heap: EventHeap,
    readonly time: Micros,
    readonly seq: number,
    public fire: (argument: unknown) => void,
    public argument: unknown,
  ) {}

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.fire = nothing;
    this.argument = undefined;
    this.heap.cancelled();
  }
}

function nothing(): void {}

/** Below this many, cancelled timers are not worth a clearing out. */
const FEW = 1024;

/**
 * A four-ary min-heap on (time, seq). Two timers of the same instant leave in the order in which they were set, which is
 * what makes a run repeatable.
 *
 * Worked example: push (5,#1) (3,#2) (5,#3); pop gives (3,#2), (5,#1), (5,#3).
 */
export class EventHeap {
  #items: Timer[] = [];
  #dead = 0;

  get size(): number {
    return this.#items.length;
  }

  peek(): Timer | undefined {
    return this.#items[0];
  }

  /** One of the timers was cancelled. When most are, they are cleared out: what leaves when does not change. */
  cancelled(): void {
    this.#dead++;
    if (this.#dead < FEW || this.#dead * 2 < this.#items.length) return;
    const living = this.#items.filter((timer) => !timer.cancelled);
    this.#items = [];
    this.#dead = 0;
    for (const timer of living) this.push(timer);
  }

  push(timer: Timer): void {
    const items = this.#items;
    let i = items.length;
    items.push(timer);
    while (i > 0) {
      const parent = (i - 1) >> 2;
      const above = items[parent]!;
      if (!before(timer, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = timer;
  }

  pop(): Timer | undefined {
    const items = this.#items;
    const top = items[0];
    if (top?.cancelled) this.#dead--;
    const last = items.pop();
    if (top === undefined || last === undefined || items.length === 0) return top;
    const n = items.length;
    let i = 0;
    for (;;) {
      const first = 4 * i + 1;
      if (first >= n) break;
      let least = first;
      const end = Math.min(first + 4, n);
      for (let c = first + 1; c < end; c++) if (before(items[c]!, items[least]!)) least = c;
      const child = items[least]!;
      if (!before(child, last)) break;
      items[i] = child;
      i = least;
    }
    items[i] = last;
    return top;
  }
}

function before(a: Timer, b: Timer): boolean {
  return a.time < b.time || (a.time === b.time && a.seq < b.seq);
}
