import { parseTime } from '../../apimachinery/index.ts';
import type { JobCondition } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { SECOND, type Micros } from '../../sim/index.ts';
import { findTrue, newCondition } from './conditions.ts';
import { matchPodFailurePolicy, matchSuccessPolicy } from './policies.ts';
import { isIndexed, isPodFailed, type JobView } from './view.ts';

/** `FailureTarget` or `SuccessCriteriaMet` (the end is certain), or `Failed` once a FailureTarget has been written down. */
export function decideFinished(view: JobView): JobCondition | undefined {
  const { job } = view;
  const { conditions } = job.status;
  return findTrue(conditions, 'SuccessCriteriaMet') ?? decideFailed(view) ?? decideIndexes(view);
}

function decideFailed(view: JobView): JobCondition | undefined {
  const { job, pods, failed, now } = view;
  const target = findTrue(job.status.conditions, 'FailureTarget');
  if (target) return failedFor(target, now);
  const why = failJobMessage(view);
  if (why !== undefined) return newCondition('FailureTarget', 'True', 'PodFailurePolicy', why, now);
  if (failed > job.spec.backoffLimit || pastBackoffLimitOnFailure(view, pods)) {
    return failure(view, 'BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const left = activeDeadlineIn(view);
  if (left !== undefined && left <= 0) {
    return failure(view, 'DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  return undefined;
}

function failure({ now }: JobView, reason: string, message: string): JobCondition {
  return newCondition('FailureTarget', 'True', reason, message, now);
}

/** newFailedConditionForFailureTarget */
export function failedFor({ reason = '', message = '' }: JobCondition, now: Micros): JobCondition {
  return newCondition('Failed', 'True', reason, message, now);
}

function failJobMessage({ job, pods }: JobView): string | undefined {
  if (job.spec.podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const message = isPodFailed(pod, job) ? matchPodFailurePolicy(job, pod).failJob : undefined;
    if (message !== undefined) return message;
  }
  return undefined;
}

/** With restartPolicy OnFailure it is the kubelet that tries again, and its tries that count. */
function pastBackoffLimitOnFailure({ job }: JobView, pods: readonly Pod[]): boolean {
  const { backoffLimit, template } = job.spec;
  if (template.spec.restartPolicy !== 'OnFailure') return false;
  let restarts = 0;
  for (const { status } of pods) {
    if (status.phase !== 'Running' && status.phase !== 'Pending') continue;
    for (const { restartCount } of status.initContainerStatuses ?? []) restarts += restartCount;
    for (const { restartCount } of status.containerStatuses ?? []) restarts += restartCount;
  }
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

/** What is left of activeDeadlineSeconds; undefined when the clock does not run. */
export function activeDeadlineIn({ job, now }: JobView): Micros | undefined {
  const { activeDeadlineSeconds, suspend } = job.spec;
  if (activeDeadlineSeconds === undefined || suspend || job.status.startTime === undefined) return undefined;
  return parseTime(job.status.startTime) + activeDeadlineSeconds * SECOND - now;
}

function decideIndexes(view: JobView): JobCondition | undefined {
  const { job, failedIndexes, succeededIndexes, now } = view;
  if (!isIndexed(job)) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec;
  const failed = failedIndexes?.total ?? 0;
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
    const message = 'Job has exceeded the specified maximal number of failed indexes';
    return failure(view, 'MaxFailedIndexesExceeded', message);
  }
  if (failed > 0 && failed + succeededIndexes.total >= completions) {
    return failure(view, 'FailedIndexes', 'Job has failed indexes');
  }
  const met = matchSuccessPolicy(job, succeededIndexes);
  return met === undefined ? undefined : newCondition('SuccessCriteriaMet', 'True', 'SuccessPolicy', met, now);
}
