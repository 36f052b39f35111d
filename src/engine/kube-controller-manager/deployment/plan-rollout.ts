import type { Deployment } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { maxSurge, maxUnavailable } from './arithmetic.ts';
import { active, availableReplicaCount, oldestFirst, replicaCount } from './replica-sets.ts';

/** One change of a replica set's size. */
export interface Scaling {
  readonly replicaSet: ReplicaSet;
  readonly from: number;
  readonly to: number;
}

/** The next step of a rolling update, and the numbers it follows from: the trace shows them as the answer to "why?". */
export interface RolloutPlan {
  /** `scale up new`, `scale down old`, or `wait` until pods become available or go. */
  readonly step: 'scale up new' | 'scale down new' | 'scale down old' | 'wait';
  readonly scalings: readonly Scaling[];
  readonly arithmetic: Readonly<Record<string, number>>;
}

/** How large the new replica set may be now. NewRSNewReplicas of pkg/controller/deployment/util/deployment_util.go */
export function newReplicas(deployment: Deployment, all: readonly ReplicaSet[], current: number): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type === 'Recreate') return replicas;
  const room = replicas + maxSurge(deployment) - replicaCount(all);
  if (room <= 0) return current;
  return current + Math.min(room, replicas - current);
}

/** reconcileNewReplicaSet and reconcileOldReplicaSets of pkg/controller/deployment/rolling.go, as data. */
export function planRollout(deployment: Deployment, newSet: ReplicaSet, old: readonly ReplicaSet[]): RolloutPlan {
  return planNew(deployment, newSet, old) ?? planOld(deployment, newSet, active(old));
}

function planNew(deployment: Deployment, newSet: ReplicaSet, old: readonly ReplicaSet[]): RolloutPlan | undefined {
  const { replicas } = deployment.spec;
  const from = newSet.spec.replicas;
  if (from === replicas) return undefined;
  if (from > replicas) {
    const scalings = [{ replicaSet: newSet, from, to: replicas }];
    return { step: 'scale down new', scalings, arithmetic: { replicas, newReplicas: from } };
  }
  const all = [...old, newSet];
  const to = newReplicas(deployment, all, from);
  if (to === from) return undefined;
  const surge = maxSurge(deployment);
  const maxTotalPods = replicas + surge;
  const currentPodCount = replicaCount(all);
  const scaleUpCount = to - from;
  const arithmetic = { replicas, maxSurge: surge, maxTotalPods, currentPodCount, newReplicas: from, scaleUpCount };
  return { step: 'scale up new', scalings: [{ replicaSet: newSet, from, to }], arithmetic };
}

/**
 * Old pods may go as long as `minAvailable` stay available. The ones that are not available go first, because nobody misses
 * them; new pods that are not available yet hold their places back, so that both are not missing at once.
 */
function planOld(deployment: Deployment, newSet: ReplicaSet, old: readonly ReplicaSet[]): RolloutPlan {
  const { replicas } = deployment.spec;
  const oldPodsCount = replicaCount(old);
  const allPodsCount = oldPodsCount + newSet.spec.replicas;
  const unavailable = maxUnavailable(deployment);
  const minAvailable = replicas - unavailable;
  const newUnavailablePodCount = newSet.spec.replicas - (newSet.status.availableReplicas ?? 0);
  const maxScaledDown = allPodsCount - minAvailable - newUnavailablePodCount;
  const availablePodCount = availableReplicaCount([...old, newSet]);
  const arithmetic = {
    replicas,
    maxUnavailable: unavailable,
    minAvailable,
    oldPodsCount,
    allPodsCount,
    newUnavailablePodCount,
    maxScaledDown,
    availablePodCount,
  };
  if (oldPodsCount === 0 || maxScaledDown <= 0) return { step: 'wait', scalings: [], arithmetic };
  const sizes = new Map(old.map((replicaSet) => [replicaSet, replicaSet.spec.replicas]));
  const oldest = oldestFirst(old);
  cleanupUnhealthy(oldest, sizes, maxScaledDown);
  scaleDownAvailable(oldest, sizes, availablePodCount - minAvailable);
  const scalings: Scaling[] = [];
  for (const [replicaSet, to] of sizes) {
    const from = replicaSet.spec.replicas;
    if (to !== from) scalings.push({ replicaSet, from, to });
  }
  return { step: scalings.length > 0 ? 'scale down old' : 'wait', scalings, arithmetic };
}

type Sizes = Map<ReplicaSet, number>;

function cleanupUnhealthy(oldest: readonly ReplicaSet[], sizes: Sizes, most: number): void {
  let left = most;
  for (const replicaSet of oldest) {
    if (left <= 0) break;
    const size = sizes.get(replicaSet)!;
    const going = Math.min(left, size - (replicaSet.status.availableReplicas ?? 0));
    if (size === 0 || going <= 0) continue;
    sizes.set(replicaSet, size - going);
    left -= going;
  }
}

function scaleDownAvailable(oldest: readonly ReplicaSet[], sizes: Sizes, most: number): void {
  let left = most;
  for (const replicaSet of oldest) {
    if (left <= 0) break;
    const size = sizes.get(replicaSet)!;
    const going = Math.min(size, left);
    sizes.set(replicaSet, size - going);
    left -= going;
  }
}
