import {
  compareStrings,
  formatTime,
  getControllerOf,
  isAlreadyExists,
  isNotFound,
  keyOf,
  newControllerRef,
  ParseError,
  type OwnerReference,
} from '../../apimachinery/index.ts';
import { loadLocation } from '../../api/cronjob/time-zones.ts';
import type { CronJob, CronJobStatus } from '../../api/cronjob/types.ts';
import { isJobFinished, scheduleOf, type Schedule } from '../../api/index.ts';
import type { Job } from '../../api/job/types.ts';
import { CRON_JOBS, JOBS } from '../../api/refs.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { isNamespaceTerminating } from '../pod-control.ts';
import { NO_INTERVAL, dueTime, jobNameAt, rfc1123, timestampIn, untilNext } from './schedule-times.ts';

const NAME = 'cronjob-controller';
const WORKERS = 5;
const SCHEDULED_TIMESTAMP = 'batch.kubernetes.io/cronjob-scheduled-timestamp';
const KIND = { apiVersion: 'batch/v1', kind: 'CronJob' };

type ActiveJob = NonNullable<CronJobStatus['active']>[number];

/** Makes jobs by the clock. pkg/controller/cronjob/cronjob_controllerv2.go */
export class CronJobController {
  readonly #queue: WorkQueue;
  readonly #recorder: EventRecorder;
  readonly #cronJobs: ResourceClient<CronJob>;
  readonly #jobs: ResourceClient<Job>;
  readonly #store: Indexer<CronJob>;
  readonly #jobStore: Indexer<Job>;
  readonly #writes: OwnWrites<CronJob>;

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client(NAME);
    this.#cronJobs = client.resource<CronJob>(CRON_JOBS);
    this.#jobs = client.resource<Job>(JOBS);
    this.#recorder = new EventRecorder(client, { component: NAME });
    this.#queue = new WorkQueue(process, 'cronjob');
    const cronJobs = informers.informer<CronJob>(CRON_JOBS);
    const jobs = informers.informer<Job>(JOBS);
    this.#store = cronJobs.store;
    this.#jobStore = jobs.store;
    this.#writes = new OwnWrites(cronJobs.store);
    jobs.store.addIndex('controllerUID', (job) => [getControllerOf(job)?.uid ?? '']);
    cronJobs.addEventHandler({
      onAdd: (cronJob) => this.#queue.add(keyOf(cronJob)),
      onUpdate: (_, cronJob) => this.#queue.add(keyOf(cronJob)),
      onDelete: (cronJob) => this.#writes.forget(cronJob),
    });
    jobs.addEventHandler({
      onAdd: (job) => this.#wake(job, getControllerOf(job)),
      onUpdate: (_, job) => this.#wake(job, getControllerOf(job)),
      onDelete: (job) => this.#wake(job, getControllerOf(job)),
    });
    context.whenSynced(NAME, [cronJobs, jobs], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  #wake({ metadata }: Job, reference: OwnerReference | undefined): void {
    if (reference?.kind !== 'CronJob') return;
    const cronJob = this.#store.get(`${metadata.namespace}/${reference.name}`);
    if (cronJob?.metadata.uid === reference.uid) this.#queue.add(keyOf(cronJob));
  }

  *#sync(key: string): Task {
    const known = this.#store.get(key);
    if (!known) return;
    if (this.#writes.behind(key, this.context.process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    const jobs = this.#jobStore.byIndex('controllerUID', known.metadata.uid);
    const seen = yield* this.#forgetMissing(this.#observe(known, jobs), jobs);
    let cronJob = seen;
    let failure: unknown;
    try {
      cronJob = yield* this.#schedule(seen);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      failure = error;
    }
    cronJob = yield* this.#cleanup(cronJob, jobs);
    if (cronJob !== known) {
      const stored = yield* this.#cronJobs.updateStatus(cronJob);
      this.#writes.note(key, stored, this.context.process.sim.now);
    }
    if (failure !== undefined) throw failure;
  }

  /** Takes in what became of the jobs. The first half of syncCronJob */
  #observe(known: CronJob, jobs: readonly Job[]): CronJob {
    let cronJob = known;
    for (const job of jobs) {
      const { name, uid } = job.metadata;
      const active = cronJob.status.active?.some((reference) => reference.uid === uid) ?? false;
      const ended = isJobFinished(job.status);
      if (!active && !ended) {
        const message = `Saw a job that the controller did not create or forgot: ${name}`;
        this.#recorder.event(cronJob, 'Warning', 'UnexpectedJob', message);
      } else if (active && ended) {
        const condition = job.status.conditions?.find(
          ({ type, status }) => (type === 'Complete' || type === 'Failed') && status === 'True',
        );
        const message = `Saw completed job: ${name}, condition: ${condition?.type ?? ''}`;
        this.#recorder.event(cronJob, 'Normal', 'SawCompletedJob', message);
        cronJob = withoutActive(cronJob, uid);
      }
      const { completionTime } = job.status;
      if (!ended || completionTime === undefined) continue;
      const last = cronJob.status.lastSuccessfulTime;
      if (last === undefined || compareStrings(last, completionTime) < 0) {
        cronJob = { ...cronJob, status: { ...cronJob.status, lastSuccessfulTime: completionTime } };
      }
    }
    return cronJob;
  }

  *#forgetMissing(known: CronJob, jobs: readonly Job[]): Task<CronJob> {
    let cronJob = known;
    for (const { namespace, name = '', uid } of known.status.active ?? []) {
      if (jobs.some((job) => job.metadata.uid === uid)) continue;
      if (yield* this.#exists(namespace, name)) continue;
      this.#recorder.event(cronJob, 'Normal', 'MissingJob', `Active job went missing: ${name}`);
      cronJob = withoutActive(cronJob, uid);
    }
    return cronJob;
  }

  /** The server is asked, because the cache may be behind. */
  *#exists(namespace: string | undefined, name: string): Task<boolean> {
    try {
      yield* this.#jobs.get(namespace, name);
      return true;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return false;
    }
  }

  #parse(cronJob: CronJob): Schedule | undefined {
    const { schedule, timeZone } = cronJob.spec;
    if (timeZone !== undefined && !loadLocation(timeZone)) {
      const message = `invalid timeZone: ${timeZone}: unknown time zone ${timeZone}`;
      this.#recorder.event(cronJob, 'Warning', 'UnknownTimeZone', message);
      return undefined;
    }
    try {
      return scheduleOf(cronJob.spec);
    } catch (error) {
      if (!(error instanceof ParseError)) throw error;
      const message = `unparseable schedule: ${schedule} : ${error.message}`;
      this.#recorder.event(cronJob, 'Warning', 'UnparseableSchedule', message);
      return undefined;
    }
  }

  /** Starts the job that is due, if it may start. The second half of syncCronJob */
  *#schedule(cronJob: CronJob): Task<CronJob> {
    const { suspend, startingDeadlineSeconds, concurrencyPolicy, schedule: text } = cronJob.spec;
    if (cronJob.metadata.deletionTimestamp !== undefined) return cronJob;
    const schedule = suspend ? undefined : this.#parse(cronJob);
    if (!schedule) return cronJob;
    const now = this.context.now();
    const due = dueTime(cronJob, now, schedule);
    if (due === NO_INTERVAL) {
      this.#recorder.event(cronJob, 'Warning', 'InvalidSchedule', `invalid schedule: ${text} : ${NO_INTERVAL}`);
      return cronJob;
    }
    if (due?.tooMany) {
      const advice = 'Set or decrease .spec.startingDeadlineSeconds or check clock skew';
      this.#recorder.event(cronJob, 'Warning', 'TooManyMissedTimes', `too many missed start times. ${advice}`);
    }
    this.#again(cronJob, schedule, now);
    if (!due) return cronJob;
    if (startingDeadlineSeconds !== undefined && due.at + startingDeadlineSeconds * SECOND < now) {
      const message = `Missed scheduled time to start a job: ${rfc1123(due.at)}`;
      this.#recorder.event(cronJob, 'Warning', 'MissSchedule', message);
      return cronJob;
    }
    if (cronJob.status.lastScheduleTime === formatTime(due.at)) return cronJob;
    const active = cronJob.status.active ?? [];
    if (active.some(({ name }) => name === jobNameAt(cronJob, due.at))) return cronJob;
    if (concurrencyPolicy === 'Forbid' && active.length > 0) {
      const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
      this.#recorder.event(cronJob, 'Normal', 'JobAlreadyActive', message);
      return cronJob;
    }
    const free = concurrencyPolicy === 'Replace' ? yield* this.#deleteActive(cronJob) : cronJob;
    const started = yield* this.#start(free, due.at);
    this.#again(started, schedule, now);
    return started;
  }

  #again(cronJob: CronJob, schedule: Schedule, now: Micros): void {
    const wait = untilNext(cronJob, now, schedule);
    if (wait !== undefined) this.#queue.addAfter(keyOf(cronJob), wait);
  }

  *#deleteActive(cronJob: CronJob): Task<CronJob> {
    let next = cronJob;
    for (const { namespace, name = '' } of cronJob.status.active ?? []) {
      let job: Job;
      try {
        job = yield* this.#jobs.get(namespace, name);
      } catch (error) {
        if (isRequestError(error)) this.#recorder.event(cronJob, 'Warning', 'FailedGet', `Get job: ${error.message}`);
        throw error;
      }
      next = yield* this.#delete(next, job);
    }
    return next;
  }

  *#delete(cronJob: CronJob, { metadata }: Job): Task<CronJob> {
    const { namespace, name, uid } = metadata;
    try {
      yield* this.#jobs.delete(namespace, name, { propagationPolicy: 'Background' });
    } catch (error) {
      if (isRequestError(error)) {
        this.#recorder.event(cronJob, 'Warning', 'FailedDelete', `Deleted job: ${error.message}`);
      }
      throw error;
    }
    this.#recorder.event(cronJob, 'Normal', 'SuccessfulDelete', `Deleted job ${name}`);
    return withoutActive(cronJob, uid);
  }

  *#start(cronJob: CronJob, at: Micros): Task<CronJob> {
    const { namespace } = cronJob.metadata;
    const body = jobFor(cronJob, at);
    let job: Job;
    try {
      job = yield* this.#jobs.create(namespace, body);
      this.#recorder.event(cronJob, 'Normal', 'SuccessfulCreate', `Created job ${job.metadata.name}`);
    } catch (error) {
      if (!isRequestError(error) || isNamespaceTerminating(error)) throw error;
      if (!isAlreadyExists(error)) {
        this.#recorder.event(cronJob, 'Warning', 'FailedCreate', `Error creating job: ${error.message}`);
        throw error;
      }
      job = yield* this.#jobs.get(namespace, body.metadata.name);
      if (getControllerOf(job)?.uid !== cronJob.metadata.uid) throw error;
      if (isJobFinished(job.status)) return cronJob;
    }
    const { name, uid, resourceVersion } = job.metadata;
    const reference: ActiveJob = {
      kind: 'Job',
      namespace: namespace!,
      name,
      uid,
      apiVersion: 'batch/v1',
      resourceVersion,
    };
    const active = [...(cronJob.status.active ?? []), reference];
    return { ...cronJob, status: { ...cronJob.status, active, lastScheduleTime: formatTime(at) } };
  }

  /** Keeps as many finished jobs as the history limits say, the latest ones. cleanupFinishedJobs */
  *#cleanup(cronJob: CronJob, jobs: readonly Job[]): Task<CronJob> {
    const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
    const ended = (type: string): Job[] =>
      jobs.filter(({ status }) => status.conditions?.some((each) => each.type === type && each.status === 'True'));
    const doomed = [
      ...oldestBeyond(ended('Complete'), successfulJobsHistoryLimit),
      ...oldestBeyond(ended('Failed'), failedJobsHistoryLimit),
    ];
    let next = cronJob;
    for (const job of doomed) {
      try {
        next = yield* this.#delete(next, job);
      } catch (error) {
        if (!isRequestError(error)) throw error;
      }
    }
    return next;
  }
}

function withoutActive(cronJob: CronJob, uid: string | undefined): CronJob {
  const { active = [], ...status } = cronJob.status;
  const left = active.filter((reference) => reference.uid !== uid);
  if (left.length === active.length) return cronJob;
  return { ...cronJob, status: { ...status, ...(left.length > 0 && { active: left }) } };
}

function oldestBeyond(jobs: Job[], limit: number): Job[] {
  const excess = jobs.length - limit;
  if (excess <= 0) return [];
  const alive = jobs.filter(({ metadata }) => metadata.deletionTimestamp === undefined);
  const start = ({ status }: Job): string => status.startTime ?? '';
  return alive
    .sort((a, b) => compareStrings(start(a), start(b)) || compareStrings(keyOf(a), keyOf(b)))
    .slice(0, excess);
}

/** getJobFromTemplate2 of pkg/controller/cronjob/utils.go */
function jobFor(cronJob: CronJob, at: Micros) {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const annotations = { ...metadata.annotations, [SCHEDULED_TIMESTAMP]: timestampIn(cronJob.spec.timeZone, at) };
  const ownerReferences = [newControllerRef(cronJob, KIND)];
  const name = jobNameAt(cronJob, at);
  const { namespace } = cronJob.metadata;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name, namespace, labels: metadata.labels, annotations, ownerReferences },
    spec,
  };
}
