import { field, maxLenError, ParseError, type ErrorList } from '../../apimachinery/index.ts';
import { checkJobTemplateSpec } from '../job/validation.ts';
import { checkNonnegative, checkOneOf, METADATA, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { parseSchedule } from './parse.ts';
import { loadLocation } from './time-zones.ts';
import type { CronJob, CronJobSpec } from './types.ts';

/** A Job's name is the CronJob's and eleven characters more. */
const MAX_NAME = 52;
const POLICIES = ['Allow', 'Forbid', 'Replace'];
const SCHEDULE = SPEC.child('schedule');
const TIME_ZONE = SPEC.child('timeZone');
const JOB = SPEC.child('jobTemplate', 'spec');

/** validateScheduleFormat. */
function checkSchedule(errors: ErrorList, { schedule, timeZone }: CronJobSpec, old: CronJobSpec | undefined): void {
  if (schedule === undefined || schedule === '') return void errors.push(field.required(SCHEDULE));
  try {
    parseSchedule(schedule);
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    errors.push(field.invalid(SCHEDULE, schedule, error.message));
  }
  if (!schedule.includes('TZ')) return;
  if (old?.schedule.includes('TZ') !== true) {
    const why = 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead';
    errors.push(field.invalid(SCHEDULE, schedule, why));
  } else if (timeZone !== undefined) {
    const why = 'cannot use both timeZone field and TZ or CRON_TZ in schedule';
    errors.push(field.invalid(SCHEDULE, schedule, why));
  }
}

function isZonePart(part: string): boolean {
  return part !== '.' && part !== '..' && /^[A-Za-z._0-9+][A-Za-z._0-9+-]{0,13}$/.test(part);
}

/** validateTimeZone. */
function checkTimeZone(errors: ErrorList, name: string | undefined): void {
  if (name === undefined) return;
  const refuse = (why: string): void => void errors.push(field.invalid(TIME_ZONE, name, why));
  if (name === '') return refuse('timeZone must be nil or non-empty string');
  if (!name.split('/').every(isZonePart)) return refuse(`unknown time zone ${name}`);
  if (name.toLowerCase() === 'local') {
    refuse('timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  }
  if (loadLocation(name) === undefined) refuse(`unknown time zone ${name}`);
}

/** validateCronJobSpec. pkg/apis/batch/validation/validation.go */
function checkSpec(errors: ErrorList, spec: CronJobSpec, old: CronJobSpec | undefined): void {
  checkSchedule(errors, spec, old);
  checkNonnegative(errors, SPEC, 'startingDeadlineSeconds', spec.startingDeadlineSeconds);
  if (old === undefined || old.timeZone !== spec.timeZone) checkTimeZone(errors, spec.timeZone);
  checkOneOf(errors, SPEC, 'concurrencyPolicy', spec.concurrencyPolicy, POLICIES);
  const { spec: job } = spec.jobTemplate;
  checkJobTemplateSpec(errors, JOB, job);
  if (job.selector !== undefined) {
    errors.push(field.invalid(JOB.child('selector'), job.selector, '`selector` will be auto-generated'));
  }
  if (job.manualSelector === true) {
    errors.push(field.notSupported(JOB.child('manualSelector'), job.manualSelector, ['nil', 'false']));
  }
  checkNonnegative(errors, SPEC, 'successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit);
  checkNonnegative(errors, SPEC, 'failedJobsHistoryLimit', spec.failedJobsHistoryLimit);
}

export function validateCronJob(cronJob: CronJob): ErrorList {
  const errors = validateMeta(cronJob.metadata, true);
  checkSpec(errors, cronJob.spec, undefined);
  const { name } = cronJob.metadata;
  if (name.length > MAX_NAME) errors.push(field.invalid(METADATA.child('name'), name, maxLenError(MAX_NAME)));
  return errors;
}

/** Names that are too long were once allowed, so an update does not look at them. */
export function validateCronJobUpdate(cronJob: CronJob, old: CronJob): ErrorList {
  const errors = validateMetaUpdate(cronJob.metadata, old.metadata);
  if (cronJob.spec !== old.spec) checkSpec(errors, cronJob.spec, old.spec);
  return errors;
}
