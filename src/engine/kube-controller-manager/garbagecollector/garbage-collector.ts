import {
  isConflict,
  isNotFound,
  newInternalError,
  type ApiObject,
  type OwnerReference,
} from '../../apimachinery/index.ts';
import {
  WorkQueue,
  runWorkers,
  type Client,
  type DeleteOptions,
  type EventHandler,
  type ResourceClient,
  type ResourceRef,
} from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { inParallel } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { deletableResources, resourceFor } from '../resources.ts';
import { CustomMonitors } from './custom-monitors.ts';
import {
  DELETE_DEPENDENTS,
  DependencyGraph,
  ORPHAN_DEPENDENTS,
  hasFinalizer,
  type GraphNode,
  type Identity,
} from './graph.ts';

const NAME = 'garbage-collector-controller';
const WORKERS = 20;
const ABSENT_OWNERS_REMEMBERED = 500;
const CONFLICT_RETRIES = 5;
/** Resources without owners worth knowing: they are many, and nobody owns them. */
const IGNORED = new Set(['events']);

interface Classified {
  readonly solid: readonly OwnerReference[];
  readonly dangling: readonly OwnerReference[];
  readonly waiting: readonly OwnerReference[];
}

/** Removes what nobody owns any more. pkg/controller/garbagecollector/garbagecollector.go */
export class GarbageCollector {
  readonly #client: Client;
  readonly #graph: DependencyGraph;
  readonly #deletes: WorkQueue;
  readonly #orphans: WorkQueue;
  readonly #absentOwners = new Set<string>();
  readonly #custom: CustomMonitors;

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    // Each deletion takes two requests, so this controller is allowed twice as many.
    this.#client = context.client('generic-garbage-collector', 2);
    this.#deletes = new WorkQueue(process, 'garbage_collector_attempt_to_delete');
    this.#orphans = new WorkQueue(process, 'garbage_collector_attempt_to_orphan');
    this.#graph = new DependencyGraph({
      attemptToDelete: (node) => this.#deletes.add(node.key),
      attemptToOrphan: (node) => this.#orphans.add(node.key),
    });
    const monitored = deletableResources.filter(({ resource }) => !IGNORED.has(resource));
    const monitors = monitored.map((ref) => informers.informer<ApiObject>(ref));
    const handler: EventHandler<ApiObject> = {
      onAdd: (object) => this.#graph.put(undefined, object),
      onUpdate: (old, object) => this.#graph.put(old, object),
      onDelete: (object) => this.#deleted(object),
    };
    for (const monitor of monitors) monitor.addEventHandler(handler);
    this.#custom = new CustomMonitors(informers, handler);
    context.whenSynced(NAME, monitors, () => {
      runWorkers(process, this.#deletes, WORKERS, (key) => this.#attemptToDelete(key));
      runWorkers(process, this.#orphans, WORKERS, (key) => this.#attemptToOrphan(key));
    });
  }

  #deleted({ apiVersion, kind, metadata }: ApiObject): void {
    const { namespace, name, uid } = metadata;
    if (this.#graph.get(uid)?.dependents.size) this.#rememberAbsent({ apiVersion, kind, namespace, name, uid });
    this.#graph.remove(uid);
  }

  #node(key: string): GraphNode | undefined {
    return this.#graph.get(key.slice(key.lastIndexOf(' ') + 1));
  }

  #resource(identity: Pick<Identity, 'apiVersion' | 'kind'>): ResourceRef {
    const { apiVersion, kind } = identity;
    const ref = resourceFor(apiVersion, kind) ?? this.#custom.resourceFor(apiVersion, kind);
    if (!ref) throw newInternalError(`unable to get REST mapping for ${identity.apiVersion}/${identity.kind}.`);
    return ref;
  }

  #clientFor(identity: Identity): ResourceClient<ApiObject> {
    return this.#client.resource<ApiObject>(this.#resource(identity));
  }

  *#attemptToDelete(key: string): Task {
    const node = this.#node(key);
    if (!node) return;
    // Being deleted is a one-way trip: its dependents are dealt with when it is gone.
    if (node.beingDeleted && !node.deletingDependents) return;
    const latest = yield* this.#get(node.identity);
    if (!latest) {
      this.#goneWithoutNotice(node);
      return;
    }
    if (node.virtual) {
      // The owner exists; whether it is really what was named shows when an informer brings it.
      this.#deletes.addRateLimited(key);
      return;
    }
    if (node.deletingDependents) yield* this.#processDeletingDependents(node);
    else if (latest.metadata.ownerReferences?.length) yield* this.#judge(node, latest, latest.metadata.ownerReferences);
  }

  *#get(identity: Identity): Task<ApiObject | undefined> {
    try {
      const latest = yield* this.#clientFor(identity).get(identity.namespace, identity.name);
      return latest.metadata.uid === identity.uid ? latest : undefined;
    } catch (error) {
      if (!isNotFound(error)) throw error;
      return undefined;
    }
  }

  /** A virtual delete event: the server says it is gone, although no informer did. */
  #goneWithoutNotice(node: GraphNode): void {
    this.#rememberAbsent(node.identity);
    this.#graph.remove(node.identity.uid);
  }

  #rememberAbsent({ uid, namespace }: Identity): void {
    if (this.#absentOwners.size >= ABSENT_OWNERS_REMEMBERED) {
      const [oldest] = this.#absentOwners;
      if (oldest !== undefined) this.#absentOwners.delete(oldest);
    }
    this.#absentOwners.add(`${namespace ?? ''}/${uid}`);
  }

  /** Foreground: the owner waits until nothing that blocks it is left. */
  *#processDeletingDependents(node: GraphNode): Task {
    const blocking = node.blockingDependents();
    if (blocking.length === 0) {
      yield* this.#removeFinalizer(node.identity, DELETE_DEPENDENTS);
      return;
    }
    for (const dependent of blocking) if (!dependent.deletingDependents) this.#deletes.add(dependent.key);
  }

  /** One solid owner keeps an object; without any it goes, in the way its owners' end asks for. */
  *#judge(node: GraphNode, latest: ApiObject, references: readonly OwnerReference[]): Task {
    const { solid, dangling, waiting } = yield* this.#classify(node, references);
    const { process } = this.context;
    const names = (owners: readonly OwnerReference[]): string[] => owners.map(({ kind, name }) => `${kind}/${name}`);
    const facts = { solid: names(solid), dangling: names(dangling), waitingForDependentsDeletion: names(waiting) };
    if (solid.length > 0) {
      if (dangling.length + waiting.length === 0) return;
      process.note('deleteOwnerReferences', node.key, facts);
      yield* this.#dropOwners(node.identity, [...dangling, ...waiting]);
      return;
    }
    const foreground = waiting.length > 0 && node.dependents.size > 0;
    if (foreground && [...node.dependents].some(({ deletingDependents }) => deletingDependents)) {
      yield* this.#unblockOwners(node.identity, references);
    }
    const propagationPolicy = foreground ? 'Foreground' : policyOf(latest);
    process.note('deleteObject', node.key, { ...facts, propagationPolicy });
    yield* this.#delete(node, latest, propagationPolicy);
  }

  *#delete(node: GraphNode, latest: ApiObject, propagationPolicy: DeleteOptions['propagationPolicy']): Task {
    const { namespace, name, uid } = node.identity;
    const { resourceVersion } = latest.metadata;
    const client = this.#clientFor(node.identity);
    try {
      yield* client.delete(namespace, name, { preconditions: { uid, resourceVersion }, propagationPolicy });
    } catch (error) {
      if (!isNotFound(error)) throw error;
      this.#goneWithoutNotice(node);
    }
  }

  *#classify(node: GraphNode, references: readonly OwnerReference[]): Task<Classified> {
    const solid: OwnerReference[] = [];
    const dangling: OwnerReference[] = [];
    const waiting: OwnerReference[] = [];
    for (const reference of references) {
      const owner = yield* this.#owner(node, reference);
      if (!owner) dangling.push(reference);
      else if (owner.metadata.deletionTimestamp !== undefined && hasFinalizer(owner, DELETE_DEPENDENTS))
        waiting.push(reference);
      else solid.push(reference);
    }
    return { solid, dangling, waiting };
  }

  /** The owner as the server has it; undefined for a dangling reference. isDangling */
  *#owner(node: GraphNode, reference: OwnerReference): Task<ApiObject | undefined> {
    const { namespace } = node.identity;
    if (this.#absentOwners.has(`/${reference.uid}`)) return undefined;
    if (this.#absentOwners.has(`${namespace ?? ''}/${reference.uid}`)) return undefined;
    const { apiVersion, kind, name, uid } = reference;
    const { namespaced } = this.#resource(reference);
    if (namespaced && namespace === undefined) {
      throw newInternalError('cluster-scoped objects cannot refer to namespaced owners');
    }
    const identity: Identity = { apiVersion, kind, name, uid, namespace: namespaced ? namespace : undefined };
    const owner = yield* this.#get(identity);
    if (!owner) this.#rememberAbsent(identity);
    return owner;
  }

  *#dropOwners(identity: Identity, owners: readonly OwnerReference[]): Task {
    const ownerReferences = owners.map(({ uid }) => ({ $patch: 'delete', uid }));
    yield* this.#patch(identity, { metadata: { ownerReferences, uid: identity.uid } });
  }

  /** Breaks a possible circle of objects that wait for each other. */
  *#unblockOwners(identity: Identity, references: readonly OwnerReference[]): Task {
    const blocking = references.filter(({ blockOwnerDeletion }) => blockOwnerDeletion === true);
    if (blocking.length === 0) return;
    const ownerReferences = blocking.map((reference) => ({ ...reference, blockOwnerDeletion: false }));
    yield* this.#patch(identity, { metadata: { ownerReferences, uid: identity.uid } });
  }

  *#patch(identity: Identity, patch: object): Task {
    const { namespace, name } = identity;
    yield* this.#clientFor(identity).patch(namespace, name, 'application/strategic-merge-patch+json', patch);
  }

  /** attemptToOrphanWorker: every dependent forgets this owner, then the owner may go. */
  *#attemptToOrphan(key: string): Task {
    const node = this.#node(key);
    if (!node) return;
    const { process } = this.context;
    const owner = { uid: node.identity.uid } as OwnerReference;
    const dependents = [...node.dependents];
    const errors = yield* inParallel(process, 'orphanDependents', dependents, (dependent) =>
      this.#orphan(dependent.identity, owner),
    );
    if (errors[0]) throw errors[0];
    process.note('orphanDependents', key, { dependents: dependents.length });
    yield* this.#removeFinalizer(node.identity, ORPHAN_DEPENDENTS);
  }

  *#orphan(dependent: Identity, owner: OwnerReference): Task {
    try {
      yield* this.#dropOwners(dependent, [owner]);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  *#removeFinalizer(identity: Identity, finalizer: string): Task {
    const { namespace, name } = identity;
    for (let attempt = 1; ; attempt++) {
      const latest = yield* this.#get(identity);
      if (!latest || !hasFinalizer(latest, finalizer)) return;
      const { resourceVersion, finalizers } = latest.metadata;
      const kept = finalizers?.filter((each) => each !== finalizer);
      const patch = { metadata: { resourceVersion, finalizers: kept } };
      try {
        yield* this.#clientFor(identity).patch(namespace, name, 'application/merge-patch+json', patch);
        return;
      } catch (error) {
        if (isNotFound(error)) return;
        if (!isConflict(error) || attempt >= CONFLICT_RETRIES) throw error;
      }
    }
  }
}

function policyOf(latest: ApiObject): DeleteOptions['propagationPolicy'] {
  if (hasFinalizer(latest, ORPHAN_DEPENDENTS)) return 'Orphan';
  return hasFinalizer(latest, DELETE_DEPENDENTS) ? 'Foreground' : 'Background';
}
