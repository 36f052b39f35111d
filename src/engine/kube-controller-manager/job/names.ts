import type { Pod } from '../../api/pod/types.ts';

/** Names that jobs put on their pods. staging/src/k8s.io/api/batch/v1/types.go */

export const JOB_KIND = { apiVersion: 'batch/v1', kind: 'Job' };
/** Keeps a finished pod until it has been counted. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';
export const COMPLETION_INDEX = 'batch.kubernetes.io/job-completion-index';
export const INDEX_FAILURE_COUNT = 'batch.kubernetes.io/job-index-failure-count';
export const INDEX_IGNORED_FAILURE_COUNT = 'batch.kubernetes.io/job-index-ignored-failure-count';

export function hasTrackingFinalizer({ metadata }: Pod): boolean {
  return metadata.finalizers?.includes(TRACKING_FINALIZER) === true;
}

function numberIn(pod: Pod, annotation: string): number | undefined {
  const text = pod.metadata.annotations?.[annotation];
  return text !== undefined && /^\d{1,10}$/.test(text) ? Number(text) : undefined;
}

/** undefined: the pod says none. */
export function completionIndexOf(pod: Pod): number | undefined {
  return numberIn(pod, COMPLETION_INDEX);
}

export function indexFailureCount(pod: Pod): number {
  return numberIn(pod, INDEX_FAILURE_COUNT) ?? 0;
}

export function ignoredFailureCount(pod: Pod): number {
  return numberIn(pod, INDEX_IGNORED_FAILURE_COUNT) ?? 0;
}
