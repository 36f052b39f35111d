import { field, semanticDeepEqual, tryParseTime, type ErrorList } from '../../apimachinery/index.ts';
import { OMIT_VALUE } from '../../apimachinery/field.ts';
import { checkNonnegative, STATUS, validateMetaUpdate } from '../validate.ts';
import { isConditionTrue, isJobFinished } from './conditions.ts';
import { countIndexes, firstOverlap } from './indexes.ts';
import type { Job, JobStatus } from './types.ts';

/**
 * ValidateJobUpdateStatus: the promises that a finished Job's status makes. Most are asked only of what has changed, so that
 * a Job that was once written otherwise can still be updated. pkg/apis/batch/validation/validation.go
 */
const CONDITIONS = STATUS.child('conditions');
const COUNTS = ['active', 'succeeded', 'failed', 'ready', 'terminating'] as const;

interface Change {
  readonly job: Job;
  readonly status: JobStatus;
  readonly old: JobStatus;
}

function changed({ status, old }: Change, ...names: readonly (keyof JobStatus)[]): boolean {
  return names.some((name) => status[name] !== old[name] && !semanticDeepEqual(status[name], old[name]));
}

function turned({ status, old }: Change, ...types: readonly string[]): boolean {
  return types.some((type) => isConditionTrue(status, type) !== isConditionTrue(old, type));
}

function checkUncounted(errors: ErrorList, { uncountedTerminatedPods: pods }: JobStatus): void {
  if (pods === undefined) return;
  const seen = new Set<string>();
  for (const list of ['succeeded', 'failed'] as const) {
    pods[list]?.forEach((uid, i) => {
      const at = STATUS.child('uncountedTerminatedPods', list).index(i);
      if (uid === '') errors.push(field.invalid(at, uid, 'must not be empty'));
      else if (seen.has(uid)) errors.push(field.duplicate(at, uid));
      seen.add(uid);
    });
  }
}

function forbidTogether(errors: ErrorList, status: JobStatus, one: string, other: string, why: string): void {
  if (isConditionTrue(status, one) && isConditionTrue(status, other)) {
    errors.push(field.invalid(CONDITIONS, OMIT_VALUE, why));
  }
}

function checkConditions(errors: ErrorList, change: Change): void {
  const { status, job } = change;
  const is = (type: string): boolean => isConditionTrue(status, type);
  const refuse = (why: string): void => void errors.push(field.invalid(CONDITIONS, OMIT_VALUE, why));
  if (turned(change, 'Complete', 'Failed')) {
    forbidTogether(errors, status, 'Complete', 'Failed', 'cannot set Complete=True and Failed=true conditions');
  }
  if (turned(change, 'Complete', 'FailureTarget')) {
    const why = 'cannot set Complete=True and FailureTarget=true conditions';
    forbidTogether(errors, status, 'Complete', 'FailureTarget', why);
  }
  checkCompletionTime(errors, change);
  if (turned(change, 'Failed', 'FailureTarget') && is('Failed') && !is('FailureTarget')) {
    refuse('cannot set Failed=True condition without the FailureTarget=true condition');
  }
  if (turned(change, 'Complete', 'SuccessCriteriaMet') && is('Complete') && !is('SuccessCriteriaMet')) {
    refuse('cannot set Complete=True condition without the SuccessCriteriaMet=true condition');
  }
  checkFinished(errors, change);
  checkIndexes(errors, change);
  for (const type of ['Failed', 'FailureTarget']) {
    const other = type === 'Failed' ? 'Failed=true' : 'FailureTarget=true';
    const why = `cannot set SuccessCriteriaMet=True and ${other} conditions`;
    forbidTogether(errors, status, 'SuccessCriteriaMet', type, why);
  }
  if (job.spec.successPolicy !== undefined && !is('SuccessCriteriaMet') && is('Complete')) {
    refuse('cannot set Complete=True for Job with SuccessPolicy unless SuccessCriteriaMet=True');
  }
}

function checkCompletionTime(errors: ErrorList, change: Change): void {
  const { completionTime, startTime } = change.status;
  const path = STATUS.child('completionTime');
  if (changed(change, 'completionTime') || turned(change, 'Complete')) {
    const complete = isConditionTrue(change.status, 'Complete');
    if (completionTime !== undefined && !complete) {
      const why = 'cannot set completionTime when there is no Complete=True condition';
      errors.push(field.invalid(path, completionTime, why));
    }
    if (completionTime === undefined && complete) {
      errors.push(field.required(path, 'completionTime is required for Complete jobs'));
    }
  }
  if (startTime === undefined || completionTime === undefined) return;
  if (!changed(change, 'startTime', 'completionTime')) return;
  if ((tryParseTime(completionTime) ?? 0) < (tryParseTime(startTime) ?? 0)) {
    errors.push(field.invalid(path, completionTime, 'must be equal to or after `startTime`'));
  }
}

function checkFinished(errors: ErrorList, change: Change): void {
  const { status, job } = change;
  if (!isJobFinished(status)) return;
  const finishing = !isJobFinished(change.old);
  const { active = 0, uncountedTerminatedPods: pods, terminating = 0 } = status;
  if ((finishing || changed(change, 'active')) && active > 0) {
    errors.push(field.invalid(STATUS.child('active'), active, 'active>0 is invalid for finished job'));
  }
  const nothingToDo = job.spec.suspend && job.spec.completions === 0;
  if ((finishing || changed(change, 'startTime')) && !nothingToDo && status.startTime === undefined) {
    errors.push(field.required(STATUS.child('startTime'), 'startTime is required for finished job'));
  }
  const uncounted = (pods?.failed?.length ?? 0) + (pods?.succeeded?.length ?? 0);
  if ((finishing || changed(change, 'uncountedTerminatedPods')) && uncounted > 0) {
    const at = STATUS.child('uncountedTerminatedPods');
    errors.push(field.invalid(at, pods, 'must be empty for finished job'));
  }
  if ((finishing || changed(change, 'terminating')) && terminating > 0) {
    errors.push(field.invalid(STATUS.child('terminating'), terminating, 'terminating>0 is invalid for finished job'));
  }
}

function checkIndexes(errors: ErrorList, change: Change): void {
  if (!changed(change, 'completedIndexes', 'failedIndexes')) return;
  const { completedIndexes = '', failedIndexes } = change.status;
  const { completions, completionMode, backoffLimitPerIndex } = change.job.spec;
  const refuse = (name: string, value: string, why: string): void =>
    void errors.push(field.invalid(STATUS.child(name), value, why));
  const parsed = (name: string, text: string): void => {
    const { error } = countIndexes(text, completions ?? 0);
    if (error !== undefined) refuse(name, text, `error parsing ${name}: ${error}`);
  };
  if (completions !== undefined && changed(change, 'completedIndexes')) parsed('completedIndexes', completedIndexes);
  if (failedIndexes !== undefined && completions !== undefined && backoffLimitPerIndex !== undefined) {
    if (changed(change, 'failedIndexes')) parsed('failedIndexes', failedIndexes);
  }
  if (completedIndexes !== '' && completionMode !== 'Indexed') {
    refuse(
      'completedIndexes',
      completedIndexes,
      'cannot set non-empty completedIndexes when non-indexed completion mode',
    );
  }
  if (failedIndexes === undefined) return;
  if (backoffLimitPerIndex === undefined) {
    refuse('failedIndexes', failedIndexes, 'cannot set non-null failedIndexes when backoffLimitPerIndex is null');
  }
  const both = firstOverlap(completedIndexes, failedIndexes, completions ?? 0);
  if (both !== undefined) {
    refuse('failedIndexes', failedIndexes, `failedIndexes and completedIndexes overlap at index: ${both}`);
  }
}

/** What was true once of a Job stays true. */
function checkNoWayBack(errors: ErrorList, { job, status, old }: Change): void {
  for (const type of ['Failed', 'Complete', 'FailureTarget']) {
    if (!isConditionTrue(old, type) || isConditionTrue(status, type)) continue;
    errors.push(field.invalid(CONDITIONS, OMIT_VALUE, `cannot disable the terminal ${type}=True condition`));
  }
  const { completionMode, completions, parallelism } = job.spec;
  const elastic = completionMode === 'Indexed' && completions === parallelism;
  for (const name of elastic ? (['failed'] as const) : (['failed', 'succeeded'] as const)) {
    const count = status[name] ?? 0;
    if (count >= (old[name] ?? 0)) continue;
    errors.push(field.invalid(STATUS.child(name), count, `cannot decrease the ${name} counter`));
  }
  if (status.completionTime !== undefined && old.completionTime !== undefined) {
    if (status.completionTime !== old.completionTime) {
      errors.push(field.invalid(STATUS.child('completionTime'), status.completionTime, 'field is immutable'));
    }
  }
  if (old.startTime !== undefined && old.startTime !== status.startTime && !job.spec.suspend) {
    errors.push(field.required(STATUS.child('startTime'), 'startTime cannot be removed for unsuspended job'));
  }
  if (isConditionTrue(old, 'SuccessCriteriaMet') && !isConditionTrue(status, 'SuccessCriteriaMet')) {
    errors.push(field.invalid(CONDITIONS, OMIT_VALUE, 'cannot disable the SuccessCriteriaMet=True condition'));
  }
  if (isConditionTrue(old, 'Complete') && !isConditionTrue(old, 'SuccessCriteriaMet')) {
    if (isConditionTrue(status, 'SuccessCriteriaMet')) {
      const why = 'cannot set SuccessCriteriaMet=True for Job already has Complete=true conditions';
      errors.push(field.invalid(CONDITIONS, OMIT_VALUE, why));
    }
  }
}

export function validateJobStatusUpdate(job: Job, before: Job): ErrorList {
  const errors = validateMetaUpdate(job.metadata, before.metadata);
  const { status } = job;
  const change: Change = { job, status, old: before.status };
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, status[name]);
  checkUncounted(errors, status);
  checkConditions(errors, change);
  const { ready, active = 0 } = status;
  if (changed(change, 'ready', 'active') && ready !== undefined && ready > active) {
    errors.push(field.invalid(STATUS.child('ready'), ready, 'cannot set more ready pods than active'));
  }
  checkNoWayBack(errors, change);
  return errors;
}
