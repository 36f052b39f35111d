import type { CustomResourceDefinition } from '../../api/customresourcedefinition/types.ts';
import { isConflict, isNotFound, keyOf, semanticDeepEqual, type ApiObject } from '../../apimachinery/index.ts';
import { NAMESPACES, PODS } from '../../api/refs.ts';
import type { Namespace } from '../../api/namespace/types.ts';
import {
  ControllerRateLimiter,
  WorkQueue,
  runWorkers,
  type Client,
  type Indexer,
  type ResourceClient,
  type ResourceRef,
} from '../../client-go/index.ts';
import { MILLISECOND, SECOND, type Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { CUSTOM_RESOURCE_DEFINITIONS, customResources, deletableResources } from '../resources.ts';
import { deletionConditions, type Remaining } from './conditions.ts';

const NAME = 'namespace-controller';
const WORKERS = 10;
/** So that API servers that are behind have seen that the namespace is Terminating. namespaceDeletionGracePeriod */
const GRACE = 5 * SECOND;
const FINALIZER = 'kubernetes';
/** How long an object held back by somebody's finalizer is guessed to take. */
const FINALIZER_ESTIMATE_SECONDS = 15;

/** Empties namespaces that are being deleted, pods first, then lets them go. pkg/controller/namespace */
class NamespaceController {
  readonly #client: Client;
  readonly #namespaces: ResourceClient<Namespace>;
  readonly #store: Indexer<Namespace>;
  readonly #queue: WorkQueue;

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#client = context.client(NAME, 20, 100);
    this.#namespaces = this.#client.resource<Namespace>(NAMESPACES);
    const limiter = new ControllerRateLimiter(process, 5 * MILLISECOND, 60 * SECOND);
    this.#queue = new WorkQueue(process, 'namespace', limiter);
    const namespaces = informers.informer<Namespace>(NAMESPACES);
    this.#store = namespaces.store;
    namespaces.addEventHandler({
      onAdd: (namespace) => this.#enqueue(namespace),
      onUpdate: (_, namespace) => this.#enqueue(namespace),
    });
    context.whenSynced(NAME, [namespaces], () => {
      runWorkers(process, this.#queue, WORKERS, (name) => this.#sync(name));
    });
  }

  #enqueue(namespace: Namespace): void {
    if (namespace.metadata.deletionTimestamp !== undefined) this.#queue.addAfter(keyOf(namespace), GRACE);
  }

  /** `Delete` of pkg/controller/namespace/deletion/namespaced_resources_deleter.go */
  *#sync(name: string): Task {
    if (!this.#store.get(name)) return;
    let namespace = yield* this.#get(name);
    if (namespace?.metadata.deletionTimestamp === undefined) return;
    if (namespace.status.phase !== 'Terminating') {
      const status = { ...namespace.status, phase: 'Terminating' as const };
      namespace = yield* this.#namespaces.updateStatus({ ...namespace, status });
    }
    if (!namespace.spec.finalizers?.length) return;
    const { remaining, errors } = yield* this.#deleteAllContent(name);
    const known = namespace.status.conditions ?? [];
    const conditions = deletionConditions(known, remaining, errors, this.context.now());
    if (conditions !== known) {
      const status = { ...namespace.status, conditions };
      namespace = yield* this.#namespaces.updateStatus({ ...namespace, status });
    }
    const estimate = remaining.reduce((most, { estimateSeconds }) => Math.max(most, estimateSeconds), 0);
    const facts = remaining.filter(({ count }) => count > 0).map(({ ref, count }) => `${ref.resource}: ${count}`);
    this.context.process.note('deleteAllContent', name, { remaining: facts, estimateSeconds: estimate, errors });
    if (errors.length > 0) this.#queue.addRateLimited(name);
    else if (estimate > 0) this.#queue.addAfter(name, (Math.floor(estimate / 2) + 1) * SECOND);
    else yield* this.#finalize(namespace);
  }

  *#get(name: string): Task<Namespace | undefined> {
    try {
      return yield* this.#namespaces.get(undefined, name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return undefined;
    }
  }

  /** Pods go before everything they may need while they end; the rest waits until they are gone. */
  *#deleteAllContent(namespace: string): Task<{ remaining: Remaining[]; errors: string[] }> {
    const remaining: Remaining[] = [];
    const errors: string[] = [];
    yield* this.#deleteResource(namespace, PODS, remaining, errors);
    if (errors.length > 0 || remaining.some(({ count }) => count > 0)) return { remaining, errors };
    for (const ref of [...deletableResources, ...(yield* this.#customResources())]) {
      if (!ref.namespaced || (ref.group === '' && ref.resource === PODS.resource)) continue;
      yield* this.#deleteResource(namespace, ref, remaining, errors);
    }
    return { remaining, errors };
  }

  /** What is defined at the moment, each in one of its versions. */
  *#customResources(): Task<readonly ResourceRef[]> {
    const crds = yield* this.#client.resource<CustomResourceDefinition>(CUSTOM_RESOURCE_DEFINITIONS).list(undefined, {
      resourceVersion: '0',
    });
    return crds.items.flatMap((crd) => customResources(crd).slice(0, 1));
  }

  *#deleteResource(namespace: string, ref: ResourceRef, remaining: Remaining[], errors: string[]): Task {
    const client = this.#client.resource<ApiObject>(ref);
    try {
      yield* client.deleteCollection(namespace, {}, { propagationPolicy: 'Background' });
      const list = yield* client.list(namespace);
      if (list.items.length > 0) remaining.push(whatRemains(ref, list.items));
    } catch (error) {
      if (!isRequestError(error)) throw error;
      if (!isNotFound(error)) errors.push(error.message);
    }
  }

  /** Takes the namespace's own finalizer away; the last one gone, so is the namespace. */
  *#finalize(namespace: Namespace): Task {
    const { name } = namespace.metadata;
    let current: Namespace | undefined = namespace;
    while (current) {
      const finalizers = (current.spec.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER);
      try {
        yield* this.#namespaces.updateSubresource(undefined, name, 'finalize', {
          ...current,
          spec: { ...current.spec, finalizers },
        });
        return;
      } catch (error) {
        if (isNotFound(error)) return;
        if (!isConflict(error)) throw error;
      }
      const uid: string = current.metadata.uid;
      const fresh: Namespace | undefined = yield* this.#get(name);
      current = fresh?.metadata.uid === uid && !semanticDeepEqual(fresh, current) ? fresh : undefined;
    }
  }
}

/** Counts what is left, and guesses how long it takes: pods their grace, what a finalizer holds back 15 s. */
function whatRemains(ref: ResourceRef, items: readonly ApiObject[]): Remaining {
  const finalizers = new Map<string, number>();
  let estimateSeconds = 0;
  for (const { metadata } of items) {
    for (const finalizer of metadata.finalizers ?? []) finalizers.set(finalizer, (finalizers.get(finalizer) ?? 0) + 1);
    if (ref.resource === PODS.resource) {
      estimateSeconds = Math.max(estimateSeconds, metadata.deletionGracePeriodSeconds ?? 0);
    }
  }
  if (estimateSeconds === 0) estimateSeconds = FINALIZER_ESTIMATE_SECONDS;
  return { ref, count: items.length, finalizers, estimateSeconds };
}

export const namespaceController: Controller = {
  name: NAME,
  start: (context) => void new NamespaceController(context),
};
