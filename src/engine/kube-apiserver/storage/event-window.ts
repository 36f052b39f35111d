import type { ApiObject } from '../../apimachinery/index.ts';
import type { WatchEvent } from '../../client-go/request.ts';
import { SECOND, type Label, type Micros } from '../../sim/index.ts';

/** One change of one object, as the watch cache hands it to watchers. */
export interface CacheEvent {
  readonly revision: number;
  readonly at: Micros;
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: ApiObject;
  readonly old: ApiObject | undefined;
  /** What watchers are sent, one object for all of them, made when it is first sent: nobody may be watching. */
  sent: WatchEvent | undefined;
  /** Its label, made when it is first sent. */
  label: Label | undefined;
}

/** watch_cache.go: bounds of the window, and how long an event is worth keeping beyond the lower one. */
const LOWER_BOUND = 100;
const UPPER_BOUND = 100 * 1024;
const FRESH: Micros = 75 * SECOND;

/** The newest events of a resource, from which a watch may go on. apiserver/pkg/storage/cacher/watch_cache.go */
export class EventWindow {
  #events: CacheEvent[] = [];
  #head = 0;
  /** Every event after this revision is here. */
  oldest = 0;

  clear(revision: number): void {
    this.#events = [];
    this.#head = 0;
    this.oldest = revision;
  }

  push(event: CacheEvent): void {
    const events = this.#events;
    events.push(event);
    for (let size = events.length - this.#head; size > LOWER_BOUND; size--) {
      const first = events[this.#head]!;
      if (size <= UPPER_BOUND && event.at - first.at < FRESH) break;
      this.#head++;
      this.oldest = events[this.#head]!.revision - 1;
    }
    if (this.#head > 1024 && this.#head * 2 > events.length) {
      this.#events = events.slice(this.#head);
      this.#head = 0;
    }
  }

  /** Events after `revision`, oldest first. */
  since(revision: number): CacheEvent[] {
    let low = this.#head;
    let high = this.#events.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#events[middle]!.revision <= revision) low = middle + 1;
      else high = middle;
    }
    return this.#events.slice(low);
  }
}
