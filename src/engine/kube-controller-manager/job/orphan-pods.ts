import { getControllerOf, isInvalid, isNotFound, keyOf } from '../../apimachinery/index.ts';
import type { Job } from '../../api/job/types.ts';
import { isJobFinished } from '../../api/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import { PODS } from '../../api/refs.ts';
import { WorkQueue, runWorkers, type Client, type Indexer } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { TRACKING_FINALIZER, hasTrackingFinalizer } from './names.ts';

/** Takes the finalizer off one pod; false when the pod has gone already. */
export function* removeTrackingFinalizer(client: Client, { metadata }: Pod): Task<boolean> {
  const patch = { metadata: { '$deleteFromPrimitiveList/finalizers': [TRACKING_FINALIZER] } };
  const { namespace, name } = metadata;
  try {
    yield* client.resource<Pod>(PODS).patch(namespace, name, 'application/strategic-merge-patch+json', patch);
    return true;
  } catch (error) {
    if (!isNotFound(error) && !isInvalid(error)) throw error;
    return false;
  }
}

/** Frees pods whose job is gone: nobody will count them. syncOrphanPod of pkg/controller/job/job_controller.go */
export class OrphanPods {
  readonly #queue: WorkQueue;
  readonly #pods: Indexer<Pod>;

  constructor(
    readonly context: ControllerContext,
    readonly client: Client,
    readonly jobs: Indexer<Job>,
  ) {
    this.#queue = new WorkQueue(context.process, 'job_orphan_pod');
    this.#pods = context.informers.informer<Pod>(PODS).store;
  }

  start(): void {
    runWorkers(this.context.process, this.#queue, 1, (key) => this.#sync(key));
  }

  add(pod: Pod): void {
    if (hasTrackingFinalizer(pod)) this.#queue.add(keyOf(pod));
  }

  *#sync(key: string): Task {
    const pod = this.#pods.get(key);
    if (!pod || !hasTrackingFinalizer(pod)) return;
    const reference = getControllerOf(pod);
    if (reference && reference.kind !== 'Job') return;
    const job = reference && this.jobs.get(`${pod.metadata.namespace}/${reference.name}`);
    if (job && job.metadata.uid === reference.uid && !isJobFinished(job.status)) return;
    yield* removeTrackingFinalizer(this.client, pod);
  }
}
