import type { ApiObject } from '../../apimachinery/index.ts';
import type { ClusterEvent } from '../framework/events.ts';

/** Something that happened, with the object before and after. */
export interface ReceivedEvent {
  readonly event: ClusterEvent;
  readonly before: ApiObject | undefined;
  readonly after: ApiObject | undefined;
}

/**
 * What has happened while pods were being scheduled. A pod that turns out not to fit may have missed, while it was looked at,
 * the very event that makes it fit (backend/queue/active_queue.go, inFlightEvents).
 */
export class InFlightPods {
  #events: ReceivedEvent[] = [];
  /** Where in the list each pod came in. */
  readonly #since = new Map<string, number>();

  start(uid: string): void {
    this.#since.set(uid, this.#events.length);
  }

  has(uid: string): boolean {
    return this.#since.has(uid);
  }

  record(event: ReceivedEvent): void {
    if (this.#since.size > 0) this.#events.push(event);
  }

  /** The events since the pod came in; it is in flight no longer. */
  done(uid: string): readonly ReceivedEvent[] {
    const since = this.#since.get(uid);
    if (since === undefined) return [];
    this.#since.delete(uid);
    const missed = since < this.#events.length ? this.#events.slice(since) : [];
    if (this.#since.size === 0) this.#events = [];
    return missed;
  }
}
