import type { Micros, Sim } from '../sim/index.ts';

interface Entry {
  delay: Micros;
  lastUpdate: Micros;
}

/**
 * client-go/util/flowcontrol/backoff.go: a delay per key that doubles from `initial` to `max`, and that is forgotten
 * when nothing has happened for twice `max`.
 *
 * Worked example with 10 s and 300 s: next() thrice gives 10 s, 20 s, 40 s; eleven minutes later it gives 10 s again.
 */
export class Backoff {
  readonly #sim: Sim;
  readonly #initial: Micros;
  readonly #max: Micros;
  readonly #entries = new Map<string, Entry>();

  constructor(sim: Sim, initial: Micros, max: Micros) {
    this.#sim = sim;
    this.#initial = initial;
    this.#max = max;
  }

  get(key: string): Micros {
    return this.#entries.get(key)?.delay ?? 0;
  }

  /** Moves to the next delay, for something that happened at `event`. */
  next(key: string, event: Micros): void {
    const entry = this.#entries.get(key);
    if (!entry || this.#expired(event, entry)) {
      this.#entries.set(key, { delay: this.#initial, lastUpdate: this.#sim.now });
      return;
    }
    entry.delay = Math.min(entry.delay * 2, this.#max);
    entry.lastUpdate = this.#sim.now;
  }

  /** How much longer to wait after an event; 0: it is time. */
  remaining(key: string, event: Micros): Micros {
    const entry = this.#entries.get(key);
    if (!entry || this.#expired(event, entry)) return 0;
    return Math.max(0, entry.delay - (this.#sim.now - event));
  }

  /** How much longer to wait after the last `next`. */
  remainingSinceUpdate(key: string): Micros {
    const entry = this.#entries.get(key);
    if (!entry || this.#expired(this.#sim.now, entry)) return 0;
    return Math.max(0, entry.delay - (this.#sim.now - entry.lastUpdate));
  }

  forget(prefix: string): void {
    if (this.#entries.size === 0) return;
    for (const key of [...this.#entries.keys()]) if (key.startsWith(prefix)) this.#entries.delete(key);
  }

  #expired(event: Micros, entry: Entry): boolean {
    return event - entry.lastUpdate > 2 * this.#max;
  }
}
