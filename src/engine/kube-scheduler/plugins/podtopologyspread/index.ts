import type { Pod } from '../../../api/pod/types.ts';
import type { Cache } from '../../cache/cache.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import { StateKey, type CycleState } from '../../framework/cycle-state.ts';
import {
  ADD,
  DELETE,
  UPDATE_NODE_LABEL,
  UPDATE_NODE_TAINT,
  UPDATE_POD_LABEL,
  type ClusterEventWithHint,
  type QueueingHint,
} from '../../framework/events.ts';
import type { Plugin } from '../../framework/interface.ts';
import { SKIP, Status } from '../../framework/status.ts';
import { POD_TOPOLOGY_SPREAD } from '../names.ts';
import { constraintsOf, defaultConstraints } from './constraints.ts';
import { DefaultSelectors, type WorkloadLister } from './default-selector.ts';
import { countDomains, updateDomains, type SpreadFilterState } from './filtering.ts';
import { prepareScores, type SpreadScoreState } from './scoring.ts';

const TOO_SKEWED = new Status(
  'Unschedulable',
  ["node(s) didn't match pod topology spread constraints"],
  POD_TOPOLOGY_SPREAD,
);
const LABEL_MISSING = new Status(
  'UnschedulableAndUnresolvable',
  ["node(s) didn't match pod topology spread constraints (missing required label)"],
  POD_TOPOLOGY_SPREAD,
);

const FILTER_STATE = new StateKey<SpreadFilterState>();
const SCORE_STATE = new StateKey<SpreadScoreState>();

/** Spreads the pods of a workload over hosts, zones, or what its constraints name (plugins/podtopologyspread/plugin.go). */
export class PodTopologySpread implements Plugin {
  readonly name = POD_TOPOLOGY_SPREAD;
  readonly #selectors: DefaultSelectors;

  constructor(
    readonly cache: Cache,
    lister: WorkloadLister,
  ) {
    this.#selectors = new DefaultSelectors(lister);
  }

  preFilter(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): Status | undefined {
    // The system's defaults are all ScheduleAnyway, so only the pod's own constraints can turn a node down.
    const constraints = constraintsOf(pod.pod, 'DoNotSchedule');
    if (constraints.length === 0) return SKIP;
    state.write(FILTER_STATE, countDomains(constraints, pod, nodes, this.cache.classes));
    return undefined;
  }

  addPod(state: CycleState, pod: PodInfo, added: PodInfo, node: NodeInfo): void {
    updateDomains(state.read(FILTER_STATE)!, pod, added, node, 1);
  }

  removePod(state: CycleState, pod: PodInfo, removed: PodInfo, node: NodeInfo): void {
    updateDomains(state.read(FILTER_STATE)!, pod, removed, node, -1);
  }

  filter(state: CycleState, { podClass }: PodInfo, node: NodeInfo): Status | undefined {
    const spread = state.read(FILTER_STATE);
    if (spread === undefined) return undefined;
    for (let i = 0; i < spread.constraints.length; i++) {
      const { topologyKey, selector, maxSkew } = spread.constraints[i]!;
      const value = node.topologyValue(topologyKey);
      if (value === undefined) return LABEL_MISSING;
      const self = selector.matches(podClass.labels) ? 1 : 0;
      const skew = (spread.matches[i]!.get(value) ?? 0) + self - spread.least(i);
      if (skew > maxSkew) return TOO_SKEWED;
    }
    return undefined;
  }

  preScore(state: CycleState, pod: PodInfo, nodes: readonly NodeInfo[]): Status | undefined {
    const own = pod.pod.spec.topologySpreadConstraints;
    const hasOwn = own !== undefined && own.length > 0;
    const constraints = hasOwn ? constraintsOf(pod.pod, 'ScheduleAnyway') : defaultConstraints(this.#selectors.of(pod));
    if (constraints.length === 0) return SKIP;
    state.write(SCORE_STATE, prepareScores(constraints, pod, nodes, this.cache.classes, hasOwn));
    return undefined;
  }

  score(state: CycleState, _pod: PodInfo, node: NodeInfo): number {
    return state.read(SCORE_STATE)!.score(node);
  }

  normalizeScore(state: CycleState, _pod: PodInfo, nodes: readonly NodeInfo[], scores: number[]): void {
    state.read(SCORE_STATE)!.normalize(nodes, scores);
  }

  eventsToRegister(): readonly ClusterEventWithHint[] {
    return [
      { resource: 'AssignedPod', actionType: ADD | DELETE | UPDATE_POD_LABEL, hint: afterPodChange },
      { resource: 'UnscheduledPod', actionType: UPDATE_POD_LABEL },
      { resource: 'Node', actionType: ADD | DELETE | UPDATE_NODE_LABEL | UPDATE_NODE_TAINT },
    ];
  }
}

/** A pod of the same namespace that a constraint counts, or no longer counts. */
function afterPodChange(pod: PodInfo, before: Pod | undefined, after: Pod | undefined): QueueingHint {
  const changed = after ?? before;
  if (changed === undefined || changed.metadata.namespace !== pod.pod.metadata.namespace) return 'QueueSkip';
  const counted = constraintsOf(pod.pod, 'DoNotSchedule').some(
    ({ selector }) => selector.matches(before?.metadata.labels) || selector.matches(after?.metadata.labels),
  );
  return counted ? 'Queue' : 'QueueSkip';
}
