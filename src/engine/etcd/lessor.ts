import type { KeyValue } from './rpc.ts';

export interface Lease {
  readonly id: number;
  /** Seconds. */
  readonly ttl: number;
  /** The keys that go with it. */
  readonly keys: Set<string>;
  /** How often it has been granted or kept alive: an expiry set before the last time is void. */
  term: number;
}

/** Which keys live how long. server/lease/lessor.go */
export class Lessor {
  readonly leases = new Map<number, Lease>();
  /** Which lease each leased key is under. */
  readonly #leaseOf = new Map<string, number>();
  #last = 0;

  grant(ttl: number): Lease {
    const lease: Lease = { id: ++this.#last, ttl, keys: new Set(), term: 0 };
    this.leases.set(lease.id, lease);
    return lease;
  }

  /** Takes notice of what was written: a put attaches its key to the lease it names and to no other, a delete detaches it. */
  written(changes: readonly KeyValue[]): void {
    for (const { key, lease } of changes) {
      const before = this.#leaseOf.get(key);
      if (before === undefined && lease === 0) continue;
      if (before === lease) continue;
      if (before !== undefined) {
        this.leases.get(before)?.keys.delete(key);
        this.#leaseOf.delete(key);
      }
      if (lease !== 0) {
        this.leases.get(lease)?.keys.add(key);
        this.#leaseOf.set(key, lease);
      }
    }
  }

  revoke(id: number): void {
    this.leases.delete(id);
  }
}
