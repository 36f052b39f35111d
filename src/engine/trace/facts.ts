import type { Exposition, Micros } from '../sim/index.ts';

/** A number at a moment, as /metrics would have it. NaN: whoever told it has died. */
export interface Sample {
  /** `kubelet@worker-1` */
  readonly process: string;
  /** Upstream's name where there is one: `workqueue_depth`, `node_cpu_usage_seconds_total`. */
  readonly metric: string;
  /** As they are written: `name="replicaset"`. */
  readonly labels: string;
  readonly at: Micros;
  readonly value: number;
}

/** What a process knew of one of its parts from a moment on, row by row; undefined: it has died. */
export interface FactVersion {
  readonly process: string;
  readonly part: FactPart;
  readonly at: Micros;
  readonly rows: readonly unknown[] | undefined;
}

/** A controller's queue (client-go/util/workqueue). */
export interface WorkQueueRow {
  readonly name: string;
  /** Keys that are ready, next first; at most MOST_ROWS of `depth`. */
  readonly ready: readonly string[];
  readonly depth: number;
  readonly processing: readonly string[];
  /** Keys that come back later: after a back-off, or because somebody asked for then. */
  readonly waiting: readonly { readonly key: string; readonly due: Micros; readonly retries: number }[];
  readonly adds: number;
  readonly retries: number;
}

/** A pod in the scheduler's queue. */
export interface QueuedPodRow {
  readonly pod: string;
  readonly queue: 'active' | 'backoff' | 'unschedulable' | 'gated';
  readonly attempts: number;
  readonly since: Micros;
  /** When its back-off ends; undefined: it has none. */
  readonly due: Micros | undefined;
  /** Who turned it away. */
  readonly plugins: readonly string[];
}

/** One resource's watch cache in the API server, and who hangs on it. */
export interface WatchCacheRow {
  readonly resource: string;
  readonly revision: number;
  readonly objects: number;
  readonly watchers: number;
  /** By process, how many watches each has. */
  readonly by: readonly { readonly process: string; readonly count: number }[];
}

/** What an etcd member says of itself: `etcdctl endpoint status`. */
export interface StoreRow {
  readonly revision: number;
  readonly compactRevision: number;
  readonly keys: number;
  readonly leases: number;
  readonly isLeader: boolean;
  readonly raftTerm: number;
}

/** A pod that the kubelet works on. */
export interface PodWorkerRow {
  readonly pod: string;
  readonly state: 'sync' | 'terminating' | 'terminated' | 'finished';
  readonly working: boolean;
  readonly mounted: boolean;
  readonly volumes: number;
  /** Containers that could not be started, with the reason. */
  readonly failures: readonly { readonly container: string; readonly reason: string }[];
}

export interface ProbeRow {
  readonly pod: string;
  readonly container: string;
  readonly kind: 'liveness' | 'readiness' | 'startup';
  /** The verdict that holds; undefined: none yet. */
  readonly result: boolean | undefined;
  /** The last answer, which alone turns no verdict. */
  readonly last: boolean | undefined;
  readonly lastAt: Micros | undefined;
  readonly nextAt: Micros | undefined;
}

export interface ImageRow {
  readonly name: string;
  readonly size: number;
  readonly layers: readonly { readonly digest: string; readonly size: number; readonly name: string }[];
}

export interface PullRow {
  readonly image: string;
  readonly bytes: number;
  /** Of layers that were not on the disk. */
  readonly total: number;
}

export interface ContainerRow {
  readonly id: string;
  readonly pod: string;
  readonly name: string;
  readonly image: string;
  readonly state: 'CONTAINER_CREATED' | 'CONTAINER_RUNNING' | 'CONTAINER_EXITED';
  readonly attempt: number;
  readonly exitCode: number;
  readonly reason: string;
  readonly startedAt: Micros;
  readonly finishedAt: Micros;
  readonly processes: readonly { readonly pid: number; readonly command: string }[];
}

export interface SandboxRow {
  readonly pod: string;
  readonly ip: string;
  readonly hostNetwork: boolean;
  readonly ready: boolean;
}

/** A rule that kube-proxy wrote: an address, and where connections to it go. */
export interface RuleRow {
  /** `default/web:http` */
  readonly service: string;
  /** `10.96.0.10:80/TCP`, or `30080/TCP` for a port of the node. */
  readonly address: string;
  readonly nodePort: boolean;
  readonly endpoints: readonly { readonly ip: string; readonly port: number; readonly node: string }[];
}

/** What each part's rows are. */
export interface Facts {
  readonly workqueues: WorkQueueRow;
  readonly 'scheduling-queue': QueuedPodRow;
  readonly 'watch-caches': WatchCacheRow;
  readonly store: StoreRow;
  readonly 'pod-workers': PodWorkerRow;
  readonly probes: ProbeRow;
  readonly images: ImageRow;
  readonly pulls: PullRow;
  readonly containers: ContainerRow;
  readonly sandboxes: SandboxRow;
  readonly rules: RuleRow;
}

export type FactPart = keyof Facts;

/** More rows than these nobody reads; the counts beside them are of all. */
export const MOST_ROWS = 100;

/** How a component offers a part of what it knows: `process.expose(factsOf('rules', () => …))`. */
export function factsOf<P extends FactPart>(part: P, rows: () => readonly Facts[P][]): Exposition {
  return { part, rows };
}
