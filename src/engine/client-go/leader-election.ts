import { StatusError, formatMicroTime, isNotFound, semanticDeepEqual } from '../apimachinery/index.ts';
import type { Lease, LeaseSpec } from '../api/lease/types.ts';
import { LEASES } from '../api/refs.ts';
import { NetworkError, SECOND, sleep, type Micros, type Random, type Task } from '../sim/index.ts';
import type { Client } from './client.ts';
import type { EventRecorder } from './event-recorder.ts';
import type { ResourceClient } from './resource-client.ts';

export interface LeaderElectionConfig {
  readonly client: Client;
  readonly recorder: EventRecorder;
  /** The Lease that the leader holds. */
  readonly namespace: string;
  readonly name: string;
  /** How long the others wait after the last sign of the leader; how long it tries to give one; how often. */
  readonly leaseDuration: Micros;
  readonly renewDeadline: Micros;
  readonly retryPeriod: Micros;
}

/** component-base/config/v1alpha1: what every component of the control plane has. */
export const LEADER_ELECTION_TIMES = {
  leaseDuration: 15 * SECOND,
  renewDeadline: 10 * SECOND,
  retryPeriod: 2 * SECOND,
} as const;

const JITTER = 1.2;

/**
 * Of several processes of one component, one at a time does the work: the one whose name is in the Lease. A candidate takes the
 * lease when it has not seen it renewed for the lease's duration, by its own clock. tools/leaderelection/leaderelection.go
 */
export class LeaderElector {
  readonly identity: string;
  readonly #leases: ResourceClient<Lease>;
  readonly #random: Random;
  #observed: LeaseSpec | undefined;
  #observedAt: Micros = 0;

  constructor(readonly config: LeaderElectionConfig) {
    const { process } = config.client;
    this.#random = process.sim.random(`leader election/${process.id}`);
    this.identity = `${process.host.name}_${uuid(this.#random)}`;
    this.#leases = config.client.resource<Lease>(LEASES);
  }

  get isLeader(): boolean {
    return this.#observed?.holderIdentity === this.identity;
  }

  /** Returns when this process is the leader. */
  *acquire(): Task {
    const { retryPeriod, recorder } = this.config;
    const { sim } = this.config.client.process;
    while (!(yield* this.#tryAcquireOrRenew())) {
      yield* sleep(sim, Math.floor(retryPeriod * (1 + JITTER * this.#random.float())));
    }
    recorder.event(this.#reference(), 'Normal', 'LeaderElection', `${this.identity} became leader`);
  }

  /** Returns when this process can no longer be sure that it is the leader: it has to stop. */
  *renew(): Task {
    const { retryPeriod, renewDeadline, recorder } = this.config;
    const { sim } = this.config.client.process;
    let deadline = sim.now + renewDeadline;
    while (sim.now < deadline) {
      if (yield* this.#tryAcquireOrRenew()) deadline = sim.now + retryPeriod + renewDeadline;
      yield* sleep(sim, retryPeriod);
    }
    recorder.event(this.#reference(), 'Normal', 'LeaderElection', `${this.identity} stopped leading`);
  }

  #reference(): Lease {
    const { namespace, name } = this.config;
    const metadata = { namespace, name, uid: '', resourceVersion: '', creationTimestamp: '' };
    return { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata, spec: {} };
  }

  *#tryAcquireOrRenew(): Task<boolean> {
    try {
      return yield* this.#attempt();
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      return false;
    }
  }

  *#attempt(): Task<boolean> {
    const { namespace, name, client, leaseDuration } = this.config;
    const { sim } = client.process;
    let lease: Lease;
    try {
      lease = yield* this.#leases.get(namespace, name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      const spec = this.#record(undefined);
      yield* this.#leases.create(namespace, {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        metadata: { name },
        spec,
      });
      this.#observe(spec);
      return true;
    }
    if (!semanticDeepEqual(this.#observed, lease.spec)) this.#observe(lease.spec);
    const held = Boolean(lease.spec.holderIdentity) && this.#observedAt + leaseDuration > sim.now;
    if (held && !this.isLeader) return false;
    const spec = this.#record(lease.spec);
    const stored = yield* this.#leases.update({ ...lease, spec });
    this.#observe(stored.spec);
    return true;
  }

  #observe(spec: LeaseSpec): void {
    this.#observed = spec;
    this.#observedAt = this.config.client.process.sim.now;
  }

  #record(old: LeaseSpec | undefined): LeaseSpec {
    const { client, leaseDuration } = this.config;
    const now = formatMicroTime(client.process.sim.wallClock());
    const same = old?.holderIdentity === this.identity;
    return {
      ...old,
      holderIdentity: this.identity,
      leaseDurationSeconds: Math.floor(leaseDuration / SECOND),
      acquireTime: same ? old.acquireTime : now,
      renewTime: now,
      leaseTransitions: same || !old ? (old?.leaseTransitions ?? 0) : (old.leaseTransitions ?? 0) + 1,
    };
  }
}

function uuid(random: Random): string {
  const hex = (digits: number): string =>
    random
      .int(16 ** digits)
      .toString(16)
      .padStart(digits, '0');
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${(8 + random.int(4)).toString(16)}${hex(3)}-${hex(6)}${hex(6)}`;
}

/** Runs `lead` once this process is the leader, and `lost` when it has ceased to be. RunOrDie */
export function* runLeaderElection(elector: LeaderElector, lead: () => void, lost: () => void): Task {
  yield* elector.acquire();
  lead();
  yield* elector.renew();
  lost();
}
