import { formatTime, type Micros } from '../../apimachinery/index.ts';
import type { JobCondition } from '../../api/job/types.ts';

/** Conditions of jobs. pkg/controller/job/job_controller.go */

export type Conditions = readonly JobCondition[];

export function newCondition(
  type: string,
  status: 'True' | 'False',
  reason: string,
  message: string,
  now: Micros,
): JobCondition {
  const at = formatTime(now);
  return { type, status, lastProbeTime: at, lastTransitionTime: at, reason, message };
}

export function findTrue(conditions: Conditions | undefined, type: string): JobCondition | undefined {
  return conditions?.find((condition) => condition.type === type && condition.status === 'True');
}

/** The same list when nothing changes; a condition that is not there is only added when it is true. ensureJobConditionStatus */
export function ensureCondition(conditions: Conditions, next: JobCondition): Conditions {
  const known = conditions.find(({ type }) => type === next.type);
  if (!known) return next.status === 'False' ? conditions : [...conditions, next];
  const { status, reason, message } = known;
  if (status === next.status && reason === next.reason && message === next.message) return conditions;
  const sinceThen = status === next.status ? { lastTransitionTime: known.lastTransitionTime } : {};
  return conditions.map((condition) => (condition === known ? { ...next, ...sinceThen } : condition));
}
