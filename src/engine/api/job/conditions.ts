import type { JobStatus } from './types.ts';

export function isConditionTrue(status: JobStatus, type: string): boolean {
  return status.conditions?.some((condition) => condition.type === type && condition.status === 'True') ?? false;
}

/** IsJobFinished: it has done its work, or given up. */
export function isJobFinished(status: JobStatus): boolean {
  return isConditionTrue(status, 'Complete') || isConditionTrue(status, 'Failed');
}
