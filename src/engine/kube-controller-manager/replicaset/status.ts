import { formatTime, semanticDeepEqual, type Micros } from '../../apimachinery/index.ts';
import type { ReplicaCondition, ReplicaOwner, ReplicaStatus } from './owner.ts';

/** What was counted among an owner's pods. */
export interface ReplicaCounts {
  readonly replicas: number;
  readonly fullyLabeled: number;
  readonly ready: number;
  readonly available: number;
  readonly terminating: number;
}

export const REPLICA_FAILURE = 'ReplicaFailure';

/** calculateStatus of pkg/controller/replicaset/replica_set_utils.go; `failure` is why pods could not be made or removed. */
export function calculateStatus(
  owner: ReplicaOwner,
  counts: ReplicaCounts,
  failure: string | undefined,
  reportsTerminating: boolean,
  now: Micros,
): ReplicaStatus {
  const conditions = replicaFailure(owner, counts.replicas, failure, now);
  return {
    replicas: counts.replicas,
    ...(counts.fullyLabeled > 0 && { fullyLabeledReplicas: counts.fullyLabeled }),
    ...(counts.ready > 0 && { readyReplicas: counts.ready }),
    ...(counts.available > 0 && { availableReplicas: counts.available }),
    ...(reportsTerminating && { terminatingReplicas: counts.terminating }),
    ...(owner.metadata.generation !== undefined && { observedGeneration: owner.metadata.generation }),
    ...(conditions !== undefined && conditions.length > 0 && { conditions }),
  };
}

function replicaFailure(
  owner: ReplicaOwner,
  active: number,
  failure: string | undefined,
  now: Micros,
): readonly ReplicaCondition[] | undefined {
  const { conditions } = owner.status;
  const known = conditions?.some((condition) => condition.type === REPLICA_FAILURE) === true;
  if (failure === undefined) {
    return known ? conditions?.filter((condition) => condition.type !== REPLICA_FAILURE) : conditions;
  }
  if (known) return conditions;
  const difference = active - owner.spec.replicas;
  const reason = difference < 0 ? 'FailedCreate' : difference > 0 ? 'FailedDelete' : '';
  const condition = { type: REPLICA_FAILURE, status: 'True', reason, message: failure };
  return [...(conditions ?? []), { ...condition, lastTransitionTime: formatTime(now) }];
}

/** Whether the server already has all that `next` says. */
export function sameStatus(status: ReplicaStatus, next: ReplicaStatus): boolean {
  return (
    status.replicas === next.replicas &&
    (status.fullyLabeledReplicas ?? 0) === (next.fullyLabeledReplicas ?? 0) &&
    (status.readyReplicas ?? 0) === (next.readyReplicas ?? 0) &&
    (status.availableReplicas ?? 0) === (next.availableReplicas ?? 0) &&
    status.terminatingReplicas === next.terminatingReplicas &&
    (status.observedGeneration ?? 0) === (next.observedGeneration ?? 0) &&
    semanticDeepEqual(status.conditions, next.conditions)
  );
}
