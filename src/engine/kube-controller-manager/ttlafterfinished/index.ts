/** Removes jobs some time after they have finished. pkg/controller/ttlafterfinished/ttlafterfinished_controller.go */
import { isNotFound, keyOf, parseTime } from '../../apimachinery/index.ts';
import type { Job } from '../../api/job/types.ts';
import { JOBS } from '../../api/refs.ts';
import { WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { Controller, ControllerContext } from '../context.ts';

const NAME = 'ttl-after-finished-controller';
const WORKERS = 5;

/** When the job is to go; undefined: not at all, or it still runs. timeLeft */
export function expiresAt({ metadata, spec, status }: Job): Micros | undefined {
  const { ttlSecondsAfterFinished } = spec;
  if (ttlSecondsAfterFinished === undefined || metadata.deletionTimestamp !== undefined) return undefined;
  const ended = status.conditions?.find(
    (condition) => (condition.type === 'Complete' || condition.type === 'Failed') && condition.status === 'True',
  );
  if (!ended?.lastTransitionTime) return undefined;
  return parseTime(ended.lastTransitionTime) + ttlSecondsAfterFinished * SECOND;
}

class TTLController {
  readonly #queue: WorkQueue;
  readonly #jobs: ResourceClient<Job>;
  readonly #store: Indexer<Job>;

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#jobs = context.client(NAME).resource<Job>(JOBS);
    this.#queue = new WorkQueue(process, 'ttl_jobs_to_delete');
    const jobs = informers.informer<Job>(JOBS);
    this.#store = jobs.store;
    const look = (job: Job): void => {
      if (expiresAt(job) !== undefined) this.#queue.add(keyOf(job));
    };
    jobs.addEventHandler({ onAdd: look, onUpdate: (_, job) => look(job) });
    context.whenSynced(NAME, [jobs], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#process(key));
    });
  }

  *#process(key: string): Task {
    const known = this.#store.get(key);
    if (!known || this.#waits(known)) return;
    const { namespace, name } = known.metadata;
    try {
      // Asked of the server itself: the limit may just have been raised.
      const fresh = yield* this.#jobs.get(namespace, name);
      if (this.#waits(fresh)) return;
      const { uid } = fresh.metadata;
      yield* this.#jobs.delete(namespace, name, { propagationPolicy: 'Foreground', preconditions: { uid } });
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #waits(job: Job): boolean {
    const at = expiresAt(job);
    if (at === undefined) return true;
    const left = at - this.context.now();
    if (left > 0) this.#queue.addAfter(keyOf(job), left);
    return left > 0;
  }
}

export const ttlAfterFinishedController: Controller = {
  name: NAME,
  start: (context) => void new TTLController(context),
};
