import { formatTime, type Micros } from '../../apimachinery/index.ts';
import type { DeploymentCondition } from '../../api/deployment/types.ts';

/** Conditions of a deployment. pkg/controller/deployment/util/deployment_util.go */

export type Conditions = readonly DeploymentCondition[];

export function getCondition(conditions: Conditions | undefined, type: string): DeploymentCondition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function newCondition(
  type: 'Progressing' | 'Available' | 'ReplicaFailure',
  status: 'True' | 'False' | 'Unknown',
  reason: string,
  message: string,
  now: Micros,
): DeploymentCondition {
  const at = formatTime(now);
  return { type, status, reason, message, lastUpdateTime: at, lastTransitionTime: at };
}

/** Puts a condition last, unless it says what is there already; the transition time stays while the status does. */
export function setCondition(conditions: Conditions, condition: DeploymentCondition): Conditions {
  const current = getCondition(conditions, condition.type);
  if (current && current.status === condition.status && current.reason === condition.reason) return conditions;
  const kept =
    current && current.status === condition.status
      ? { ...condition, lastTransitionTime: current.lastTransitionTime }
      : condition;
  return [...removeCondition(conditions, condition.type), kept];
}

export function removeCondition(conditions: Conditions, type: string): Conditions {
  return getCondition(conditions, type) ? conditions.filter((condition) => condition.type !== type) : conditions;
}
