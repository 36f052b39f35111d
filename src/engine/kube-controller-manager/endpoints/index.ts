import { isNotFound, keyOf, semanticDeepEqual, splitKey, type LabelSet } from '../../apimachinery/index.ts';
import { ENDPOINTS, PODS, SERVICES } from '../../api/refs.ts';
import type { Endpoints } from '../../api/endpoints/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { Controller, ControllerContext } from '../context.ts';
import { isNamespaceTerminating } from '../pod-control.ts';
import { OwnWrites } from '../own-writes.ts';
import { TriggerTimeTracker, hasClusterIP, servicePodsOf, type ServicePods } from '../service-pods.ts';
import { Subsets, truncated } from './subsets.ts';

const NAME = 'endpoints-controller';
const WORKERS = 5;
const HEADLESS = 'service.kubernetes.io/headless';
const MANAGED_BY = 'endpoints.kubernetes.io/managed-by';
const LAST_CHANGE = 'endpoints.kubernetes.io/last-change-trigger-time';
const OVER_CAPACITY = 'endpoints.kubernetes.io/over-capacity';

/** The older, unsliced form of a service's endpoints. pkg/controller/endpoint/endpoints_controller.go */
class EndpointsController {
  readonly #endpoints: ResourceClient<Endpoints>;
  readonly #recorder: EventRecorder;
  readonly #queue: WorkQueue;
  readonly #store: Indexer<Endpoints>;
  readonly #writes: OwnWrites<Endpoints>;
  readonly #services: Indexer<Service>;
  readonly #members: ServicePods;
  readonly #triggers = new TriggerTimeTracker();
  readonly #subsetsOf = new Map<string, Subsets>();

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client('endpoint-controller');
    this.#endpoints = client.resource<Endpoints>(ENDPOINTS);
    this.#recorder = new EventRecorder(client, { component: 'endpoint-controller' });
    this.#queue = new WorkQueue(process, 'endpoint');
    const endpoints = informers.informer<Endpoints>(ENDPOINTS);
    const services = informers.informer<Service>(SERVICES);
    this.#store = endpoints.store;
    this.#writes = new OwnWrites(endpoints.store);
    this.#services = services.store;
    this.#members = servicePodsOf(context);
    this.#members.addListener((key) => this.#queue.add(key));
    endpoints.addEventHandler({
      onDelete: (gone) => {
        this.#writes.forget(gone);
        this.#queue.add(keyOf(gone));
      },
    });
    context.whenSynced(NAME, [services, endpoints, informers.informer<Pod>(PODS)], () => {
      this.#checkLeftovers();
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  /** Endpoints whose service went away while no controller was looking. */
  #checkLeftovers(): void {
    for (const endpoints of this.#store.list()) {
      const { annotations } = endpoints.metadata;
      if (annotations?.['control-plane.alpha.kubernetes.io/leader'] === undefined) this.#queue.add(keyOf(endpoints));
    }
  }

  *#sync(key: string): Task {
    const known = this.#services.get(key);
    if (known) yield* this.context.compute(this.#members.count(known));
    const service = this.#services.get(key);
    const current = this.#store.get(key);
    if (!service) {
      this.#triggers.forget(key);
      this.#subsetsOf.delete(key);
      if (current) yield* this.#delete(key);
      return;
    }
    if (service.spec.type === 'ExternalName' || !service.spec.selector) return;
    if (this.#writes.behind(key, this.context.process.sim.now)) {
      this.#queue.addRateLimited(key);
      return;
    }
    const trigger = this.#triggers.compute(service, this.#members.podsOf(service));
    const { subsets, cut } = truncated(this.#subsets(key).compute(service, this.#members.podsOf(service)));
    const labels = labelsFor(service);
    const overCapacity = cut ? 'truncated' : undefined;
    if (
      current &&
      semanticDeepEqual(current.subsets, subsets) &&
      semanticDeepEqual(current.metadata.labels, labels) &&
      current.metadata.annotations?.[OVER_CAPACITY] === overCapacity
    ) {
      return;
    }
    const annotations = annotationsFor(current, trigger, overCapacity);
    yield* this.#write(service, current, { labels, annotations }, subsets);
  }

  #subsets(key: string): Subsets {
    let subsets = this.#subsetsOf.get(key);
    if (!subsets) this.#subsetsOf.set(key, (subsets = new Subsets()));
    return subsets;
  }

  *#delete(key: string): Task {
    const { namespace, name } = splitKey(key);
    try {
      yield* this.#endpoints.delete(namespace, name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }

  #wrote(stored: Endpoints): void {
    this.#writes.note(keyOf(stored), stored, this.context.process.sim.now);
  }

  *#write(
    service: Service,
    current: Endpoints | undefined,
    meta: Pick<Endpoints['metadata'], 'labels' | 'annotations'>,
    subsets: Endpoints['subsets'],
  ): Task {
    const { namespace, name } = service.metadata;
    try {
      if (current) {
        const metadata = { ...current.metadata, ...meta };
        this.#wrote(yield* this.#endpoints.update({ ...current, metadata, subsets }));
        return;
      }
      const metadata = { name, namespace, ...meta };
      const body = { apiVersion: 'v1', kind: 'Endpoints', metadata, subsets };
      this.#wrote(yield* this.#endpoints.create(namespace, body));
    } catch (error) {
      if (isNamespaceTerminating(error)) return;
      if (!isRequestError(error)) throw error;
      const [reason, verb] = current ? ['FailedToUpdateEndpoint', 'update'] : ['FailedToCreateEndpoint', 'create'];
      const text = `Failed to ${verb} endpoint ${namespace}/${name}: ${error.message}`;
      this.#recorder.event(current ?? service, 'Warning', reason, text);
      throw error;
    }
  }
}

function labelsFor(service: Service): LabelSet {
  const { [HEADLESS]: _, ...labels } = service.metadata.labels ?? {};
  const managed = { ...labels, [MANAGED_BY]: 'endpoint-controller' };
  return hasClusterIP(service) ? managed : { ...managed, [HEADLESS]: '' };
}

function annotationsFor(
  current: Endpoints | undefined,
  trigger: string | undefined,
  overCapacity: string | undefined,
): LabelSet {
  const { [LAST_CHANGE]: _, [OVER_CAPACITY]: __, ...others } = current?.metadata.annotations ?? {};
  return {
    ...others,
    ...(trigger !== undefined && { [LAST_CHANGE]: trigger }),
    ...(overCapacity !== undefined && { [OVER_CAPACITY]: overCapacity }),
  };
}

export const endpointsController: Controller = {
  name: NAME,
  start: (context) => void new EndpointsController(context),
};
