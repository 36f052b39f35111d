import { compareStrings, type Micros } from '../../apimachinery/index.ts';
import type { DaemonSet } from '../../api/daemonset/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONTROLLER_REVISION_HASH } from '../history/index.ts';
import { isPodAvailable, isPodTerminal } from '../pods.ts';
import { targetNodeName } from './pod-template.ts';

/** A daemon set's pods by the node they are on or meant for; a node may also be there with none. */
export type NodePods = Map<string, Pod[]>;

/** getNodesToDaemonPods: pods that are finished and on their way out no longer hold their node. */
export function nodesToDaemonPods(pods: readonly Pod[], includeDeletedTerminal: boolean): NodePods {
  const byNode: NodePods = new Map();
  for (const pod of pods) {
    if (!includeDeletedTerminal && pod.metadata.deletionTimestamp !== undefined && isPodTerminal(pod)) continue;
    const node = targetNodeName(pod);
    if (node === undefined) continue;
    const known = byNode.get(node);
    if (known) known.push(pod);
    else byNode.set(node, [pod]);
  }
  return byNode;
}

/** Scheduled pods first, then the oldest. podByCreationTimestampAndPhase */
export function oldestFirst(pods: readonly Pod[]): Pod[] {
  if (pods.length < 2) return [...pods];
  return [...pods].sort((a, b) => {
    const scheduled = Number(Boolean(b.spec.nodeName)) - Number(Boolean(a.spec.nodeName));
    if (scheduled !== 0) return scheduled;
    const [p, q] = [a.metadata, b.metadata];
    return compareStrings(p.creationTimestamp, q.creationTimestamp) || compareStrings(p.name, q.name);
  });
}

export function isUpdated({ metadata }: Pod, hash: string): boolean {
  return hash !== '' && metadata.labels?.[CONTROLLER_REVISION_HASH] === hash;
}

export function isAvailable(pod: Pod, { spec }: DaemonSet, now: Micros): boolean {
  return isPodAvailable(pod, spec.minReadySeconds ?? 0, now);
}
