import { isNotFound, keyOf, newControllerRef } from '../../apimachinery/index.ts';
import type { Job } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Client, EventRecorder } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { inParallel, isRequestError, type RequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import type { Expectations } from '../expectations.ts';
import { PodControl, isNamespaceTerminating } from '../pod-control.ts';
import { isPodReady } from '../pods.ts';
import { slowStartBatch } from '../replicaset/slow-start.ts';
import { JOB_KIND, hasTrackingFinalizer } from './names.ts';
import { removeTrackingFinalizer } from './orphan-pods.ts';
import type { PodsPlan } from './plan-pods.ts';
import { generateNameFor, indexedPodTemplate, jobPodTemplate } from './pod-template.ts';
import type { JobView } from './view.ts';

/** The counts after a sync's acts, which the cache does not show yet. */
export interface Managed {
  readonly active: number;
  readonly ready: number;
  readonly terminating: number;
  readonly error: RequestError | undefined;
}

/** Makes, stops and frees the pods of jobs. */
export class JobPods {
  readonly #podControl: PodControl;
  /** By job: pods whose finalizer was taken off and which the cache still shows with it. uidTrackingExpectations */
  readonly #released = new Map<string, Set<string>>();

  constructor(
    readonly context: ControllerContext,
    readonly client: Client,
    recorder: EventRecorder,
    readonly expectations: Expectations,
  ) {
    this.#podControl = new PodControl(client, recorder);
  }

  released(key: string): ReadonlySet<string> {
    return this.#released.get(key) ?? new Set();
  }

  observed(key: string, pod: Pod): void {
    this.#released.get(key)?.delete(pod.metadata.uid);
  }

  forget(key: string): void {
    this.#released.delete(key);
  }

  /** The job is over: what still runs is stopped. deleteActivePods */
  *stop({ job, active, ready, terminating }: JobView): Task<Managed> {
    const { process } = this.context;
    const span = active.length > 0 ? process.begin('deleteActivePods', keyOf(job)) : undefined;
    let [stopped, stoppedReady] = [0, 0];
    const podControl = this.#podControl;
    const errors = yield* inParallel(process, 'deletePod', active, function* (pod): Task {
      try {
        yield* podControl.delete(pod, job);
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
      stopped++;
      if (isPodReady(pod)) stoppedReady++;
    });
    span?.end(errors.length > 0 ? 'error' : 'ok', { deleting: active.map(({ metadata }) => metadata.name) });
    return {
      active: active.length - stopped,
      ready: ready - stoppedReady,
      terminating: terminating + stopped,
      error: errors[0],
    };
  }

  /** Carries out a plan: either removes or makes, never both. */
  *manage(view: JobView, plan: PodsPlan): Task<Managed> {
    const { process } = this.context;
    const span = process.begin('manageJob', keyOf(view.job));
    const managed = plan.delete.length > 0 ? yield* this.#remove(view, plan.delete) : yield* this.#create(view, plan);
    const deleting = plan.delete.map(({ metadata }) => metadata.name);
    const { arithmetic, create: creating, indexes } = plan;
    span.end(managed.error ? 'error' : 'ok', {
      ...arithmetic,
      creating,
      indexes,
      deleting,
      error: managed.error?.message,
    });
    return managed;
  }

  /** A pod that the job no longer wants is freed first, so that it does not count as failed. deleteJobPods */
  *#remove({ job, active, ready, terminating }: JobView, pods: readonly Pod[]): Task<Managed> {
    const key = keyOf(job);
    const { process } = this.context;
    this.expectations.expectDeletions(key, pods.map(keyOf), process.sim.now);
    let [removed, removedReady] = [0, 0];
    const errors = yield* inParallel(process, 'deletePod', pods, (pod) =>
      this.#removeOne(job, pod, () => {
        removed++;
        if (isPodReady(pod)) removedReady++;
      }),
    );
    return {
      active: active.length - removed,
      ready: ready - removedReady,
      terminating: terminating + removed,
      error: errors[0],
    };
  }

  *#removeOne(job: Job, pod: Pod, done: () => void): Task {
    try {
      if (hasTrackingFinalizer(pod)) yield* removeTrackingFinalizer(this.client, pod);
      yield* this.#podControl.delete(pod, job);
      done();
    } catch (error) {
      if (isRequestError(error)) this.expectations.deletionObserved(keyOf(job), keyOf(pod));
      if (!isNotFound(error)) throw error;
    }
  }

  *#create({ job, active, ready, terminating, delayed }: JobView, { create, indexes }: PodsPlan): Task<Managed> {
    const key = keyOf(job);
    const { process } = this.context;
    const template = jobPodTemplate(job);
    const reference = newControllerRef(job, JOB_KIND);
    this.expectations.expectCreations(key, create, process.sim.now);
    let [next, attempted] = [0, 0];
    const { successes, error } = yield* slowStartBatch(process, create, () => {
      attempted++;
      const index = indexes?.[next++];
      if (index === undefined) return this.#createOne(job, () => this.#podControl.create(template, job, reference));
      const indexed = indexedPodTemplate(job, template, index, delayed.get(index));
      const name = generateNameFor(job, index);
      return this.#createOne(job, () => this.#podControl.create(indexed, job, reference, name));
    });
    for (let skipped = create - attempted; skipped > 0; skipped--) this.expectations.creationObserved(key);
    return { active: active.length + successes, ready, terminating, error };
  }

  *#createOne(job: Job, create: () => Task): Task {
    try {
      yield* create();
    } catch (error) {
      if (isNamespaceTerminating(error)) return;
      if (isRequestError(error)) this.expectations.creationObserved(keyOf(job));
      throw error;
    }
  }

  /** removeTrackingFinalizerFromPods */
  *release(key: string, pods: readonly Pod[]): Task<RequestError | undefined> {
    if (pods.length === 0) return undefined;
    let released = this.#released.get(key);
    if (!released) this.#released.set(key, (released = new Set()));
    const known = released;
    const { client } = this;
    const errors = yield* inParallel(this.context.process, 'removeFinalizer', pods, function* (pod): Task {
      known.add(pod.metadata.uid);
      try {
        if (!(yield* removeTrackingFinalizer(client, pod))) known.delete(pod.metadata.uid);
      } catch (error) {
        known.delete(pod.metadata.uid);
        throw error;
      }
    });
    return errors[0];
  }

  /** Pods that still hold their finalizer as far as this process knows. */
  unreleased(key: string, pods: readonly Pod[]): ReadonlySet<string> {
    const released = this.released(key);
    const still = new Set<string>();
    for (const pod of pods) {
      if (hasTrackingFinalizer(pod) && !released.has(pod.metadata.uid)) still.add(pod.metadata.uid);
    }
    return still;
  }
}
