import { getScaledValueFromIntOrPercent, type Micros } from '../../apimachinery/index.ts';
import type { DaemonSet } from '../../api/daemonset/types.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { isAvailable, isUpdated, type NodePods } from './daemon-pods.ts';
import { nodeShouldRunDaemonPod } from './node-fit.ts';

export interface UpdatePlan {
  /** Nodes that get a second pod beside the old one. */
  readonly create: readonly string[];
  readonly delete: readonly Pod[];
  readonly arithmetic: Readonly<Record<string, number>>;
}

/** SurgeCount of pkg/controller/daemon/util: of so many nodes, rounded up. */
export function surgeCount({ spec }: DaemonSet, nodes: number): number {
  const { rollingUpdate } = spec.updateStrategy;
  return rollingUpdate === undefined ? 0 : getScaledValueFromIntOrPercent(rollingUpdate.maxSurge, nodes, true);
}

function unavailableCount({ spec }: DaemonSet, nodes: number): number {
  const { rollingUpdate } = spec.updateStrategy;
  return rollingUpdate === undefined ? 0 : getScaledValueFromIntOrPercent(rollingUpdate.maxUnavailable, nodes, true);
}

/** The next step from old pods to new ones. rollingUpdate of pkg/controller/daemon/update.go */
export function planUpdate(
  set: DaemonSet,
  nodes: readonly Node[],
  byNode: NodePods,
  hash: string,
  now: Micros,
): UpdatePlan {
  const wanted = new Set<string>();
  const all: NodePods = new Map(byNode);
  for (const node of nodes) {
    const { name } = node.metadata;
    if (!nodeShouldRunDaemonPod(node, set.spec.template).shouldRun) continue;
    wanted.add(name);
    if (!all.has(name)) all.set(name, []);
  }
  const desired = wanted.size;
  const maxSurge = surgeCount(set, desired);
  const most = unavailableCount(set, desired);
  if (maxSurge > 0) return planSurge(set, all, wanted, hash, maxSurge, now);
  // The server refuses both to be zero; should it happen all the same, one pod may be unavailable.
  return planReplace(set, all, hash, desired > 0 && most === 0 ? 1 : most, now);
}

interface OnNode {
  readonly newPod: Pod | undefined;
  readonly oldPod: Pod | undefined;
}

/** The one new and the one old pod of a node; undefined when there are more, which is for `manage` to clear up. */
function updatedPodsOnNode(pods: readonly Pod[], hash: string): OnNode | undefined {
  let newPod: Pod | undefined;
  let oldPod: Pod | undefined;
  for (const pod of pods) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    if (isUpdated(pod, hash)) {
      if (newPod) return undefined;
      newPod = pod;
    } else {
      if (oldPod) return undefined;
      oldPod = pod;
    }
  }
  return { newPod, oldPod };
}

/** Removes old pods, the unavailable ones at once and of the others so many that no more than allowed are unavailable. */
function planReplace(set: DaemonSet, byNode: NodePods, hash: string, maxUnavailable: number, now: Micros): UpdatePlan {
  let unavailable = 0;
  const replacements: Pod[] = [];
  const candidates: Pod[] = [];
  for (const pods of byNode.values()) {
    const found = updatedPodsOnNode(pods, hash);
    const { newPod, oldPod } = found ?? {};
    if (newPod !== undefined && oldPod === undefined) {
      if (!isAvailable(newPod, set, now)) unavailable++;
    } else if (newPod !== undefined || oldPod === undefined) unavailable++;
    else if (!isAvailable(oldPod, set, now)) replacements.push(oldPod);
    else if (unavailable < maxUnavailable) candidates.push(oldPod);
  }
  const room = Math.max(0, maxUnavailable - unavailable);
  return {
    create: [],
    delete: [...replacements, ...candidates.slice(0, room)],
    arithmetic: { maxUnavailable, unavailable, unavailableOld: replacements.length, old: candidates.length },
  };
}

/** Starts new pods beside old ones, and removes an old pod when its successor is available. */
function planSurge(
  set: DaemonSet,
  byNode: NodePods,
  wanted: ReadonlySet<string>,
  hash: string,
  maxSurge: number,
  now: Micros,
): UpdatePlan {
  let surging = 0;
  let available = 0;
  const doomed: Pod[] = [];
  const misplaced: Pod[] = [];
  const allowed: string[] = [];
  const candidates: string[] = [];
  for (const [node, pods] of byNode) {
    const found = updatedPodsOnNode(pods, hash);
    if (!found) {
      surging++;
      continue;
    }
    const { newPod, oldPod } = found;
    const known = oldPod ?? newPod;
    if (known && isAvailable(known, set, now)) available++;
    if (!oldPod) continue;
    const oldAvailable = isAvailable(oldPod, set, now);
    if (!newPod) {
      if (!wanted.has(node)) misplaced.push(oldPod);
      else if (!oldAvailable) allowed.push(node);
      else if (surging < maxSurge) candidates.push(node);
    } else if (!oldAvailable || isAvailable(newPod, set, now)) doomed.push(oldPod);
    else surging++;
  }
  const room = Math.max(0, maxSurge - surging);
  const spare = Math.max(0, available - wanted.size);
  return {
    create: [...allowed, ...candidates.slice(0, room)],
    delete: [...doomed, ...misplaced.slice(0, spare)],
    arithmetic: { maxSurge, surging, available, desired: wanted.size },
  };
}
