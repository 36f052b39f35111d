import type { Micros } from '../sim/index.ts';

interface Entry {
  delay: Micros;
  updated: Micros;
}

/** A delay per key that doubles with each turn and is forgotten after twice the longest. client-go/util/flowcontrol/backoff.go */
export class Backoff {
  readonly #entries = new Map<string, Entry>();

  constructor(
    readonly first: Micros,
    readonly longest: Micros,
  ) {}

  /** How much of the delay is left since the last turn; 0: none. */
  remaining(key: string, now: Micros): Micros {
    const entry = this.#entries.get(key);
    if (!entry || now - entry.updated > 2 * this.longest) return 0;
    return Math.max(0, entry.delay - (now - entry.updated));
  }

  get(key: string): Micros {
    return this.#entries.get(key)?.delay ?? 0;
  }

  next(key: string, now: Micros): void {
    const entry = this.#entries.get(key);
    if (!entry || now - entry.updated > 2 * this.longest) {
      this.#entries.set(key, { delay: this.first, updated: now });
      return;
    }
    entry.delay = Math.min(entry.delay * 2, this.longest);
    entry.updated = now;
  }

  /** Forgets what nobody has asked about for long. */
  collect(now: Micros): void {
    for (const [key, { updated }] of this.#entries) if (now - updated > 2 * this.longest) this.#entries.delete(key);
  }
}
