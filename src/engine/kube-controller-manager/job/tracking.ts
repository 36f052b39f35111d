import type { JobCondition, JobStatus } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { failedFor } from './decide-finished.ts';
import { findTrue, newCondition } from './conditions.ts';
import { completionIndexOf, hasTrackingFinalizer } from './names.ts';
import { matchPodFailurePolicy } from './policies.ts';
import { isIndexed, isPodFailed, type JobView } from './view.ts';

/** As many finished pods are written down at a time: a status must not grow without bounds. */
const MAX_UNCOUNTED_PODS = 500;

export interface Tracking {
  /** With newly finished pods written down as uncounted, and the condition that says how the job will end. */
  readonly status: JobStatus;
  /** Pods that may go once the status has been stored. */
  readonly release: readonly Pod[];
  /** How the job ends when all is counted and gone. */
  readonly outcome: JobCondition | undefined;
  readonly more: boolean;
}

/**
 * The first half of counting: a finished pod is written into the status by uid, only then loses its finalizer, and only when
 * that is done is added to the totals. So a pod is counted once, whoever crashes. trackJobStatusAndRemoveFinalizers.
 */
export function planTracking(view: JobView, status: JobStatus, finished: JobCondition | undefined): Tracking {
  const { job } = view;
  const cleaned = withoutReleased(status, trackedUids(view));
  const succeeded = [...(cleaned.uncountedTerminatedPods?.succeeded ?? [])];
  const failed = [...(cleaned.uncountedTerminatedPods?.failed ?? [])];
  let indexes = 0;
  const release: Pod[] = [];
  let more = false;
  const pods = isIndexed(job)
    ? [...view.pods].sort((a, b) => (completionIndexOf(a) ?? -1) - (completionIndexOf(b) ?? -1))
    : view.pods;
  const failing = finished !== undefined && finished.type !== 'SuccessCriteriaMet' && finished.type !== 'Complete';
  for (const pod of pods) {
    const { uid } = pod.metadata;
    if (!hasTrackingFinalizer(pod) || view.released.has(uid)) continue;
    if (!mayRelease(view, pod, finished)) continue;
    release.push(pod);
    const index = completionIndexOf(pod);
    const known = !isIndexed(job) || (index !== undefined && index < (job.spec.completions ?? 0));
    if (pod.status.phase === 'Succeeded' && !failed.includes(uid)) {
      if (isIndexed(job)) {
        if (known && !view.countedIndexes.has(index!)) indexes++;
      } else if (!succeeded.includes(uid)) succeeded.push(uid);
    } else if ((isPodFailed(pod, job) || failing) && known && !failed.includes(uid)) {
      if (job.spec.podFailurePolicy === undefined || matchPodFailurePolicy(job, pod).counts) failed.push(uid);
    }
    if (indexes + succeeded.length + failed.length >= MAX_UNCOUNTED_PODS) {
      more = true;
      break;
    }
  }
  const counted = withIndexes(view, withUncounted(cleaned, succeeded, failed));
  return { ...withTarget(view, counted, finished), release, more };
}

function trackedUids({ pods, released }: JobView): ReadonlySet<string> {
  const uids = new Set<string>();
  for (const pod of pods) {
    if (hasTrackingFinalizer(pod) && !released.has(pod.metadata.uid)) uids.add(pod.metadata.uid);
  }
  return uids;
}

/** canRemoveFinalizer */
function mayRelease({ job, delayed }: JobView, pod: Pod, finished: JobCondition | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || finished || pod.status.phase === 'Succeeded') return true;
  if (!isPodFailed(pod, job)) return false;
  const index = completionIndexOf(pod);
  return index === undefined || delayed.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** The other half: those without a finalizer go from the list into the totals. cleanUncountedPodsWithoutFinalizers */
export function withoutReleased(status: JobStatus, tracked: ReadonlySet<string>): JobStatus {
  const { succeeded = [], failed = [] } = status.uncountedTerminatedPods ?? {};
  const keptSucceeded = succeeded.filter((uid) => tracked.has(uid));
  const keptFailed = failed.filter((uid) => tracked.has(uid));
  const [done, lost] = [succeeded.length - keptSucceeded.length, failed.length - keptFailed.length];
  if (done === 0 && lost === 0) return status;
  return {
    ...withUncounted(status, keptSucceeded, keptFailed),
    ...(done > 0 && { succeeded: (status.succeeded ?? 0) + done }),
    ...(lost > 0 && { failed: (status.failed ?? 0) + lost }),
  };
}

function withUncounted(status: JobStatus, succeeded: readonly string[], failed: readonly string[]): JobStatus {
  const uncountedTerminatedPods = { ...(succeeded.length > 0 && { succeeded }), ...(failed.length > 0 && { failed }) };
  return { ...status, uncountedTerminatedPods };
}

/** An index that has succeeded needs no uid: it cannot be counted twice. */
function withIndexes({ job, succeededIndexes: indexes, failedIndexes }: JobView, status: JobStatus): JobStatus {
  if (!isIndexed(job)) return status;
  const { completedIndexes: _, succeeded: __, ...rest } = status;
  const text = indexes.toString();
  return {
    ...rest,
    ...(indexes.total > 0 && { succeeded: indexes.total }),
    ...(text !== '' && { completedIndexes: text }),
    ...(failedIndexes && { failedIndexes: failedIndexes.toString() }),
  };
}

/** Before finalizers go, the status says how the job will end, so that a crash does not change the verdict. */
function withTarget(
  { now }: JobView,
  status: JobStatus,
  finished: JobCondition | undefined,
): { readonly status: JobStatus; readonly outcome: JobCondition | undefined } {
  if (!finished) return { status, outcome: undefined };
  const interim = finished.type === 'FailureTarget' || finished.type === 'SuccessCriteriaMet';
  if (!interim) return { status, outcome: finished };
  const { reason = '', message = '' } = finished;
  const outcome =
    finished.type === 'FailureTarget'
      ? failedFor(finished, now)
      : newCondition('Complete', 'True', reason, message, now);
  if (findTrue(status.conditions, finished.type)) return { status, outcome };
  return { status: { ...status, conditions: [...(status.conditions ?? []), finished] }, outcome };
}

/** Whether nothing is left to be counted or to go. enactJobFinished */
export function canEnd({ uncountedTerminatedPods, terminating = 0 }: JobStatus): boolean {
  const { succeeded = [], failed = [] } = uncountedTerminatedPods ?? {};
  return succeeded.length === 0 && failed.length === 0 && terminating === 0;
}
