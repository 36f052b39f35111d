import type { Job } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Micros } from '../../sim/index.ts';
import { isPodActive, isPodReady, isPodTerminating } from '../pods.ts';
import { nextRecord, type BackoffRecord } from './backoff.ts';
import { IndexSet } from './index-set.ts';
import { completionIndexOf, hasTrackingFinalizer, ignoredFailureCount, indexFailureCount } from './names.ts';
import { matchPodFailurePolicy } from './policies.ts';
import { finishedTime } from './backoff.ts';

/** What a sync of a job looks at and counts. syncJobCtx of pkg/controller/job/job_controller.go */
export interface JobView {
  readonly job: Job;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly terminating: number;
  readonly ready: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly record: BackoffRecord;
  /** Indexed jobs: what the status says, and with the pods that ended since. */
  readonly countedIndexes: IndexSet;
  readonly succeededIndexes: IndexSet;
  /** Only with a back-off limit per index. */
  readonly failedIndexes: IndexSet | undefined;
  /** Failed pods that stay until their successors carry their failure count. */
  readonly delayed: ReadonlyMap<number, Pod>;
  /** Pods whose finalizers this process has taken off, which the cache may not show. */
  readonly released: ReadonlySet<string>;
  readonly now: Micros;
}

export function isIndexed({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed';
}

export function limitsEachIndex({ spec }: Job): boolean {
  return spec.completionMode === 'Indexed' && spec.backoffLimitPerIndex !== undefined;
}

export function onlyReplacesFailed({ spec }: Job): boolean {
  return spec.podFailurePolicy !== undefined || spec.podReplacementPolicy === 'Failed';
}

/** A pod being deleted counts as failed, unless the job waits for how it ends. isPodFailed */
export function isPodFailed(pod: Pod, job: Job): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (onlyReplacesFailed(job)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status.phase !== 'Succeeded';
}

function counts(job: Job, pod: Pod): boolean {
  return job.spec.podFailurePolicy === undefined || matchPodFailurePolicy(job, pod).counts;
}

export function viewOf(
  job: Job,
  pods: readonly Pod[],
  released: ReadonlySet<string>,
  record: BackoffRecord,
  now: Micros,
): JobView {
  const { status } = job;
  const uncounted = status.uncountedTerminatedPods;
  const active = pods.filter(isPodActive);
  const tracked = pods.filter((pod) => isTracked(pod, job, released));
  const fresh = (known: readonly string[] | undefined, ended: (pod: Pod) => boolean): Pod[] =>
    tracked.filter((pod) => !known?.includes(pod.metadata.uid) && ended(pod));
  const succeeded = fresh(uncounted?.succeeded, (pod) => pod.status.phase === 'Succeeded');
  const failed = fresh(uncounted?.failed, (pod) => isPodFailed(pod, job));
  const countedFailures = failed.filter((pod) => counts(job, pod)).length;
  const completions = job.spec.completions ?? 0;
  const countedIndexes = isIndexed(job) ? IndexSet.parse(status.completedIndexes, completions) : IndexSet.EMPTY;
  const done = tracked.filter((pod) => pod.status.phase === 'Succeeded');
  const succeededIndexes = isIndexed(job)
    ? countedIndexes.with(done.map((pod) => completionIndexOf(pod)!))
    : IndexSet.EMPTY;
  const failedIndexes = limitsEachIndex(job) ? failedIndexesOf(job, tracked) : undefined;
  return {
    job,
    pods,
    active,
    terminating: pods.filter(isPodTerminating).length,
    ready: active.filter(isPodReady).length,
    succeeded: isIndexed(job)
      ? succeededIndexes.total
      : (status.succeeded ?? 0) + succeeded.length + (uncounted?.succeeded?.length ?? 0),
    failed: (status.failed ?? 0) + countedFailures + (uncounted?.failed?.length ?? 0),
    record: nextRecord(record, succeeded, failed),
    countedIndexes,
    succeededIndexes,
    failedIndexes,
    delayed: failedIndexes ? delayedPods(job, tracked, active, succeededIndexes, failedIndexes) : new Map(),
    released,
    now,
  };
}

/** Still to be counted, and of an index that the job has. */
function isTracked(pod: Pod, job: Job, released: ReadonlySet<string>): boolean {
  if (!hasTrackingFinalizer(pod) || released.has(pod.metadata.uid)) return false;
  if (!isIndexed(job)) return true;
  const index = completionIndexOf(pod);
  return index !== undefined && index < (job.spec.completions ?? 0);
}

/** calculateFailedIndexes and isIndexFailed of indexed_job_utils.go */
function failedIndexesOf(job: Job, tracked: readonly Pod[]): IndexSet {
  const failed = tracked.filter((pod) => {
    if (!isPodFailed(pod, job)) return false;
    const { action, counts } = matchPodFailurePolicy(job, pod);
    if (action === 'FailIndex') return true;
    return counts && indexFailureCount(pod) >= (job.spec.backoffLimitPerIndex ?? 0);
  });
  const known = IndexSet.parse(job.status.failedIndexes, job.spec.completions ?? 0);
  return known.with(failed.map((pod) => completionIndexOf(pod)!));
}

export function absoluteFailureCount(pod: Pod): number {
  return indexFailureCount(pod) + ignoredFailureCount(pod);
}

/** getPodsWithDelayedDeletionPerIndex */
function delayedPods(
  job: Job,
  tracked: readonly Pod[],
  active: readonly Pod[],
  succeeded: IndexSet,
  failed: IndexSet,
): ReadonlyMap<number, Pod> {
  const running = new Set(active.map(completionIndexOf));
  const delayed = new Map<number, Pod>();
  for (const pod of tracked) {
    const index = completionIndexOf(pod)!;
    if (!isPodFailed(pod, job) || succeeded.has(index) || failed.has(index) || running.has(index)) continue;
    const last = delayed.get(index);
    const later =
      !last || (absoluteFailureCount(last) <= absoluteFailureCount(pod) && finishedTime(pod) >= finishedTime(last));
    if (later) delayed.set(index, pod);
  }
  return delayed;
}
