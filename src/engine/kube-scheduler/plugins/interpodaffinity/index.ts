import type { Pod } from '../../../api/pod/types.ts';
import { termMatches, type AffinityTerm } from '../../cache/affinity-term.ts';
import type { Cache } from '../../cache/cache.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState } from '../../framework/cycle-state.ts';
import {
  ADD,
  DELETE,
  UPDATE_NODE_LABEL,
  UPDATE_POD_LABEL,
  type ClusterEventWithHint,
  type QueueingHint,
} from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { INTER_POD_AFFINITY } from '../names.ts';
import {
  countAffinity,
  satisfiesAffinity,
  satisfiesAntiAffinity,
  satisfiesExistingAntiAffinity,
  type AffinityFilterState,
  type NamespaceLabels,
} from './filtering.ts';
import { normalizePoints, preparePoints, type AffinityScoreState } from './scoring.ts';

const NO_AFFINITY_MATCH = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't match pod affinity rules"],
  INTER_POD_AFFINITY,
);
const ANTI_AFFINITY = new Status('Unschedulable', ["node(s) didn't match pod anti-affinity rules"], INTER_POD_AFFINITY);
const EXISTING_ANTI_AFFINITY = new Status(
  'Unschedulable',
  ["node(s) didn't satisfy existing pods anti-affinity rules"],
  INTER_POD_AFFINITY,
);

const FILTER_STATE = new StateKey<AffinityFilterState>();
const SCORE_STATE = new StateKey<AffinityScoreState>();

/** Pods that want to be near, or far from, each other (plugins/interpodaffinity/plugin.go). */
export class InterPodAffinity implements Plugin {
  readonly name = INTER_POD_AFFINITY;

  constructor(
    readonly cache: Cache,
    readonly namespaceLabels: NamespaceLabels,
  ) {}

  preFilter(state: CycleState, pod: PodInfo): Status | undefined {
    const counted = countAffinity(pod, this.cache.classes, this.namespaceLabels);
    if (counted === undefined) return SKIP;
    state.write(FILTER_STATE, counted);
    return undefined;
  }

  addPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void {
    state.read(FILTER_STATE)!.count(pod, added.podClass, node, 1);
  }

  removePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void {
    state.read(FILTER_STATE)!.count(pod, removed.podClass, node, -1);
  }

  filter(state: CycleState, pod: PodInfo, node: NodeInfo): Status | undefined {
    const counted = state.read(FILTER_STATE);
    if (counted === undefined) return undefined;
    if (!satisfiesAffinity(counted, pod, node)) return NO_AFFINITY_MATCH;
    if (!satisfiesAntiAffinity(counted, pod, node)) return ANTI_AFFINITY;
    if (!satisfiesExistingAntiAffinity(counted, node)) return EXISTING_ANTI_AFFINITY;
    return undefined;
  }

  preScore(state: CycleState, pod: PodInfo): Status | undefined {
    const points = preparePoints(pod, this.cache.classes, this.namespaceLabels);
    if (points === undefined) return SKIP;
    state.write(SCORE_STATE, points);
    return undefined;
  }

  score(state: CycleState, _pod: PodInfo, node: NodeInfo): number {
    return state.read(SCORE_STATE)!.points.sumFor(node.labels);
  }

  normalizeScore(_state: CycleState, _pod: PodInfo, _nodes: readonly NodeInfo[], scores: number[]): void {
    normalizePoints(scores);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      {
        resource: 'AssignedPod',
        actionType: ADD | DELETE | UPDATE_POD_LABEL,
        hint: (pod: PodInfo, before: Pod | undefined, after: Pod | undefined) =>
          this.#afterPodChange(pod, before, after),
      },
      { resource: 'UnscheduledPod', actionType: UPDATE_POD_LABEL },
      { resource: 'Node', actionType: ADD | UPDATE_NODE_LABEL },
    ];
  }

  /** A pod that is wanted near has come, or one that stood in the way has gone. */
  #afterPodChange(pod: PodInfo, before: Pod | undefined, after: Pod | undefined): QueueingHint {
    const { required, requiredAnti } = pod.podClass.affinity;
    if (after !== undefined && this.#anyMatches(required, after)) return 'Queue';
    if (before !== undefined && after === undefined) {
      if (this.#anyMatches(requiredAnti, before)) return 'Queue';
      const theirs = this.cache.classes.of(before).affinity.requiredAnti;
      return this.#anyMatches(theirs, pod.pod) ? 'Queue' : 'QueueSkip';
    }
    if (before !== undefined && after !== undefined && this.#anyMatches(requiredAnti, before)) return 'Queue';
    return 'QueueSkip';
  }

  #anyMatches(terms: readonly AffinityTerm[], { metadata }: Pod): boolean {
    const { namespace = '', labels } = metadata;
    return terms.some((term) => termMatches(term, namespace, labels, this.namespaceLabels(namespace)));
  }
}
