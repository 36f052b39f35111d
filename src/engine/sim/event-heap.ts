import type { Micros } from './time.ts';

/** Something that will happen. Cancelling only marks it: the heap drops it when its time comes. */
export class Timer {
  cancelled = false;
  constructor(
    readonly time: Micros,
    readonly seq: number,
    readonly fire: (argument: unknown) => void,
    readonly argument: unknown,
  ) {}

  cancel(): void {
    this.cancelled = true;
  }
}

/**
 * A four-ary min-heap on (time, seq). Two timers of the same instant leave in the order in which they were set, which is
 * what makes a run repeatable.
 *
 * Worked example: push (5,#1) (3,#2) (5,#3); pop gives (3,#2), (5,#1), (5,#3).
 */
export class EventHeap {
  readonly #items: Timer[] = [];

  get size(): number {
    return this.#items.length;
  }

  peek(): Timer | undefined {
    return this.#items[0];
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
