import type { PodSandbox, RuntimeContainer } from '../cri-api/index.ts';
import { Waiter, sleep, type Micros, type Task } from '../sim/index.ts';
import { PLEG_RELIST_PERIOD } from './config.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from './cri-client.ts';
import { NO_RUNTIME_STATUS, type RuntimePodStatus } from './runtime-status.ts';

/** Called for each pod of which the runtime has something else than at the last relist. */
export type OnPodChange = (uid: string, status: RuntimePodStatus, old: RuntimePodStatus) => void;

/**
 * The pod lifecycle event generator: once a second it lists what the runtime has and tells what changed (pkg/kubelet/pleg).
 * A relist of which the answer is known beforehand is skipped, so a node where nothing happens costs nothing; the
 * second's phase stays.
 */
export class Pleg {
  readonly #context: KubeletContext;
  readonly #onChange: OnPodChange;
  #pods = new Map<string, RuntimePodStatus>();
  #waiters: Waiter<void>[] = [];
  #wake: Waiter<void> | undefined;
  #wanted = true;
  #seen = -1;
  /** When the last relist that succeeded began; -1: none has. */
  relistedAt: Micros = -1;

  constructor(context: KubeletContext, onChange: OnPodChange) {
    this.#context = context;
    this.#onChange = onChange;
  }

  start(): void {
    this.#context.process.go('pleg', this.#run());
  }

  get(uid: string): RuntimePodStatus {
    return this.#pods.get(uid) ?? NO_RUNTIME_STATUS;
  }

  uids(): readonly string[] {
    return [...this.#pods.keys()];
  }

  /** Waits for a relist that began after `time`: the cache's GetNewerThan. */
  *waitNewerThan(time: Micros): Task {
    while (this.relistedAt <= time) {
      const waiter = new Waiter<void>(this.#context.sim);
      this.#waiters.push(waiter);
      this.request();
      yield* waiter.wait();
    }
  }

  /** Asks for a relist at the next second though nothing has rung. */
  request(): void {
    this.#wanted = true;
    this.#wake?.settle();
  }

  *#run(): Task {
    const { sim, config } = this.#context;
    const { activity } = config;
    const phase = sim.now;
    for (;;) {
      if (!this.#wanted && activity.version === this.#seen) {
        const wake = new Waiter<void>(sim);
        this.#wake = wake;
        activity.once(() => wake.settle());
        yield* wake.wait();
      }
      const ticks = Math.max(1, Math.ceil((sim.now - phase) / PLEG_RELIST_PERIOD));
      const next = phase + ticks * PLEG_RELIST_PERIOD;
      if (next > sim.now && this.relistedAt >= 0) yield* sleep(sim, next - sim.now);
      sim.cause = 0;
      yield* this.#relist();
    }
  }

  *#relist(): Task {
    const { sim, cri, config } = this.#context;
    const began = sim.now;
    const version = config.activity.version;
    this.#wanted = false;
    try {
      const { sandboxes, containers } = yield* cri.call('ListContainers', {});
      this.#seen = version;
      this.relistedAt = began;
      this.#update(sandboxes, containers);
      for (const waiter of this.#waiters.splice(0)) waiter.settle();
    } catch (error) {
      if (!(error instanceof CriError)) throw error;
      this.#wanted = true;
      yield* sleep(sim, PLEG_RELIST_PERIOD);
    }
  }

  #update(sandboxes: readonly PodSandbox[], containers: readonly RuntimeContainer[]): void {
    const found = new Map<string, { sandboxes: PodSandbox[]; containers: RuntimeContainer[] }>();
    const of = (uid: string) => {
      let entry = found.get(uid);
      if (!entry) found.set(uid, (entry = { sandboxes: [], containers: [] }));
      return entry;
    };
    // The runtime lists oldest first; what is newest matters most.
    for (let i = sandboxes.length - 1; i >= 0; i--) of(sandboxes[i]!.pod.uid).sandboxes.push(sandboxes[i]!);
    for (let i = containers.length - 1; i >= 0; i--) of(containers[i]!.podUid).containers.push(containers[i]!);
    const old = this.#pods;
    const next = new Map<string, RuntimePodStatus>();
    const changed: string[] = [];
    for (const [uid, status] of found) {
      const before = old.get(uid);
      const same =
        before && sameList(before.sandboxes, status.sandboxes) && sameList(before.containers, status.containers);
      next.set(uid, same ? before : status);
      if (!same) changed.push(uid);
    }
    for (const uid of old.keys()) if (!found.has(uid)) changed.push(uid);
    this.#pods = next;
    for (const uid of changed) this.#onChange(uid, this.get(uid), old.get(uid) ?? NO_RUNTIME_STATUS);
  }
}

function sameList<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((one, i) => one === b[i]);
}
