/** What is read aloud, and how many sentences were left out since what was read before. */
export interface Announcement {
  readonly text: string;
  readonly skipped: number;
}

/**
 * Sentences for those who listen: no more than one in so long, the newest first, what was passed over counted. Without it a
 * screen reader would still be telling of a pod's birth when the pod is long gone.
 */
export class Announcer {
  #last = -Infinity;
  #waiting: string | undefined;
  #skipped = 0;

  constructor(readonly intervalMs: number) {}

  /** Takes in what has just been shown. */
  offer(text: string): void {
    if (text === this.#waiting) return;
    if (this.#waiting !== undefined) this.#skipped++;
    this.#waiting = text;
  }

  /** What is to be read now; undefined: nothing yet. */
  next(now: number): Announcement | undefined {
    if (this.#waiting === undefined || now - this.#last < this.intervalMs) return undefined;
    const announcement = { text: this.#waiting, skipped: this.#skipped };
    this.#waiting = undefined;
    this.#skipped = 0;
    this.#last = now;
    return announcement;
  }

  /** How long until there may be something; undefined: nothing waits. */
  waitMs(now: number): number | undefined {
    return this.#waiting === undefined ? undefined : Math.max(0, this.#last + this.intervalMs - now);
  }
}
