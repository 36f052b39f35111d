import type { Deployment } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { DESIRED_REPLICAS, MAX_REPLICAS, intAnnotation } from './annotations.ts';
import { maxSurge } from './arithmetic.ts';
import type { Scaling } from './plan-rollout.ts';
import { active, findActiveOrLatest, largestFirst, replicaCount } from './replica-sets.ts';

/** Whether the deployment's size was changed since its replica sets were last sized. isScalingEvent */
export function isScalingEvent(deployment: Deployment, all: readonly ReplicaSet[]): boolean {
  return active(all).some((replicaSet) => {
    const desired = intAnnotation(replicaSet, DESIRED_REPLICAS);
    return desired !== undefined && desired !== deployment.spec.replicas;
  });
}

/** The new replica set has everything and it is all there. IsSaturated */
export function isSaturated(deployment: Deployment, replicaSet: ReplicaSet | undefined): boolean {
  if (!replicaSet) return false;
  const { replicas } = deployment.spec;
  if (replicaSet.spec.replicas !== replicas || replicaSet.status.availableReplicas !== replicas) return false;
  return intAnnotation(replicaSet, DESIRED_REPLICAS) === replicas;
}

/**
 * New sizes after the deployment was scaled in the middle of a rollout or while paused: what is added or removed is shared out
 * in proportion, so that the risk of the rollout stays what it was. `scale` of pkg/controller/deployment/sync.go.
 * A scaling whose size does not change still renews the replica set's annotations.
 */
export function planScale(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  old: readonly ReplicaSet[],
): readonly Scaling[] {
  const { replicas, strategy } = deployment.spec;
  const only = findActiveOrLatest(newSet, old);
  if (only) return only.spec.replicas === replicas ? [] : [scaling(only, replicas)];
  if (isSaturated(deployment, newSet)) return active(old).map((replicaSet) => scaling(replicaSet, 0));
  if (strategy.type !== 'RollingUpdate') return [];
  return proportional(deployment, active(newSet ? [...old, newSet] : old));
}

function scaling(replicaSet: ReplicaSet, to: number): Scaling {
  return { replicaSet, from: replicaSet.spec.replicas, to };
}

function proportional(deployment: Deployment, all: readonly ReplicaSet[]): Scaling[] {
  const { replicas } = deployment.spec;
  const allowedSize = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowedSize - replicaCount(all);
  const sorted = toAdd === 0 ? [...all] : largestFirst(all, toAdd > 0 ? -1 : 1);
  let added = 0;
  const sizes = sorted.map((replicaSet) => {
    const part = proportion(replicaSet, deployment, toAdd, added);
    added += part;
    return replicaSet.spec.replicas + part;
  });
  if (toAdd !== 0 && sizes.length > 0) sizes[0] = Math.max(0, sizes[0]! + toAdd - added);
  return sorted.map((replicaSet, i) => scaling(replicaSet, sizes[i]!));
}

/** GetReplicaSetProportion: never past what is still to be added or removed. */
function proportion(replicaSet: ReplicaSet, deployment: Deployment, toAdd: number, added: number): number {
  if (replicaSet.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = replicaSetFraction(replicaSet, deployment);
  const allowed = toAdd - added;
  return toAdd > 0 ? Math.min(fraction, allowed) : Math.max(fraction, allowed);
}

function replicaSetFraction(replicaSet: ReplicaSet, deployment: Deployment): number {
  const { replicas } = deployment.spec;
  const size = replicaSet.spec.replicas;
  if (replicas === 0) return -size;
  const annotated = intAnnotation(replicaSet, MAX_REPLICAS) || deployment.status.replicas || 0;
  // Without a known former size there is no proportion; the leftover then goes to the largest.
  if (annotated === 0) return 0;
  const grown = (size * (replicas + maxSurge(deployment))) / annotated;
  return roundHalfAway(grown) - size;
}

function roundHalfAway(x: number): number {
  return x < 0 ? Math.ceil(x - 0.5) : Math.floor(x + 0.5);
}
