import type { AffinityTerm } from '../../cache/affinity-term.ts';
import type { PodClass, PodClasses } from '../../cache/pod-class.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { StateData } from '../../framework/cycle-state.ts';
import { MAX_NODE_SCORE } from '../../framework/interface.ts';
import { matchesPod, type NamespaceLabels } from './filtering.ts';
import { TopologyCounts } from './topology-counts.ts';

/** InterPodAffinityArgs.hardPodAffinityWeight: what a placed pod's required affinity for the incoming one is worth. */
const HARD_POD_AFFINITY_WEIGHT = 1;

export class AffinityScoreState implements StateData {
  constructor(readonly points: TopologyCounts) {}
  clone(): StateData {
    return this;
  }
}

/** The points that one pod of `other` gives to its node's topology values, per unit of sign. */
function pointsOf(
  points: TopologyCounts,
  terms: readonly AffinityTerm[],
  matched: PodClass,
  sign: 1 | -1,
  other: PodClass,
  of: NamespaceLabels,
  weight?: number,
): void {
  for (const term of terms) {
    if (!matchesPod(term, matched, of)) continue;
    for (const [node, count] of other.counts) {
      points.add(term.topologyKey, node.labels, sign * (weight ?? term.weight) * count);
    }
  }
}

/** plugins/interpodaffinity/scoring.go, PreScore; undefined when nobody has a preference. */
export function preparePoints(pod: PodInfo, classes: PodClasses, of: NamespaceLabels): AffinityScoreState | undefined {
  const { preferred, preferredAnti } = pod.podClass.affinity;
  const hasOwn = preferred.length + preferredAnti.length > 0;
  if (!hasOwn && classes.withAffinity.size === 0) return undefined;
  const points = new TopologyCounts();
  for (const other of hasOwn ? classes.all() : classes.withAffinity) {
    pointsOf(points, preferred, other, 1, other, of);
    pointsOf(points, preferredAnti, other, -1, other, of);
    const theirs = other.affinity;
    pointsOf(points, theirs.required, pod.podClass, 1, other, of, HARD_POD_AFFINITY_WEIGHT);
    pointsOf(points, theirs.preferred, pod.podClass, 1, other, of);
    pointsOf(points, theirs.preferredAnti, pod.podClass, -1, other, of);
  }
  return points.size === 0 ? undefined : new AffinityScoreState(points);
}

/** The worst gets 0, the best 100. */
export function normalizePoints(scores: number[]): void {
  let min = Infinity;
  let max = -Infinity;
  for (const score of scores) {
    if (score < min) min = score;
    if (score > max) max = score;
  }
  const span = max - min;
  for (let i = 0; i < scores.length; i++) {
    scores[i] = span > 0 ? Math.trunc((MAX_NODE_SCORE * ((scores[i] as number) - min)) / span) : 0;
  }
}
