import type { EtcdClient } from '../../etcd/index.ts';
import { SECOND, type Micros, type Process, type Task } from '../../sim/index.ts';

/** lease_manager.go: one lease is shared by what is written within a minute, and by no more than a thousand objects. */
const REUSE_SECONDS = 60;
const MAX_OBJECTS = 1000;

interface Shared {
  id: number;
  ttl: number;
  until: Micros;
  objects: number;
}

/** Leases for objects that expire, such as events. apiserver/pkg/storage/etcd3/lease_manager.go */
export class LeasePool {
  readonly #process: Process;
  readonly #etcd: EtcdClient;
  #shared: Shared | undefined;

  constructor(process: Process, etcd: EtcdClient) {
    this.#process = process;
    this.#etcd = etcd;
  }

  /** A lease that is at hand; undefined: one has to be granted first. */
  reuse(ttl: number): number | undefined {
    if (ttl === 0) return 0;
    const shared = this.#shared;
    if (!shared || shared.ttl !== ttl || this.#process.sim.now >= shared.until) return undefined;
    if (shared.objects >= MAX_OBJECTS) return undefined;
    shared.objects++;
    return shared.id;
  }

  *grant(ttl: number): Task<number> {
    const { sim } = this.#process;
    const { id } = yield* this.#etcd.leaseGrant(ttl + REUSE_SECONDS);
    this.#shared = { id, ttl, until: sim.now + REUSE_SECONDS * SECOND, objects: 1 };
    return id;
  }
}
