import type { Pod } from '../../api/pod/types.ts';
import type { Micros } from '../../sim/index.ts';
import { compareForDeletion } from '../replicaset/pods-to-delete.ts';
import { finishedTime, remainingTime } from './backoff.ts';
import { IndexSet } from './index-set.ts';
import { completionIndexOf } from './names.ts';
import { isPodTerminating } from '../pods.ts';
import { absoluteFailureCount, isIndexed, limitsEachIndex, onlyReplacesFailed, type JobView } from './view.ts';

/** No more pods than this are made or removed in one sync. */
const MAX_PODS_PER_SYNC = 500;

export interface PodsPlan {
  readonly delete: readonly Pod[];
  /** How many to make; with which indexes, when the job is Indexed. */
  readonly create: number;
  readonly indexes: readonly number[] | undefined;
  /** Pods are to be made, but not before so long: the back-off after failures. */
  readonly wait: Micros | undefined;
  readonly arithmetic: Readonly<Record<string, number>>;
}

/** How many pods a job wants, and which of those it has are too many. manageJob of pkg/controller/job/job_controller.go */
export function planPods(view: JobView): PodsPlan {
  const { job, active, record, now } = view;
  const wanted = wantActive(view);
  const terminating = onlyReplacesFailed(job) ? view.terminating : 0;
  const arithmetic = {
    want: wanted,
    active: active.length,
    terminating,
    succeeded: view.succeeded,
    failed: view.failed,
  };
  const none = { delete: [], create: 0, indexes: undefined, wait: undefined, arithmetic };
  const doomed = forRemoval(view, Math.max(0, active.length - wanted)).slice(0, MAX_PODS_PER_SYNC);
  if (doomed.length > 0) return { ...none, delete: doomed };
  const missing = wanted - terminating - active.length;
  if (missing <= 0) return none;
  if (!limitsEachIndex(job)) {
    const wait = remainingTime(record.failuresAfterLastSuccess, record.lastFailureTime, now);
    if (wait > 0) return { ...none, wait };
  }
  const create = Math.min(missing, MAX_PODS_PER_SYNC);
  if (!isIndexed(job)) return { ...none, create };
  const { indexes, wait } = indexesToAdd(view, create);
  return { ...none, create: indexes.length, indexes, wait };
}

function wantActive({ job, active, succeeded, failedIndexes }: JobView): number {
  const { completions, parallelism, suspend } = job.spec;
  if (suspend) return 0;
  if (completions === undefined) return succeeded > 0 ? active.length : parallelism;
  return Math.max(0, Math.min(parallelism, completions - succeeded - (failedIndexes?.total ?? 0)));
}

/** Pods of an index that another pod has, or that the job has not, go first; of the rest those that have come least far. */
function forRemoval({ job, active, now }: JobView, atLeast: number): Pod[] {
  const order = (a: Pod, b: Pod): number => compareForDeletion({ pod: a, rank: 0 }, { pod: b, rank: 0 }, now);
  const surplus: Pod[] = [];
  let rest = [...active];
  if (isIndexed(job)) {
    const kept = new Map<number, Pod>();
    for (const pod of [...active].sort((a, b) => order(b, a))) {
      const index = completionIndexOf(pod);
      if (index === undefined || index >= (job.spec.completions ?? 0) || kept.has(index)) surplus.push(pod);
      else kept.set(index, pod);
    }
    rest = [...kept.values()];
  }
  const more = atLeast - surplus.length;
  return more > 0 ? [...surplus, ...rest.sort(order).slice(0, more)] : surplus;
}

/** firstPendingIndexes and getPodCreationInfoForIndependentIndexes of indexed_job_utils.go */
function indexesToAdd(view: JobView, count: number): { readonly indexes: number[]; readonly wait: Micros | undefined } {
  const { job, active, pods, succeededIndexes, failedIndexes, delayed, now } = view;
  const held = onlyReplacesFailed(job) ? [...active, ...pods.filter(isPodTerminating)] : active;
  const taken = succeededIndexes
    .union(failedIndexes ?? IndexSet.EMPTY)
    .with(held.flatMap((pod) => completionIndexOf(pod) ?? []));
  const candidates = taken.firstMissing(count, job.spec.completions ?? 0);
  if (!limitsEachIndex(job)) return { indexes: candidates, wait: undefined };
  const ready: number[] = [];
  let wait: Micros | undefined;
  for (const index of candidates) {
    const last = delayed.get(index);
    const left = last ? remainingTime(absoluteFailureCount(last) + 1, finishedTime(last), now) : 0;
    if (left === 0) ready.push(index);
    else wait = Math.min(wait ?? left, left);
  }
  return { indexes: ready, wait: ready.length > 0 ? undefined : wait };
}
