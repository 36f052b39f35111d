import { keyOf, semanticDeepEqual, type ApiObject } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import { isTracked, resourceListOf } from '../../api/quota/index.ts';
import { PERSISTENT_VOLUME_CLAIMS, PODS, RESOURCE_QUOTAS, SERVICES } from '../../api/refs.ts';
import type { ResourceQuota } from '../../api/resourcequota/types.ts';
import {
  WorkQueue,
  qualifiedResource,
  runWorkers,
  type Indexer,
  type ResourceClient,
  type ResourceRef,
} from '../../client-go/index.ts';
import { MINUTE, type Micros, type Task } from '../../sim/index.ts';
import type { ControllerContext } from '../context.ts';
import { CATCH_UP_CHECK, OwnWrites } from '../own-writes.ts';
import { deletableResources } from '../resources.ts';
import { calculateUsage, kindCountedBy } from './usage.ts';

const NAME = 'resourcequota-controller';
const WORKERS = 5;
/** --resource-quota-sync-period */
const SYNC_PERIOD: Micros = 5 * MINUTE;

/** Counts what namespaces use. Admission charges what is added; what goes away is seen here. pkg/controller/resourcequota */
export class ResourceQuotaController {
  readonly #queue: WorkQueue;
  readonly #quotas: ResourceClient<ResourceQuota>;
  readonly #store: Indexer<ResourceQuota>;
  readonly #writes: OwnWrites<ResourceQuota>;
  readonly #resources: readonly ResourceRef[];

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    this.#quotas = context.client(NAME).resource<ResourceQuota>(RESOURCE_QUOTAS);
    this.#queue = new WorkQueue(process, 'resource_quota');
    const quotas = informers.informer<ResourceQuota>(RESOURCE_QUOTAS);
    this.#store = quotas.store;
    this.#writes = new OwnWrites(quotas.store);
    quotas.addEventHandler({
      onAdd: (quota) => this.#queue.add(keyOf(quota)),
      onUpdate: (old, quota) => {
        if (!semanticDeepEqual(old.spec, quota.spec)) this.#queue.add(keyOf(quota));
      },
      onDelete: (quota) => this.#writes.forget(quota),
    });
    // Events are no part of what a namespace is charged for.
    this.#resources = deletableResources.filter(
      ({ namespaced, group, resource }) => namespaced && resource !== 'events' && group !== 'events.k8s.io',
    );
    for (const ref of this.#resources) this.#watch(ref);
    const pods = informers.informer<Pod>(PODS);
    context.whenSynced(NAME, [quotas, pods], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
      process.every('resource quota resync', SYNC_PERIOD, () => this.#resync());
    });
  }

  #watch(ref: ResourceRef): void {
    const name = qualifiedResource(ref.group, ref.resource);
    const informer = this.context.informers.informer<ApiObject>(ref);
    const freed = updateFilter(ref, () => this.context.now());
    informer.addEventHandler({
      onDelete: ({ metadata }) => this.#replenish(name, metadata.namespace),
      ...(freed && {
        onUpdate: (old: ApiObject, object: ApiObject) => {
          if (this.#store.size > 0 && freed(old, object)) this.#replenish(name, object.metadata.namespace);
        },
      }),
    });
  }

  /** Something of this kind has become free. replenishQuota */
  #replenish(kind: string, namespace: string | undefined): void {
    if (this.#store.size === 0) return;
    for (const quota of this.#store.list()) {
      if (quota.metadata.namespace !== namespace) continue;
      const hard = Object.keys(quota.spec.hard ?? {});
      if (hard.some((name) => kindCountedBy(name) === kind)) this.#queue.add(keyOf(quota));
    }
  }

  *#resync(): Task {
    for (const quota of this.#store.list()) this.#queue.add(keyOf(quota));
  }

  *#list(ref: ResourceRef, namespace: string | undefined): Generator<ApiObject, void, undefined> {
    for (const object of this.context.informers.informer<ApiObject>(ref).store.list()) {
      if (object.metadata.namespace === namespace) yield object;
    }
  }

  *#sync(key: string): Task {
    const quota = this.#store.get(key);
    if (!quota) return;
    if (this.#writes.behind(key, this.context.process.sim.now)) {
      this.#queue.addAfter(key, CATCH_UP_CHECK);
      return;
    }
    const { namespace } = quota.metadata;
    const used = calculateUsage(quota, this.#resources, (ref) => this.#list(ref, namespace), this.context.now());
    const status = { hard: quota.spec.hard ?? {}, used: resourceListOf(used) };
    if (quota.status.used !== undefined && semanticDeepEqual(status, quota.status)) return;
    const stored = yield* this.#quotas.updateStatus({ ...quota, status });
    this.#writes.note(key, stored, this.context.process.sim.now);
  }
}

type Filter = (old: ApiObject, object: ApiObject) => boolean;

/** Which changes of an object may cost less than before. DefaultUpdateFilter of pkg/quota/v1/install/update_filter.go */
function updateFilter({ group, resource }: ResourceRef, now: () => Micros): Filter | undefined {
  if (group !== '') return undefined;
  if (resource === PODS.resource) {
    return (old, pod) =>
      (old as Pod).status.phase !== (pod as Pod).status.phase &&
      isTracked(old as Pod, now()) &&
      !isTracked(pod as Pod, now());
  }
  if (resource === SERVICES.resource || resource === PERSISTENT_VOLUME_CLAIMS.resource) {
    return (old, object) => old.spec !== object.spec && !semanticDeepEqual(old.spec, object.spec);
  }
  return undefined;
}
