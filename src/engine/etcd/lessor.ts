import type { KeyValue } from './rpc.ts';

export interface Lease {
  readonly id: number;
  /** Seconds. */
  readonly ttl: number;
  /** The keys that were put under it. Those that have since been put under another, or deleted, no longer go with it. */
  readonly keys: Set<string>;
  /** How often it has been granted or kept alive: an expiry set before the last time is void. */
  term: number;
}

/** Which keys live how long. server/lease/lessor.go */
export class Lessor {
  readonly leases = new Map<number, Lease>();
  #last = 0;

  grant(ttl: number): Lease {
    const lease: Lease = { id: ++this.#last, ttl, keys: new Set(), term: 0 };
    this.leases.set(lease.id, lease);
    return lease;
  }

  /** Takes notice of what was written: a put attaches its key to the lease it names. Whether it stays there, the key knows. */
  written(changes: readonly KeyValue[]): void {
    for (const { key, lease } of changes) if (lease !== 0) this.leases.get(lease)?.keys.add(key);
  }

  revoke(id: number): void {
    this.leases.delete(id);
  }
}
