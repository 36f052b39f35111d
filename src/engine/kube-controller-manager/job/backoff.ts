import { MINUTE, SECOND, type Micros } from '../../sim/index.ts';
import { parseTime } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';

/** How soon failed pods are replaced: 10 s after one failure, doubling up to 10 minutes. pkg/controller/job/backoff_utils.go */

const FIRST: Micros = 10 * SECOND;
const LONGEST: Micros = 10 * MINUTE;

export interface BackoffRecord {
  readonly failuresAfterLastSuccess: number;
  readonly lastFailureTime: Micros | undefined;
}

export const NO_FAILURES: BackoffRecord = { failuresAfterLastSuccess: 0, lastFailureTime: undefined };

/** When the pod's containers had all ended, or the best that is known instead. getFinishedTime */
export function finishedTime({ metadata, status }: Pod): Micros {
  const ends = [...(status.containerStatuses ?? []), ...(status.initContainerStatuses ?? [])].flatMap(({ state }) =>
    state?.terminated?.finishedAt ? [parseTime(state.terminated.finishedAt)] : [],
  );
  if (ends.length > 0) return Math.max(...ends);
  const ready = status.conditions?.find(({ type, status: value }) => type === 'Ready' && value === 'False');
  if (ready?.lastTransitionTime) return parseTime(ready.lastTransitionTime);
  const { deletionTimestamp, deletionGracePeriodSeconds = 0, creationTimestamp } = metadata;
  if (deletionTimestamp !== undefined) return parseTime(deletionTimestamp) - deletionGracePeriodSeconds * SECOND;
  return parseTime(creationTimestamp);
}

/** The record after these pods have ended: failures since the last success. newBackoffRecord */
export function nextRecord(record: BackoffRecord, succeeded: readonly Pod[], failed: readonly Pod[]): BackoffRecord {
  const successes = succeeded.map(finishedTime);
  const failures = failed.map(finishedTime);
  if (successes.length === 0 && failures.length === 0) return record;
  if (failures.length === 0) return NO_FAILURES;
  const lastSuccess = Math.max(-Infinity, ...successes);
  const since = failures.filter((at) => at > lastSuccess);
  const before = successes.length === 0 ? record.failuresAfterLastSuccess : 0;
  if (since.length === 0) return NO_FAILURES;
  return { failuresAfterLastSuccess: before + since.length, lastFailureTime: Math.max(...since) };
}

/** How long until a pod may be replaced; 0: now. getRemainingTimePerPod */
export function remainingTime(failures: number, lastFailure: Micros | undefined, now: Micros): Micros {
  if (failures === 0 || lastFailure === undefined) return 0;
  let delay = FIRST;
  for (let i = 1; i < failures && delay < LONGEST; i++) delay = Math.min(2 * delay, LONGEST);
  return Math.max(0, lastFailure + delay - now);
}
