import { keyOf, type ApiObject } from '../apimachinery/index.ts';
import type { Indexer } from '../client-go/index.ts';
import { SECOND, type Micros } from '../sim/index.ts';

/** After so long a write that the cache does not show is taken to have been undone unseen. */
const FORGOTTEN_AFTER: Micros = 30 * SECOND;
/** When to look again, should the event that is waited for not come. */
export const CATCH_UP_CHECK: Micros = SECOND;

interface Write {
  readonly group: string;
  readonly version: number;
  readonly at: Micros;
}

/**
 * The newest versions that a controller itself wrote: while the cache is behind them, a reconcile would plan on a world that is
 * already past, and be refused with a conflict. Upstream's stale controller mitigation (KEP 5647) and staleEndpointsTracker.
 */
export class OwnWrites<T extends ApiObject> {
  readonly #writes = new Map<string, Write>();

  constructor(readonly store: Indexer<T>) {}

  /** Remembers a stored result on behalf of a reconcile's key. */
  note(group: string, object: T, now: Micros): void {
    const version = Number(object.metadata.resourceVersion);
    this.#writes.set(keyOf(object), { group, version, at: now });
  }

  forget(object: T): void {
    this.#writes.delete(keyOf(object));
  }

  /** Whether the cache still has to catch up with something that was written for the group. */
  behind(group: string, now: Micros): boolean {
    let behind = false;
    for (const [key, write] of this.#writes) {
      const cached = this.store.get(key);
      const seen = cached !== undefined && Number(cached.metadata.resourceVersion) >= write.version;
      if (seen || now - write.at > FORGOTTEN_AFTER) this.#writes.delete(key);
      else if (write.group === group) behind = true;
    }
    return behind;
  }
}
