import type { Pod } from '../api/pod/types.ts';
import { keyOf } from '../apimachinery/index.ts';
import { Waiter, type Micros, type RecordId, type Sim, type Task } from '../sim/index.ts';
import type { PodWorkerRow } from '../trace/index.ts';
import type { StartFailure } from './status/container-statuses.ts';

/** Which of the three syncs a pod is due for; it only ever goes forward. */
export type PodWorkerState = 'sync' | 'terminating' | 'terminated' | 'finished';

/**
 * What this kubelet remembers of one pod (pkg/kubelet/pod_workers.go podSyncStatus). At most one goroutine at a time works
 * on it, and it exists only while there is work.
 */
export class PodWorker {
  pod: Pod;
  /** `namespace/name` */
  readonly key: string;
  state: PodWorkerState = 'sync';
  working = false;
  pending = false;
  cause: RecordId = 0;
  /** A pod that was turned away is never started. */
  rejected = false;
  /** Set when the last sync changed something at the runtime: the cache must be newer before the next. */
  touchedAt: Micros = -1;
  /** Seconds; how long its containers get to end. */
  gracePeriod: number | undefined;
  /** Why containers could not be started. */
  failures: Map<string, StartFailure> | undefined;
  /** Volumes are mounted. */
  mounted = false;
  mountAttempts = 0;
  /** Guards against timers that were set for an earlier sync. */
  timer = 0;
  #interrupt: Waiter<void> | undefined;

  constructor(pod: Pod) {
    this.pod = pod;
    this.key = keyOf(pod);
  }

  /** Waits, but not on when the pod is asked to go. */
  *pause(sim: Sim, time: Micros): Task {
    if (this.state !== 'sync') return;
    const waiter = new Waiter<void>(sim);
    this.#interrupt = waiter;
    const timer = sim.after(time, (w: Waiter<void>) => w.settle(), waiter);
    yield* waiter.wait();
    timer.cancel();
    this.#interrupt = undefined;
  }

  interrupt(): void {
    this.#interrupt?.settle();
  }
}

/** What an observer is told of it. */
export function rowOf({ key, state, working, mounted, pod, failures }: PodWorker): PodWorkerRow {
  return {
    pod: key,
    state,
    working,
    mounted,
    volumes: pod.spec.volumes?.length ?? 0,
    failures: [...(failures ?? [])].map(([container, { reason }]) => ({ container, reason })),
  };
}
