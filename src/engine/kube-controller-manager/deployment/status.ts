import { parseTime, type Micros } from '../../apimachinery/index.ts';
import type { Deployment, DeploymentCondition, DeploymentStatus } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { maxUnavailable } from './arithmetic.ts';
import { getCondition, newCondition, removeCondition, setCondition, type Conditions } from './conditions.ts';
import {
  actualReplicaCount,
  availableReplicaCount,
  readyReplicaCount,
  replicaCount,
  terminatingReplicaCount,
} from './replica-sets.ts';

const MAX_INT32 = 2_147_483_647;

/** calculateStatus of pkg/controller/deployment/sync.go */
export function calculateStatus(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  all: readonly ReplicaSet[],
  now: Micros,
): DeploymentStatus {
  const available = availableReplicaCount(all);
  const unavailable = Math.max(0, replicaCount(all) - available);
  const { collisionCount, conditions = [] } = deployment.status;
  const enough = available >= deployment.spec.replicas - maxUnavailable(deployment);
  const availability = enough
    ? newCondition('Available', 'True', 'MinimumReplicasAvailable', 'Deployment has minimum availability.', now)
    : newCondition(
        'Available',
        'False',
        'MinimumReplicasUnavailable',
        'Deployment does not have minimum availability.',
        now,
      );
  const terminating = terminatingReplicaCount(all);
  return statusOf(
    {
      observedGeneration: deployment.metadata.generation ?? 0,
      replicas: actualReplicaCount(all),
      updatedReplicas: newSet?.status.replicas ?? 0,
      readyReplicas: readyReplicaCount(all),
      availableReplicas: available,
      unavailableReplicas: unavailable,
    },
    { terminatingReplicas: terminating, collisionCount, conditions: setCondition(conditions, availability) },
  );
}

/** Zeros and what is not known are left out, as on the wire. */
function statusOf(
  counts: Readonly<Record<string, number>>,
  rest: Pick<DeploymentStatus, 'terminatingReplicas' | 'collisionCount' | 'conditions'>,
): DeploymentStatus {
  const status: Record<string, unknown> = {};
  for (const [name, count] of Object.entries(counts)) if (count !== 0) status[name] = count;
  for (const [name, value] of Object.entries(rest)) if (value !== undefined) status[name] = value;
  return status;
}

export function hasProgressDeadline({ spec }: Deployment): boolean {
  return spec.progressDeadlineSeconds !== undefined && spec.progressDeadlineSeconds !== MAX_INT32;
}

/** All pods are new, and all are available. DeploymentComplete */
export function isComplete({ spec, metadata }: Deployment, status: DeploymentStatus): boolean {
  return (
    (status.updatedReplicas ?? 0) === spec.replicas &&
    (status.replicas ?? 0) === spec.replicas &&
    (status.availableReplicas ?? 0) === spec.replicas &&
    (status.observedGeneration ?? 0) >= (metadata.generation ?? 0)
  );
}

/** More new pods, fewer old ones, or more of them ready or available than before. DeploymentProgressing */
function isProgressing({ status: old }: Deployment, status: DeploymentStatus): boolean {
  const [updated, oldUpdated] = [status.updatedReplicas ?? 0, old.updatedReplicas ?? 0];
  return (
    updated > oldUpdated ||
    (status.replicas ?? 0) - updated < (old.replicas ?? 0) - oldUpdated ||
    (status.readyReplicas ?? 0) > (old.readyReplicas ?? 0) ||
    (status.availableReplicas ?? 0) > (old.availableReplicas ?? 0)
  );
}

/** DeploymentTimedOut */
function hasTimedOut(deployment: Deployment, conditions: Conditions, now: Micros): boolean {
  const condition = getCondition(conditions, 'Progressing');
  if (!condition || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return deadlineOf(deployment, condition) < now;
}

function deadlineOf({ spec }: Deployment, condition: DeploymentCondition): Micros {
  const since = condition.lastUpdateTime ? parseTime(condition.lastUpdateTime) : 0;
  return since + spec.progressDeadlineSeconds * 1_000_000;
}

/** The status during a rollout, with what can be said of its progress. syncRolloutStatus of pkg/controller/deployment/progress.go */
export function calculateRolloutStatus(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  all: readonly ReplicaSet[],
  now: Micros,
): DeploymentStatus {
  const status = calculateStatus(deployment, newSet, all, now);
  let conditions: Conditions = status.conditions ?? [];
  if (hasProgressDeadline(deployment)) conditions = withProgress(deployment, newSet, status, conditions, now);
  else conditions = removeCondition(conditions, 'Progressing');
  const failure = replicaFailure(newSet ? [newSet] : []) ?? replicaFailure(all);
  conditions = failure ? setCondition(conditions, failure) : removeCondition(conditions, 'ReplicaFailure');
  return { ...status, conditions };
}

function withProgress(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  status: DeploymentStatus,
  conditions: Conditions,
  now: Micros,
): Conditions {
  const current = getCondition(deployment.status.conditions, 'Progressing');
  const settled = (status.replicas ?? 0) === (status.updatedReplicas ?? 0);
  if (settled && current?.reason === 'NewReplicaSetAvailable') return conditions;
  const subject = newSet ? `ReplicaSet "${newSet.metadata.name}"` : `Deployment "${deployment.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const message = `${subject} has successfully progressed.`;
    return setCondition(conditions, newCondition('Progressing', 'True', 'NewReplicaSetAvailable', message, now));
  }
  if (isProgressing(deployment, status)) {
    const condition = newCondition('Progressing', 'True', 'ReplicaSetUpdated', `${subject} is progressing.`, now);
    const kept =
      current?.status === 'True' ? { ...condition, lastTransitionTime: current.lastTransitionTime } : condition;
    return setCondition(removeCondition(conditions, 'Progressing'), kept);
  }
  if (hasTimedOut(deployment, conditions, now)) {
    const message = `${subject} has timed out progressing.`;
    return setCondition(conditions, newCondition('Progressing', 'False', 'ProgressDeadlineExceeded', message, now));
  }
  return conditions;
}

/** A replica set's failure becomes the deployment's. */
function replicaFailure(replicaSets: readonly ReplicaSet[]): DeploymentCondition | undefined {
  for (const { status } of replicaSets) {
    const found = status.conditions?.find((condition) => condition.type === 'ReplicaFailure');
    if (!found) continue;
    const { status: state, reason, message, lastTransitionTime } = found;
    return { type: found.type, status: state, reason, message, lastTransitionTime, lastUpdateTime: lastTransitionTime };
  }
  return undefined;
}

/**
 * How long until progress must be looked at again; undefined when it need not be. requeueStuckDeployment, but a rollout that
 * was complete once is not looked at again: it can no longer time out, and upstream would look ten times a second in vain.
 */
export function progressCheckIn(deployment: Deployment, status: DeploymentStatus, now: Micros): Micros | undefined {
  const current = getCondition(deployment.status.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || !current) return undefined;
  if (isComplete(deployment, status) || current.reason === 'ProgressDeadlineExceeded') return undefined;
  if (current.reason === 'NewReplicaSetAvailable') return undefined;
  return Math.max(0, deadlineOf(deployment, current) - now);
}
