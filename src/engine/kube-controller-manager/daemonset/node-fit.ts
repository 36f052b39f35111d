import { affinityMatchesNode, requiredNodeAffinity, type RequiredNodeAffinity } from '../../api/node/node-selector.ts';
import type { Node, Taint } from '../../api/node/types.ts';
import { findUntoleratedTaint } from '../../api/pod/tolerates.ts';
import type { PodTemplateSpec, Toleration } from '../../api/pod/types.ts';
import { withDaemonTolerations } from './pod-template.ts';

export interface NodeFit {
  /** The node should have a pod, so one is made. */
  readonly shouldRun: boolean;
  /** A pod that is there may stay. */
  readonly shouldContinueRunning: boolean;
}

const FITS: NodeFit = { shouldRun: true, shouldContinueRunning: true };
const STAYS: NodeFit = { shouldRun: false, shouldContinueRunning: true };
const NO: NodeFit = { shouldRun: false, shouldContinueRunning: false };

interface Demands {
  readonly affinity: RequiredNodeAffinity;
  readonly tolerations: readonly Toleration[];
}

/** Templates are shared by every look at every node. */
const compiled = new WeakMap<PodTemplateSpec, Demands>();

function demandsOf(template: PodTemplateSpec): Demands {
  let known = compiled.get(template);
  if (!known) {
    const tolerations = withDaemonTolerations(template.spec).tolerations ?? [];
    compiled.set(template, (known = { affinity: requiredNodeAffinity(template), tolerations }));
  }
  return known;
}

/**
 * Whether a node is one of a daemon set's: by name, by affinity and selector, and by taints. A pod that is there already stays
 * as long as it bears the taints that evict. NodeShouldRunDaemonPod of pkg/controller/daemon/daemon_controller.go.
 */
export function nodeShouldRunDaemonPod(node: Node, template: PodTemplateSpec): NodeFit {
  const { nodeName } = template.spec;
  if (nodeName && nodeName !== node.metadata.name) return NO;
  const { affinity, tolerations } = demandsOf(template);
  if (!affinityMatchesNode(affinity, node)) return NO;
  const taints = node.spec.taints;
  if (taints === undefined || taints.length === 0) return FITS;
  const hard = taints.filter(({ effect }) => effect === 'NoSchedule' || effect === 'NoExecute');
  if (findUntoleratedTaint(hard, tolerations) === undefined) return FITS;
  const evicting = hard.filter(({ effect }: Taint) => effect === 'NoExecute');
  return findUntoleratedTaint(evicting, tolerations) === undefined ? STAYS : NO;
}
