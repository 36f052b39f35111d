import { keyOf, labelSelectorAsSelector, semanticDeepEqual } from '../../apimachinery/index.ts';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONTROLLER_REVISIONS, PERSISTENT_VOLUME_CLAIMS, PODS, STATEFUL_SETS } from '../../api/refs.ts';
import type { StatefulSet, StatefulSetStatus } from '../../api/statefulset/types.ts';
import {
  EventRecorder,
  WorkQueue,
  runWorkers,
  type Client,
  type Indexer,
  type ResourceClient,
} from '../../client-go/index.ts';
import { SECOND, type Task } from '../../sim/index.ts';
import { inParallel, isRequestError, type RequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { ControllerRefManager } from '../controller-ref.ts';
import { Expectations } from '../expectations.ts';
import { Histories } from '../history/index.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { podOwnersOf } from '../pod-owners.ts';
import { isPodReady } from '../pods.ts';
import { ownedPodsOf, type OwnedPods } from '../replicaset/owned-pods.ts';
import { slowStartBatch } from '../replicaset/slow-start.ts';
import { SelectorCache } from '../selector-cache.ts';
import { isMemberOf } from './ordinals.ts';
import { planStatefulSet, type ClaimLookup, type Plan, type Step } from './plan.ts';
import { findRevisions, truncateHistory } from './revisions.ts';
import { StatefulPodControl } from './stateful-pod-control.ts';
import { calculateStatus } from './status.ts';

const NAME = 'statefulset-controller';
const WORKERS = 5;

interface Outcome {
  readonly replaced: number;
  readonly failure: RequestError | undefined;
}

/** Keeps pods with names, in order, each with its own claims. pkg/controller/statefulset/stateful_set.go */
export class StatefulSetController {
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #sets: ResourceClient<StatefulSet>;
  readonly #store: Indexer<StatefulSet>;
  readonly #claims: Indexer<PersistentVolumeClaim>;
  readonly #pods: OwnedPods;
  readonly #histories: Histories<StatefulSet>;
  readonly #podControl: StatefulPodControl;
  readonly #writes: OwnWrites<StatefulSet>;
  readonly #expectations = new Expectations();
  readonly #selectors = new SelectorCache<StatefulSet>(
    ({ spec }) => spec.selector,
    ({ spec }) => labelSelectorAsSelector(spec.selector),
  );

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client(NAME);
    this.#sets = this.#client.resource<StatefulSet>(STATEFUL_SETS);
    this.#queue = new WorkQueue(process, 'statefulset');
    this.#podControl = new StatefulPodControl(this.#client, new EventRecorder(this.#client, { component: NAME }));
    this.#pods = ownedPodsOf(context);
    const sets = informers.informer<StatefulSet>(STATEFUL_SETS);
    const claims = informers.informer<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    const revisions = informers.informer<ControllerRevision>(CONTROLLER_REVISIONS);
    this.#store = sets.store;
    this.#claims = claims.store;
    this.#writes = new OwnWrites(sets.store);
    this.#histories = new Histories('StatefulSet', revisions, this.#client, this.#sets);
    sets.addEventHandler({
      onAdd: (set) => this.#queue.add(keyOf(set)),
      onUpdate: (_, set) => this.#queue.add(keyOf(set)),
      onDelete: (set) => {
        this.#selectors.forget(set);
        this.#writes.forget(set);
        this.#expectations.delete(keyOf(set));
      },
    });
    this.#listenToPods();
    context.whenSynced(NAME, [sets, claims, revisions, informers.informer<Pod>(PODS)], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  #listenToPods(): void {
    podOwnersOf(this.context).register<StatefulSet>({
      kind: 'StatefulSet',
      store: this.#store,
      selector: (set) => this.#selectors.get(set),
      added: (set) => {
        this.#expectations.creationObserved(keyOf(set));
        this.#queue.add(keyOf(set));
      },
      updated: (set, old, pod) => {
        this.#queue.add(keyOf(set));
        const { minReadySeconds = 0 } = set.spec;
        if (minReadySeconds > 0 && !isPodReady(old) && isPodReady(pod)) {
          this.#queue.addAfter(keyOf(set), (minReadySeconds + 1) * SECOND);
        }
      },
      deleted: (set, pod) => {
        this.#expectations.deletionObserved(keyOf(set), keyOf(pod));
        this.#queue.add(keyOf(set));
      },
      wake: (set) => this.#queue.add(keyOf(set)),
    });
  }

  *#sync(key: string): Task {
    const set = this.#store.get(key);
    if (!set) return;
    const { process } = this.context;
    if (this.#writes.behind(key, process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    if (!this.#expectations.satisfied(key, process.sim.now)) return;
    const selector = this.#selectors.get(set);
    const revisions = yield* this.#histories.claim(set, selector);
    const pods = yield* this.#claimPods(set);
    const found = yield* findRevisions(this.#histories, set, revisions);
    const claim: ClaimLookup = (name) => this.#claims.get(`${set.metadata.namespace}/${name}`);
    const now = this.context.now();
    const plan = planStatefulSet({ set, ...found, pods, claim, now });
    const { replaced, failure } = yield* this.#act(set, plan, claim);
    const counted = [...plan.replicas, ...plan.condemned];
    const status = calculateStatus({ set, ...found, pods: counted, replaced, now: this.context.now() });
    yield* this.#updateStatus(set, status);
    if (failure) throw failure;
    yield* truncateHistory(this.#histories, set, revisions, found, pods);
    const { minReadySeconds = 0, replicas } = set.spec;
    if (minReadySeconds > 0 && status.availableReplicas !== replicas) {
      this.#queue.addAfter(key, minReadySeconds * SECOND);
    }
  }

  *#claimPods(set: StatefulSet): Task<Pod[]> {
    const { uid, namespace } = set.metadata;
    const all = [...this.#pods.ownedBy(uid), ...this.#pods.orphansIn(namespace ?? '')];
    const members = all.filter((pod) => isMemberOf(set, pod));
    const pods = this.#client.resource<Pod>(PODS);
    return yield* new ControllerRefManager(set, this.#selectors.get(set), this.#sets, pods).claim(members);
  }

  /** Phase by phase; what was not tried because something before it failed is no longer expected. */
  *#act(set: StatefulSet, { phases, waiting }: Plan, claim: ClaimLookup): Task<Outcome> {
    if (phases.length === 0) return { replaced: 0, failure: undefined };
    const key = keyOf(set);
    const { process } = this.context;
    const steps = phases.flat();
    const span = process.begin('updateStatefulSet', key);
    const creations = steps.filter(({ act }) => act === 'create').length;
    const deletions = steps.filter(({ act }) => act === 'delete').map(({ pod }) => keyOf(pod));
    this.#expectations.expect(key, creations, deletions, process.sim.now);
    const done = new Set<Step>();
    let failure: RequestError | undefined;
    for (const phase of phases) {
      failure = yield* this.#runPhase(set, phase, claim, done);
      if (failure) break;
    }
    for (const step of steps) {
      if (done.has(step)) continue;
      if (step.act === 'create') this.#expectations.creationObserved(key);
      if (step.act === 'delete') this.#expectations.deletionObserved(key, keyOf(step.pod));
    }
    const taken = steps.map(({ act, pod }) => `${act} ${pod.metadata.name}`);
    span.end(failure ? 'error' : 'ok', { steps: taken, waiting, error: failure?.message });
    return { replaced: [...done].filter(({ replaces }) => replaces).length, failure };
  }

  *#runPhase(
    set: StatefulSet,
    phase: readonly Step[],
    claim: ClaimLookup,
    done: Set<Step>,
  ): Task<RequestError | undefined> {
    const take = this.#podControl;
    function* run(step: Step): Task {
      yield* take.take(set, step, claim);
      done.add(step);
    }
    const { process } = this.context;
    if (set.spec.podManagementPolicy === 'Parallel') {
      let next = 0;
      const { error } = yield* slowStartBatch(process, phase.length, () => run(phase[next++]!));
      return error;
    }
    for (const step of phase) {
      const [error] = yield* inParallel(process, step.act, [step], run);
      if (error) return error;
    }
    return undefined;
  }

  *#updateStatus(set: StatefulSet, status: StatefulSetStatus): Task {
    if (semanticDeepEqual(set.status, status)) return;
    let stored: StatefulSet;
    try {
      stored = yield* this.#sets.updateStatus({ ...set, status });
    } catch (error) {
      if (!isRequestError(error)) throw error;
      const fresh = yield* this.#sets.get(set.metadata.namespace, set.metadata.name);
      stored = yield* this.#sets.updateStatus({ ...fresh, status });
    }
    this.#writes.note(keyOf(set), stored, this.context.process.sim.now);
  }
}
