import {
  getControllerOf,
  isConflict,
  isNotFound,
  keyOf,
  semanticDeepEqual,
  type OwnerReference,
} from '../../apimachinery/index.ts';
import { PODS } from '../../api/refs.ts';
import type { Pod } from '../../api/pod/types.ts';
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
import { PodControl, isNamespaceTerminating } from '../pod-control.ts';
import { isPodReady } from '../pods.ts';
import { SelectorCache } from '../selector-cache.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { ownedPodsOf, type Measure, type OwnedPods } from './owned-pods.ts';
import type { ReplicaKind, ReplicaOwner, ReplicaStatus } from './owner.ts';
import { getPodsToDelete } from './pods-to-delete.ts';
import { slowStartBatch, slowStartBatches } from './slow-start.ts';
import { calculateStatus, sameStatus } from './status.ts';

/** No more than this many pods are made or removed before the cache has shown them. */
export const BURST_REPLICAS = 500;
const WORKERS = 5;

/** Keeps as many pods as each owner asks for. pkg/controller/replicaset/replica_set.go */
export class ReplicaSetController<T extends ReplicaOwner> {
  readonly #expectations = new Expectations();
  readonly #pods: OwnedPods;
  readonly #queue: WorkQueue;
  readonly #client: Client;
  readonly #owners: ResourceClient<T>;
  readonly #podControl: PodControl;
  readonly #store: Indexer<T>;
  readonly #writes: OwnWrites<T>;
  readonly #selectors: SelectorCache<T>;

  constructor(
    readonly context: ControllerContext,
    readonly kind: ReplicaKind<T>,
  ) {
    this.#selectors = new SelectorCache((owner) => owner.spec.selector, kind.selector);
    this.#pods = ownedPodsOf(context);
    this.#client = context.client(kind.component);
    this.#owners = this.#client.resource<T>(kind.ref);
    this.#queue = new WorkQueue(context.process, kind.queueName);
    this.#podControl = new PodControl(this.#client, new EventRecorder(this.#client, { component: kind.component }));
    const owners = context.informers.informer<T>(kind.ref);
    const pods = context.informers.informer<Pod>(PODS);
    this.#store = owners.store;
    this.#writes = new OwnWrites(owners.store);
    owners.store.addIndex('controllerUID', (owner) => [getControllerOf(owner)?.uid ?? '']);
    owners.addEventHandler({
      onAdd: (owner) => this.#queue.add(keyOf(owner)),
      onUpdate: (_, owner) => this.#queue.add(keyOf(owner)),
      onDelete: (owner) => {
        this.#selectors.forget(owner);
        this.#writes.forget(owner);
        this.#expectations.delete(keyOf(owner));
        this.#queue.add(keyOf(owner));
      },
    });
    pods.addEventHandler({
      onAdd: (pod) => this.#addPod(pod),
      onUpdate: (old, pod) => this.#updatePod(old, pod),
      onDelete: (pod) => this.#deletePod(pod),
    });
    context.whenSynced(kind.controllerName, [owners, pods], () => {
      runWorkers(context.process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  #resolve(namespace: string | undefined, reference: OwnerReference | undefined): T | undefined {
    if (reference?.kind !== this.kind.ref.kind) return undefined;
    const owner = this.#store.get(`${namespace}/${reference.name}`);
    return owner?.metadata.uid === reference.uid ? owner : undefined;
  }

  #addPod(pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#deletePod(pod);
      return;
    }
    const reference = getControllerOf(pod);
    if (!reference) {
      this.#wakeMatching(pod);
      return;
    }
    const owner = this.#resolve(pod.metadata.namespace, reference);
    if (!owner) return;
    this.#expectations.creationObserved(keyOf(owner));
    this.#queue.add(keyOf(owner));
  }

  #updatePod(old: Pod, pod: Pod): void {
    const relabelled =
      old.metadata.labels !== pod.metadata.labels && !semanticDeepEqual(old.metadata.labels, pod.metadata.labels);
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#deletePod(pod);
      if (relabelled) this.#deletePod(old);
      return;
    }
    const before = getControllerOf(old);
    const reference = getControllerOf(pod);
    const moved = before?.uid !== reference?.uid;
    if (moved && before) this.#wake(this.#resolve(old.metadata.namespace, before));
    if (!reference) {
      if (relabelled || moved) this.#wakeMatching(pod);
      return;
    }
    const owner = this.#resolve(pod.metadata.namespace, reference);
    if (!owner) return;
    this.#queue.add(keyOf(owner));
    const minReadySeconds = owner.spec.minReadySeconds ?? 0;
    if (minReadySeconds > 0 && !isPodReady(old) && isPodReady(pod)) {
      this.#queue.addAfter(keyOf(owner), (minReadySeconds + 1) * SECOND);
    }
  }

  #deletePod(pod: Pod): void {
    const owner = this.#resolve(pod.metadata.namespace, getControllerOf(pod));
    if (!owner) return;
    this.#expectations.deletionObserved(keyOf(owner), keyOf(pod));
    this.#queue.add(keyOf(owner));
  }

  #wake(owner: T | undefined): void {
    if (owner) this.#queue.add(keyOf(owner));
  }

  #wakeMatching(pod: Pod): void {
    for (const owner of this.#store.list()) {
      if (owner.metadata.namespace !== pod.metadata.namespace) continue;
      if (this.#selectors.get(owner).matches(pod.metadata.labels)) this.#queue.add(keyOf(owner));
    }
  }

  *#sync(key: string): Task {
    const known = this.#store.get(key);
    if (known) yield* this.context.compute(this.#pods.size(known.metadata.uid));
    const owner = this.#store.get(key);
    if (!owner) {
      this.#expectations.delete(key);
      return;
    }
    const { context } = this;
    if (this.#writes.behind(key, context.process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    const satisfied = this.#expectations.satisfied(key, context.process.sim.now);
    const { metadata, spec } = owner;
    const selector = this.#selectors.get(owner);
    const minReadySeconds = spec.minReadySeconds ?? 0;
    const measure: Measure = { selector, templateLabels: spec.template.metadata.labels, minReadySeconds };
    const adopted = yield* this.#claim(owner, measure);
    let failure: RequestError | undefined;
    if (satisfied && metadata.deletionTimestamp === undefined)
      failure = yield* this.#manageReplicas(owner, measure, adopted);
    const now = context.now();
    const counts = this.#pods.counts(metadata.uid, measure, now);
    const { reportsTerminating } = this.kind;
    const status = calculateStatus(owner, counts, failure?.message, reportsTerminating, now);
    const updated = yield* this.#updateStatus(owner, status);
    const { replicas } = updated.spec;
    const { readyReplicas = 0, availableReplicas = 0 } = updated.status;
    const waiting = minReadySeconds > 0 && readyReplicas === replicas && availableReplicas !== replicas;
    if (!failure && waiting) this.#queue.addAfter(key, minReadySeconds * SECOND);
    if (failure) throw failure;
  }

  /** Adopts and releases. Gives how many were adopted: they count although the cache does not show them as owned yet. */
  *#claim(owner: T, measure: Measure): Task<number> {
    const { uid, namespace } = owner.metadata;
    const candidates = this.#pods.toClaim(uid, namespace ?? '', measure);
    if (candidates.length === 0) return 0;
    const pods = this.#client.resource<Pod>(PODS);
    const claimed = yield* new ControllerRefManager(owner, measure.selector, this.#owners, pods).claim(candidates);
    let unseen = 0;
    for (const pod of claimed) {
      const now = this.context.informers.informer<Pod>(PODS).store.get(keyOf(pod));
      if (now && getControllerOf(now)?.uid !== uid) unseen++;
    }
    return unseen;
  }

  /** Makes what is missing, removes what is too much; at most BURST_REPLICAS at a time. Gives the first error. */
  *#manageReplicas(owner: T, measure: Measure, adopted: number): Task<RequestError | undefined> {
    const key = keyOf(owner);
    const { process } = this.context;
    const active = this.#pods.counts(owner.metadata.uid, measure, 0).replicas + adopted;
    const { replicas } = owner.spec;
    if (active === replicas) return undefined;
    const count = Math.min(Math.abs(active - replicas), BURST_REPLICAS);
    const span = process.begin('manageReplicas', key);
    const facts = { need: replicas, have: active };
    if (active < replicas) {
      const batches = slowStartBatches(count);
      this.#expectations.expectCreations(key, count, process.sim.now);
      const { successes, error } = yield* slowStartBatch(process, count, () => this.#create(owner));
      for (let skipped = count - successes; skipped > 0; skipped--) this.#expectations.creationObserved(key);
      span.end(error ? 'error' : 'ok', {
        ...facts,
        creating: count,
        batches,
        created: successes,
        error: error?.message,
      });
      return error;
    }
    const chosen = this.#choose(owner, measure, count);
    this.#expectations.expectDeletions(key, chosen.map(keyOf), process.sim.now);
    const errors = yield* inParallel(process, 'deletePod', chosen, (pod) => this.#delete(owner, pod));
    const deleting = chosen.map((pod) => pod.metadata.name);
    span.end(errors.length > 0 ? 'error' : 'ok', { ...facts, deleting, error: errors[0]?.message });
    return errors[0];
  }

  *#create(owner: T): Task {
    try {
      yield* this.#podControl.create(owner.spec.template, owner, this.kind.reference(owner));
    } catch (error) {
      // The namespace is going away: whatever is created there would be refused as well.
      if (!isNamespaceTerminating(error)) throw error;
    }
  }

  *#delete(owner: T, pod: Pod): Task {
    try {
      yield* this.#podControl.delete(pod, owner);
    } catch (error) {
      if (isRequestError(error)) this.#expectations.deletionObserved(keyOf(owner), keyOf(pod));
      if (!isNotFound(error)) throw error;
    }
  }

  /** Pods of all replica sets with the same parent tell which nodes are doubly used, as in a rolling update. */
  #choose(owner: T, measure: Measure, count: number): Pod[] {
    const parent = getControllerOf(owner)?.uid;
    const related: Pod[] = [];
    for (const sibling of parent === undefined ? [owner] : this.#store.byIndex('controllerUID', parent)) {
      for (const pod of this.#pods.ownedBy(sibling.metadata.uid)) related.push(pod);
    }
    const active = this.#pods.active(owner.metadata.uid, measure);
    return getPodsToDelete(active, related, Math.min(count, active.length), this.context.now());
  }

  *#updateStatus(owner: T, status: ReplicaStatus): Task<T> {
    if (sameStatus(owner.status, status)) return owner;
    try {
      return yield* this.#putStatus(owner, status);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      if (!isConflict(error)) throw error;
    }
    const fresh = yield* this.#owners.get(owner.metadata.namespace, owner.metadata.name);
    return yield* this.#putStatus(fresh, status);
  }

  *#putStatus(owner: T, status: ReplicaStatus): Task<T> {
    const stored = yield* this.#owners.updateStatus(this.kind.withStatus(owner, status));
    this.#writes.note(keyOf(owner), stored, this.context.process.sim.now);
    return stored;
  }
}
