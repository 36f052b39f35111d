interface Alarm {
  readonly at: number;
  readonly fire: () => void;
}

/**
 * Moments of virtual time at which the page itself wants to do something: a command in the terminal sleeps until then. The
 * engine is not run past the next of them, so that at any speed a second's sleep is a second.
 */
export class Alarms {
  #set: Alarm[] = [];

  /** Calls `fire` when the cluster stands at `at` or later. Returns how to call it off. */
  add(at: number, fire: () => void): () => void {
    const alarm = { at, fire };
    this.#set.push(alarm);
    return () => {
      this.#set = this.#set.filter((other) => other !== alarm);
    };
  }

  /** The first moment after `now` at which somebody is to be called; Infinity when there is none. */
  next(now: number): number {
    let next = Infinity;
    for (const { at } of this.#set) if (at > now && at < next) next = at;
    return next;
  }

  /** The cluster stands at `now`. */
  ring(now: number): void {
    const due = this.#set.filter(({ at }) => at <= now);
    if (due.length === 0) return;
    this.#set = this.#set.filter(({ at }) => at > now);
    for (const { fire } of due.sort((a, b) => a.at - b.at)) fire();
  }
}
