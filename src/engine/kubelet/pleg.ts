import type { PodSandbox, RuntimeContainer } from '../cri-api/index.ts';
import { Waiter, sleep, type Micros, type Task } from '../sim/index.ts';
import { PLEG_RELIST_PERIOD } from './config.ts';
import type { KubeletContext } from './context.ts';
import { CriError } from '../cri-api/index.ts';
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
  readonly #pods = new Map<string, RuntimePodStatus>();
  /** What the runtime answered last. */
  #sandboxes: readonly PodSandbox[] = [];
  #containers: readonly RuntimeContainer[] = [];
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

  isNewerThan(time: Micros): boolean {
    return this.relistedAt > time;
  }

  /** Waits for a relist that began after `time`: the cache's GetNewerThan. */
  *waitNewerThan(time: Micros): Task {
    while (!this.isNewerThan(time)) {
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

  /**
   * Only what changed is looked at pod by pod: a node has many pods of which few change in one second. Records are replaced,
   * never changed, and the runtime lists them oldest first, so the two lists are compared in one go.
   */
  #update(sandboxes: readonly PodSandbox[], containers: readonly RuntimeContainer[]): void {
    const changed = new Set<string>();
    compareLists(this.#sandboxes, sandboxes, (sandbox) => changed.add(sandbox.pod.uid));
    compareLists(this.#containers, containers, (container) => changed.add(container.podUid));
    const before = { sandboxes: this.#sandboxes, containers: this.#containers };
    this.#sandboxes = sandboxes;
    this.#containers = containers;
    if (changed.size === 0) return;
    const found = collect(changed, sandboxes, containers);
    // Pods of which nothing is left come last.
    for (const uid of collect(changed, before.sandboxes, before.containers).keys()) {
      if (!found.has(uid)) found.set(uid, NO_RUNTIME_STATUS);
    }
    const old = new Map<string, RuntimePodStatus>();
    for (const [uid, status] of found) {
      old.set(uid, this.get(uid));
      if (status === NO_RUNTIME_STATUS) this.#pods.delete(uid);
      else this.#pods.set(uid, status);
    }
    for (const [uid, status] of found) this.#onChange(uid, status, old.get(uid) ?? NO_RUNTIME_STATUS);
  }
}

/** What is only in one of two lists of records, which keep their order and may be replaced or go. */
function compareLists<T extends { readonly id: string }>(
  before: readonly T[],
  now: readonly T[],
  differs: (record: T) => void,
): void {
  let j = 0;
  for (const record of before) {
    const other = now[j];
    if (record === other) {
      j++;
      continue;
    }
    differs(record);
    if (other?.id === record.id) j++;
  }
  for (; j < now.length; j++) differs(now[j]!);
}

/** All records of some pods, what is newest first. The lists stay for as long as the pods, so they have no spare room. */
function collect(
  uids: ReadonlySet<string>,
  sandboxes: readonly PodSandbox[],
  containers: readonly RuntimeContainer[],
): Map<string, RuntimePodStatus> {
  const found = new Map<string, { sandboxes: readonly PodSandbox[]; containers: readonly RuntimeContainer[] }>();
  const of = (uid: string) => {
    let entry = found.get(uid);
    if (!entry) found.set(uid, (entry = { sandboxes: NONE, containers: NONE }));
    return entry;
  };
  for (let i = sandboxes.length - 1; i >= 0; i--) {
    const sandbox = sandboxes[i]!;
    if (!uids.has(sandbox.pod.uid)) continue;
    const entry = of(sandbox.pod.uid);
    entry.sandboxes = entry.sandboxes.concat(sandbox);
  }
  for (let i = containers.length - 1; i >= 0; i--) {
    const container = containers[i]!;
    if (!uids.has(container.podUid)) continue;
    const entry = of(container.podUid);
    entry.containers = entry.containers.concat(container);
  }
  return found;
}

const NONE: readonly never[] = [];
