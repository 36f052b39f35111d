import type { Pod, TopologySpreadConstraint } from '../../../api/pod/types.ts';
import type { LabelSelector } from '../../../apimachinery/index.ts';
import { labelSelectorAsSelector, Requirement, type LabelSet } from '../../../apimachinery/index.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import { affinityMatchesNode, type RequiredNodeAffinity } from '../../../api/node/node-selector.ts';
import { findUntoleratedTaint } from '../../../api/pod/tolerates.ts';

export const HOSTNAME = 'kubernetes.io/hostname';

/** A constraint made ready for counting (plugins/podtopologyspread/common.go). */
export interface Constraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly selector: LabelSelector;
  readonly minDomains: number;
  /** Whether nodes that the pod's node affinity excludes do not count as domains. */
  readonly honorNodeAffinity: boolean;
  readonly honorNodeTaints: boolean;
}

/** plugin.go, systemDefaultConstraints: what a pod gets that has no constraints of its own and belongs to a workload. */
export const SYSTEM_DEFAULT_CONSTRAINTS = [
  { topologyKey: HOSTNAME, maxSkew: 3 },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5 },
] as const;

function readConstraint(constraint: TopologySpreadConstraint, labels: LabelSet | undefined): Constraint {
  let selector = labelSelectorAsSelector(constraint.labelSelector);
  const keys = constraint.matchLabelKeys ?? [];
  const same = keys.filter((key) => labels?.[key] !== undefined);
  if (same.length > 0) selector = selector.add(...same.map((key) => new Requirement(key, 'in', [labels?.[key] ?? ''])));
  return {
    maxSkew: constraint.maxSkew,
    topologyKey: constraint.topologyKey,
    selector,
    minDomains: constraint.minDomains ?? 1,
    honorNodeAffinity: (constraint.nodeAffinityPolicy ?? 'Honor') === 'Honor',
    honorNodeTaints: constraint.nodeTaintsPolicy === 'Honor',
  };
}

const NONE: readonly Constraint[] = [];

export function constraintsOf(
  { spec, metadata }: Pod,
  whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway',
): readonly Constraint[] {
  const constraints = spec.topologySpreadConstraints;
  if (constraints === undefined) return NONE;
  return constraints
    .filter((constraint) => constraint.whenUnsatisfiable === whenUnsatisfiable)
    .map((constraint) => readConstraint(constraint, metadata.labels));
}

export function defaultConstraints(selector: LabelSelector): readonly Constraint[] {
  if (selector.empty()) return NONE;
  return SYSTEM_DEFAULT_CONSTRAINTS.map(({ topologyKey, maxSkew }) => ({
    maxSkew,
    topologyKey,
    selector,
    minDomains: 1,
    honorNodeAffinity: true,
    honorNodeTaints: false,
  }));
}

export function hasAllTopologyKeys(constraints: readonly Constraint[], node: NodeInfo): boolean {
  return constraints.every(({ topologyKey }) => node.topologyValue(topologyKey) !== undefined);
}

/** Whether the pods on a node count for a constraint. */
export function includesNode(
  constraint: Constraint,
  pod: Pod,
  node: NodeInfo,
  required: RequiredNodeAffinity,
): boolean {
  if (node.node === undefined) return false;
  if (constraint.honorNodeAffinity && !affinityMatchesNode(required, node.node)) return false;
  return !constraint.honorNodeTaints || findUntoleratedTaint(node.hardTaints, pod.spec.tolerations) === undefined;
}
