import type { NodeInfo } from '../../cache/node-info.ts';
import { countOn, type PodClasses } from '../../cache/pod-class.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { StateData } from '../../framework/cycle-state.ts';
import { requiredNodeAffinity } from '../../../api/node/node-selector.ts';
import { hasAllTopologyKeys, includesNode, type Constraint } from './constraints.ts';

/** How many matching pods each domain of each constraint has (plugins/podtopologyspread/filtering.go, preFilterState). */
export class SpreadFilterState implements StateData {
  constructor(
    readonly constraints: readonly Constraint[],
    /** By constraint, then by the topology label's value. */
    readonly matches: readonly Map<string, number>[],
  ) {}

  clone(): SpreadFilterState {
    return new SpreadFilterState(
      this.constraints,
      this.matches.map((counts) => new Map(counts)),
    );
  }

  /** The domain that has fewest; 0 while there are fewer domains than asked for. */
  least(index: number): number {
    const counts = this.matches[index]!;
    if (counts.size < this.constraints[index]!.minDomains) return 0;
    let least = Infinity;
    for (const count of counts.values()) if (count < least) least = count;
    return least;
  }
}

export function countDomains(
  constraints: readonly Constraint[],
  pod: PodInfo,
  nodes: readonly NodeInfo[],
  classes: PodClasses,
): SpreadFilterState {
  const required = requiredNodeAffinity(pod.pod);
  const matching = constraints.map(({ selector }) => classes.matching(pod.podClass.namespace, selector));
  const matches = constraints.map(() => new Map<string, number>());
  for (const node of nodes) {
    // Pods on nodes that lack one of the labels count for none of the constraints.
    if (!hasAllTopologyKeys(constraints, node)) continue;
    constraints.forEach((constraint, i) => {
      if (!includesNode(constraint, pod.pod, node, required)) return;
      const value = node.topologyValue(constraint.topologyKey) ?? '';
      matches[i]!.set(value, (matches[i]!.get(value) ?? 0) + countOn(matching[i]!, node));
    });
  }
  return new SpreadFilterState(constraints, matches);
}

/** Adds (1) or takes away (-1) one pod in thought, as preemption does. */
export function updateDomains(
  state: SpreadFilterState,
  pod: PodInfo,
  changed: PodInfo,
  node: NodeInfo,
  delta: 1 | -1,
): void {
  const { constraints, matches } = state;
  if (changed.podClass.namespace !== pod.podClass.namespace || changed.podClass.terminating) return;
  if (!hasAllTopologyKeys(constraints, node)) return;
  const required = requiredNodeAffinity(pod.pod);
  constraints.forEach((constraint, i) => {
    if (!constraint.selector.matches(changed.podClass.labels)) return;
    if (!includesNode(constraint, pod.pod, node, required)) return;
    const value = node.topologyValue(constraint.topologyKey) ?? '';
    matches[i]!.set(value, (matches[i]!.get(value) ?? 0) + delta);
  });
}
