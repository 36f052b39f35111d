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

  *lease(ttl: number): Task<number> {
    const shared = this.#shared;
    const { sim } = this.#process;
    if (shared && shared.ttl === ttl && sim.now < shared.until && shared.objects < MAX_OBJECTS) {
      shared.objects++;
      return shared.id;
    }
    const { id } = yield* this.#etcd.leaseGrant(ttl + REUSE_SECONDS);
    this.#shared = { id, ttl, until: sim.now + REUSE_SECONDS * SECOND, objects: 1 };
    return id;
  }
}
