import type { Task } from '../../sim/index.ts';
import type { NodeInfo } from '../cache/node-info.ts';
import type { PodInfo } from '../cache/pod-info.ts';
import type { QueuedPodInfo } from '../queue/queued-pod-info.ts';
import type { CycleState } from './cycle-state.ts';
import type { ClusterEventWithHint } from './events.ts';
import type { NodeToStatus } from './node-to-status.ts';
import type { Status } from './status.ts';

/** pkg/scheduler/framework/interface.go: the extension points, in the order in which a pod meets them. */
export const MAX_NODE_SCORE = 100;

export interface EnqueueExtensions {
  /** What may make a pod schedulable that this plugin has rejected. */
  eventsToRegister(): readonly ClusterEventWithHint[];
}

export interface PreEnqueuePlugin {
  /** A status keeps the pod out of the active queue. */
  preEnqueue(pod: PodInfo): Status | undefined;
}

export interface QueueSortPlugin {
  less(a: QueuedPodInfo, b: QueuedPodInfo): boolean;
}

/** The only nodes worth looking at; a plugin that has no opinion answers undefined. */
export interface PreFilterResult {
  readonly nodeNames: ReadonlySet<string>;
}

export interface PreFilterPlugin {
  preFilter(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): PreFilterResult | Status | undefined;
}

/** Keeps a plugin's PreFilter state true while preemption adds and removes pods in thought. */
export interface PreFilterExtensions {
  addPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void;
  removePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void;
}

export interface FilterPlugin {
  filter(state: CycleState, pod: PodInfo, node: NodeInfo): Status | undefined;
}

export interface PostFilterResult {
  /** '' takes an older nomination back; undefined leaves it. */
  readonly nominatedNodeName: string | undefined;
  readonly status: Status | undefined;
  /** What is to be done, once the cycle is over, by a goroutine of its own. */
  readonly act?: Task;
  /** Facts for the trace. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export interface PostFilterPlugin {
  postFilter(state: CycleState, pod: PodInfo, filtered: NodeToStatus): PostFilterResult;
}

export interface PreScorePlugin {
  preScore(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): Status | undefined;
}

export interface ScorePlugin {
  score(state: CycleState, pod: PodInfo, node: NodeInfo): number;
}

export interface ScoreExtensions {
  /** Brings `scores`, in the order of `nodes`, to 0 … 100, in place. */
  normalizeScore(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[], scores: number[]): void;
}

export interface ReservePlugin {
  reserve(state: CycleState, pod: PodInfo, nodeName: string): Status | undefined;
  unreserve(state: CycleState, pod: PodInfo, nodeName: string): void;
}

export interface PermitPlugin {
  permit(state: CycleState, pod: PodInfo, nodeName: string): Status | undefined;
}

export interface PreBindPlugin {
  preBind(state: CycleState, pod: PodInfo, nodeName: string): Task<Status | undefined>;
}

export interface BindPlugin {
  /** Skip leaves it to the next one. */
  bind(state: CycleState, pod: PodInfo, nodeName: string): Task<Status | undefined>;
}

export interface PostBindPlugin {
  postBind(state: CycleState, pod: PodInfo, nodeName: string): void;
}

/** A plugin stands at as many extension points as it has methods. */
export interface Plugin
  extends
    Partial<EnqueueExtensions>,
    Partial<PreEnqueuePlugin>,
    Partial<QueueSortPlugin>,
    Partial<PreFilterPlugin>,
    Partial<PreFilterExtensions>,
    Partial<FilterPlugin>,
    Partial<PostFilterPlugin>,
    Partial<PreScorePlugin>,
    Partial<ScorePlugin>,
    Partial<ScoreExtensions>,
    Partial<ReservePlugin>,
    Partial<PermitPlugin>,
    Partial<PreBindPlugin>,
    Partial<BindPlugin>,
    Partial<PostBindPlugin> {
  readonly name: string;
}
