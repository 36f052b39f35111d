import { keyOf, type Micros } from '../../apimachinery/index.ts';
import type { DaemonSet } from '../../api/daemonset/types.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { isPodReady } from '../pods.ts';
import { isAvailable, isUpdated, oldestFirst, type NodePods } from './daemon-pods.ts';
import { nodeShouldRunDaemonPod } from './node-fit.ts';
import { surgeCount } from './plan-update.ts';

/** A finished pod that holds a node which should be running one. */
export interface FinishedPod {
  readonly pod: Pod;
  readonly node: string;
}

export interface ManagePlan {
  /** Nodes that need a pod. */
  readonly create: readonly string[];
  readonly delete: readonly Pod[];
  readonly failed: readonly FinishedPod[];
  readonly succeeded: readonly FinishedPod[];
}

/**
 * Which nodes need a pod and which pods have no business where they are. Failed pods are listed apart: how soon they are
 * replaced is for whoever keeps the back-off. `manage` and podsShouldBeOnNode of pkg/controller/daemon/daemon_controller.go.
 */
export function planManage(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: NodePods,
  hash: string,
  now: Micros,
): ManagePlan {
  const create: string[] = [];
  const doomed: Pod[] = [];
  const failed: FinishedPod[] = [];
  const succeeded: FinishedPod[] = [];
  const known = new Set<string>();
  for (const node of nodes) {
    const { name } = node.metadata;
    known.add(name);
    const pods = byNode.get(name);
    const { shouldRun, shouldContinueRunning } = nodeShouldRunDaemonPod(node, set.spec.template);
    if (shouldRun && pods === undefined) create.push(name);
    if (pods === undefined) continue;
    const present = pods.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    if (!shouldContinueRunning) {
      doomed.push(...present);
      continue;
    }
    const running: Pod[] = [];
    for (const pod of present) {
      if (pod.status.phase === 'Failed') failed.push({ pod, node: name });
      else if (pod.status.phase === 'Succeeded') succeeded.push({ pod, node: name });
      else running.push(pod);
    }
    doomed.push(...surplus(set, running, hash, now));
  }
  for (const [node, pods] of byNode) {
    if (!known.has(node)) doomed.push(...pods.filter(({ spec }) => !spec.nodeName));
  }
  return { create, delete: doomed, failed, succeeded };
}

/**
 * All but the oldest; with surge, an old pod may stay beside a new one until the new one is available, as long as the old one
 * is ready.
 */
function surplus(set: DaemonSet, running: readonly Pod[], hash: string, now: Micros): readonly Pod[] {
  if (running.length < 2) return [];
  const ordered = oldestFirst(running);
  if (!allowsSurge(set)) return ordered.slice(1);
  const newest = ordered.find((pod) => isUpdated(pod, hash));
  const oldest = ordered.find((pod) => !isUpdated(pod, hash));
  const extra = ordered.filter((pod) => pod !== newest && pod !== oldest);
  if (newest && oldest && (!isPodReady(oldest) || isAvailable(newest, set, now))) extra.push(oldest);
  return extra;
}

/** AllowsSurge: with one node wanted, is there more than none over it? */
function allowsSurge(set: DaemonSet): boolean {
  return set.spec.updateStrategy.type === 'RollingUpdate' && surgeCount(set, 1) > 0;
}

export function failedMessage({ pod, node }: FinishedPod): string {
  return `Found failed daemon pod ${keyOf(pod)} on node ${node}, will try to kill it`;
}

export function succeededMessage({ pod, node }: FinishedPod): string {
  return `Found succeeded daemon pod ${keyOf(pod)} on node ${node}, will try to delete it`;
}
