import { formatTime, keyOf, labelSelectorAsSelector, semanticDeepEqual } from '../../apimachinery/index.ts';
import { isJobFinished } from '../../api/index.ts';
import type { Job, JobCondition, JobStatus } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { JOBS, PODS } from '../../api/refs.ts';
import {
  EventRecorder,
  WorkQueue,
  runWorkers,
  type Client,
  type Indexer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { ControllerRefManager } from '../controller-ref.ts';
import { Expectations } from '../expectations.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { podOwnersOf } from '../pod-owners.ts';
import { ownedPodsOf, type OwnedPods } from '../replicaset/owned-pods.ts';
import { SelectorCache } from '../selector-cache.ts';
import { NO_FAILURES, type BackoffRecord } from './backoff.ts';
import { ensureCondition, newCondition } from './conditions.ts';
import { activeDeadlineIn, decideFinished } from './decide-finished.ts';
import { JobPods, type Managed } from './job-pods.ts';
import { hasTrackingFinalizer } from './names.ts';
import { OrphanPods } from './orphan-pods.ts';
import { planPods } from './plan-pods.ts';
import { canEnd, planTracking, withoutReleased, type Tracking } from './tracking.ts';
import { viewOf, type JobView } from './view.ts';

const NAME = 'job-controller';
const WORKERS = 5;
/** Changes of pods are gathered for so long, so that one look serves many. */
const SYNC_BATCH_PERIOD: Micros = SECOND;

/** Runs pods until the work is done. pkg/controller/job/job_controller.go */
export class JobController {
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #jobs: ResourceClient<Job>;
  readonly #recorder: EventRecorder;
  readonly #store: Indexer<Job>;
  readonly #pods: OwnedPods;
  readonly #podWork: JobPods;
  readonly #orphans: OrphanPods;
  readonly #writes: OwnWrites<Job>;
  readonly #expectations = new Expectations();
  readonly #records = new Map<string, BackoffRecord>();
  readonly #selectors = new SelectorCache<Job>(
    ({ spec }) => spec.selector,
    ({ spec }) => labelSelectorAsSelector(spec.selector),
  );

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client(NAME);
    this.#jobs = this.#client.resource<Job>(JOBS);
    this.#recorder = new EventRecorder(this.#client, { component: NAME });
    this.#queue = new WorkQueue(process, 'job');
    this.#pods = ownedPodsOf(context);
    const jobs = informers.informer<Job>(JOBS);
    this.#store = jobs.store;
    this.#writes = new OwnWrites(jobs.store);
    this.#podWork = new JobPods(context, this.#client, this.#recorder, this.#expectations);
    this.#orphans = new OrphanPods(context, this.#client, jobs.store);
    jobs.addEventHandler({
      onAdd: (job) => this.#queue.add(keyOf(job)),
      onUpdate: (old, job) => this.#jobChanged(old, job),
      onDelete: (job) => this.#jobGone(job),
    });
    this.#listenToPods();
    context.whenSynced(NAME, [jobs, informers.informer<Pod>(PODS)], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
      this.#orphans.start();
    });
  }

  #batched(job: Job): void {
    this.#queue.addAfter(keyOf(job), SYNC_BATCH_PERIOD);
  }

  #jobChanged(old: Job, job: Job): void {
    if (old.metadata.generation === job.metadata.generation) this.#batched(job);
    else this.#queue.add(keyOf(job));
  }

  #jobGone(job: Job): void {
    this.#selectors.forget(job);
    this.#writes.forget(job);
    this.#queue.add(keyOf(job));
    for (const pod of this.#pods.ownedBy(job.metadata.uid)) this.#orphans.add(pod);
  }

  #listenToPods(): void {
    podOwnersOf(this.context).register<Job>({
      kind: 'Job',
      store: this.#store,
      selector: (job) => this.#selectors.get(job),
      added: (job) => {
        this.#expectations.creationObserved(keyOf(job));
        this.#batched(job);
      },
      updated: (job, _, pod) => {
        if (!hasTrackingFinalizer(pod)) this.#podWork.observed(keyOf(job), pod);
        this.#batched(job);
      },
      deleted: (job, pod) => {
        this.#expectations.deletionObserved(keyOf(job), keyOf(pod));
        if (!hasTrackingFinalizer(pod)) this.#podWork.observed(keyOf(job), pod);
        if (isJobFinished(job.status)) this.#orphans.add(pod);
        this.#batched(job);
      },
      wake: (job) => this.#batched(job),
      orphaned: (pod) => this.#orphans.add(pod),
    });
  }

  #forget(key: string): void {
    this.#expectations.delete(key);
    this.#records.delete(key);
    this.#podWork.forget(key);
  }

  *#sync(key: string): Task {
    const job = this.#store.get(key);
    if (!job) {
      this.#forget(key);
      return;
    }
    if (job.spec.managedBy !== undefined && job.spec.managedBy !== 'kubernetes.io/job-controller') return;
    if (isJobFinished(job.status)) {
      this.#records.delete(key);
      return;
    }
    const { process } = this.context;
    if (this.#writes.behind(key, process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    yield* this.context.compute(this.#pods.size(job.metadata.uid));
    const satisfied = this.#expectations.satisfied(key, process.sim.now);
    const pods = yield* this.#claim(job);
    const now = this.context.now();
    const record = this.#records.get(key) ?? NO_FAILURES;
    const view = viewOf(withStart(job, now), pods, this.#podWork.released(key), record, now);
    yield* this.#reconcile(view, satisfied);
  }

  *#claim(job: Job): Task<Pod[]> {
    const { uid, namespace } = job.metadata;
    const candidates = [...this.#pods.ownedBy(uid), ...this.#pods.orphansIn(namespace ?? '')];
    const pods = this.#client.resource<Pod>(PODS);
    return yield* new ControllerRefManager(job, this.#selectors.get(job), this.#jobs, pods).claim(candidates);
  }

  *#reconcile(view: JobView, satisfied: boolean): Task {
    const { job, now } = view;
    const key = keyOf(job);
    const left = activeDeadlineIn(view);
    if (left !== undefined && left > 0) this.#queue.addAfter(key, left);
    let finished = decideFinished(view);
    let managed: Managed = {
      active: view.active.length,
      ready: view.ready,
      terminating: view.terminating,
      error: undefined,
    };
    let status: JobStatus = job.status;
    if (finished) {
      managed = yield* this.#podWork.stop(view);
      // Not before every pod is known to be going: one that the cache does not show yet could still be left over.
      if (managed.active > 0 || !satisfied) finished = undefined;
    } else {
      const mayManage = satisfied && job.metadata.deletionTimestamp === undefined;
      if (mayManage) managed = yield* this.#manage(view, managed);
      if (isComplete(view, managed.active)) {
        const message = 'Reached expected number of succeeded pods';
        finished = newCondition('SuccessCriteriaMet', 'True', 'CompletionsReached', message, now);
      } else if (mayManage) status = this.#withSuspension(job, status, now);
    }
    yield* this.#track(view, withCounts(status, managed), finished);
    if (managed.error) throw managed.error;
  }

  *#manage(view: JobView, before: Managed): Task<Managed> {
    const plan = planPods(view);
    if (plan.wait !== undefined) this.#queue.addAfter(keyOf(view.job), plan.wait);
    if (plan.delete.length === 0 && plan.create === 0) return before;
    return yield* this.#podWork.manage(view, plan);
  }

  #withSuspension(job: Job, status: JobStatus, now: Micros): JobStatus {
    const conditions = status.conditions ?? [];
    const { suspend } = job.spec;
    const next = suspend
      ? newCondition('Suspended', 'True', 'JobSuspended', 'Job suspended', now)
      : newCondition('Suspended', 'False', 'JobResumed', 'Job resumed', now);
    const changed = ensureCondition(conditions, next);
    if (changed === conditions) return status;
    this.#recorder.event(job, 'Normal', suspend ? 'Suspended' : 'Resumed', suspend ? 'Job suspended' : 'Job resumed');
    const started = suspend ? {} : { startTime: formatTime(now) };
    return { ...status, ...started, conditions: changed };
  }

  /** Writes finished pods down, frees them, counts them; and when all is counted and gone, says how the job ended. */
  *#track(view: JobView, status: JobStatus, finished: JobCondition | undefined): Task {
    const key = keyOf(view.job);
    const tracking = planTracking(view, status, finished);
    let job = view.job;
    if (!semanticDeepEqual(tracking.status, this.#store.get(key)?.status)) {
      job = yield* this.#putStatus(job, tracking.status);
    }
    this.#records.set(key, view.record);
    const error = yield* this.#podWork.release(key, tracking.release);
    const counted = withoutReleased(job.status, this.#podWork.unreleased(key, view.pods));
    yield* this.#finish(job, counted, tracking);
    if (error) throw error;
  }

  *#finish(job: Job, counted: JobStatus, { outcome, more }: Tracking): Task {
    const ends = outcome !== undefined && !more && canEnd(counted);
    if (!ends) {
      if (counted !== job.status) yield* this.#putStatus(job, counted);
      return;
    }
    const conditions = ensureCondition(counted.conditions ?? [], outcome);
    const complete = outcome.type === 'Complete';
    const status = { ...counted, conditions };
    yield* this.#putStatus(job, complete ? { ...status, completionTime: outcome.lastTransitionTime! } : status);
    this.#records.delete(keyOf(job));
    if (!complete) {
      this.#recorder.event(job, 'Warning', outcome.reason ?? '', outcome.message ?? '');
      return;
    }
    const { completions } = job.spec;
    if (completions !== undefined && (status.succeeded ?? 0) > completions) {
      const message = 'Too many succeeded pods running after completion count reached';
      this.#recorder.event(job, 'Warning', 'TooManySucceededPods', message);
    }
    this.#recorder.event(job, 'Normal', 'Completed', 'Job completed');
  }

  *#putStatus(job: Job, status: JobStatus): Task<Job> {
    const stored = yield* this.#jobs.updateStatus({ ...job, status });
    this.#writes.note(keyOf(job), stored, this.context.process.sim.now);
    return stored;
  }
}

/** A job starts when it is first looked at and not suspended. */
function withStart(job: Job, now: Micros): Job {
  const { startTime, uncountedTerminatedPods = {} } = job.status;
  const starts = startTime === undefined && !job.spec.suspend ? { startTime: formatTime(now) } : {};
  return { ...job, status: { ...job.status, ...starts, uncountedTerminatedPods } };
}

function isComplete({ job, succeeded }: JobView, active: number): boolean {
  const { completions } = job.spec;
  return active === 0 && (completions === undefined ? succeeded > 0 : succeeded >= completions);
}

function withCounts(status: JobStatus, { active, ready, terminating }: Managed): JobStatus {
  const { active: _, ...rest } = status;
  return { ...rest, ...(active > 0 && { active }), ready, terminating };
}
