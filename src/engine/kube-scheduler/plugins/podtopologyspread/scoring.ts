import type { NodeInfo } from '../../cache/node-info.ts';
import { countOn, type PodClass, type PodClasses } from '../../cache/pod-class.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { StateData } from '../../framework/cycle-state.ts';
import { MAX_NODE_SCORE } from '../../framework/interface.ts';
import { requiredNodeAffinity } from '../../../api/node/node-selector.ts';
import { HOSTNAME, hasAllTopologyKeys, includesNode, type Constraint } from './constraints.ts';

interface ScoredConstraint {
  readonly constraint: Constraint;
  readonly matching: readonly PodClass[];
  /** Matching pods by domain; not for hostname, where a look at the node is enough. */
  readonly counts: ReadonlyMap<string, number> | undefined;
  /** ln(domains + 2): so that a constraint with few domains weighs no less than one with many. */
  readonly weight: number;
}

/** plugins/podtopologyspread/scoring.go, preScoreState. */
export class SpreadScoreState implements StateData {
  constructor(
    readonly constraints: readonly ScoredConstraint[],
    /** Candidates that lack a label which the pod's own constraints name: they get 0. */
    readonly ignored: ReadonlySet<NodeInfo>,
  ) {}
  clone(): StateData {
    return this;
  }

  /** The more matching pods share the node's domains, the higher; normalizing turns it round. */
  score(node: NodeInfo): number {
    if (this.ignored.has(node)) return 0;
    let score = 0;
    for (let i = 0; i < this.constraints.length; i++) {
      const { constraint, matching, counts, weight } = this.constraints[i] as ScoredConstraint;
      const value = node.topologyValue(constraint.topologyKey);
      if (value === undefined) continue;
      const count = counts === undefined ? countOn(matching, node) : (counts.get(value) ?? 0);
      score += count * weight + (constraint.maxSkew - 1);
    }
    return Math.round(score);
  }

  normalize(nodes: readonly NodeInfo[], scores: number[]): void {
    let min = Infinity;
    let max = 0;
    for (let i = 0; i < scores.length; i++) {
      if (this.ignored.size > 0 && this.ignored.has(nodes[i] as NodeInfo)) continue;
      const score = scores[i] as number;
      if (score < min) min = score;
      if (score > max) max = score;
    }
    for (let i = 0; i < scores.length; i++) {
      if (this.ignored.size > 0 && this.ignored.has(nodes[i] as NodeInfo)) scores[i] = 0;
      else if (max === 0) scores[i] = MAX_NODE_SCORE;
      else scores[i] = Math.trunc((MAX_NODE_SCORE * (max + min - (scores[i] as number))) / max);
    }
  }
}

const NOTHING_IGNORED: ReadonlySet<NodeInfo> = new Set();

function ignoredNodes(constraints: readonly Constraint[], candidates: readonly NodeInfo[]): ReadonlySet<NodeInfo> {
  const ignored = candidates.filter((node) => !hasAllTopologyKeys(constraints, node));
  return ignored.length === 0 ? NOTHING_IGNORED : new Set(ignored);
}

function countByDomain(
  constraint: Constraint,
  matching: readonly PodClass[],
  pod: PodInfo,
  candidates: readonly NodeInfo[],
  ignored: ReadonlySet<NodeInfo>,
  countsNode: (node: NodeInfo) => boolean,
): Map<string, number> {
  const counts = new Map<string, number>();
  for (const node of candidates) {
    const value = node.topologyValue(constraint.topologyKey);
    if (value !== undefined && !ignored.has(node)) counts.set(value, 0);
  }
  if (counts.size === 0) return counts;
  const required = requiredNodeAffinity(pod.pod);
  for (const podClass of matching) {
    for (const [node, count] of podClass.counts) {
      const value = node.topologyValue(constraint.topologyKey);
      const known = value === undefined ? undefined : counts.get(value);
      if (value === undefined || known === undefined || !countsNode(node)) continue;
      if (includesNode(constraint, pod.pod, node, required)) counts.set(value, known + count);
    }
  }
  return counts;
}

/**
 * `requireAll`: only nodes with all the labels take part; not so for the system's defaults, which must work in clusters
 * without zones.
 */
export function prepareScores(
  constraints: readonly Constraint[],
  pod: PodInfo,
  candidates: readonly NodeInfo[],
  classes: PodClasses,
  requireAll: boolean,
): SpreadScoreState {
  const ignored = requireAll ? ignoredNodes(constraints, candidates) : NOTHING_IGNORED;
  const countsNode = (node: NodeInfo): boolean => !requireAll || hasAllTopologyKeys(constraints, node);
  // The system's defaults share one selector, so its pods are looked up once.
  let lastSelector: unknown;
  let matching: readonly PodClass[] = [];
  const scored = constraints.map((constraint): ScoredConstraint => {
    if (constraint.selector !== lastSelector) matching = classes.matching(pod.podClass.namespace, constraint.selector);
    lastSelector = constraint.selector;
    if (constraint.topologyKey === HOSTNAME) {
      const weight = Math.log(candidates.length - ignored.size + 2);
      return { constraint, matching, counts: undefined, weight };
    }
    const counts = countByDomain(constraint, matching, pod, candidates, ignored, countsNode);
    return { constraint, matching, counts, weight: Math.log(counts.size + 2) };
  });
  // A key that no candidate has gives nobody a point.
  return new SpreadScoreState(
    scored.filter(({ counts }) => counts === undefined || counts.size > 0),
    ignored,
  );
}
