import {
  getControllerOf,
  isNotFound,
  keyOf,
  newControllerRef,
  semanticDeepEqual,
  type LabelSet,
} from '../../apimachinery/index.ts';
import { ENDPOINT_SLICES, NODES, PODS, SERVICES } from '../../api/refs.ts';
import type { AddressType, Endpoint, EndpointSlice, EndpointSlicePort } from '../../api/endpointslice/types.ts';
import type { Node } from '../../api/node/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { EventRecorder, WorkQueue, runWorkers, type Indexer, type ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { isRequestError } from '../concurrency.ts';
import type { ControllerContext } from '../context.ts';
import { isNamespaceTerminating } from '../pod-control.ts';
import { nodeNameOf } from '../pods.ts';
import { TriggerTimeTracker, hasClusterIP, servicePodsOf, type ServicePods } from '../service-pods.ts';
import { DesiredEndpoints, addressTypesOf } from './endpoints.ts';
import { planSlices, type SlicePlan } from './plan-slices.ts';

const NAME = 'endpointslice-controller';
const WORKERS = 5;
const MANAGED_BY = 'endpointslice-controller.k8s.io';
const LABEL_SERVICE_NAME = 'kubernetes.io/service-name';
const LABEL_MANAGED_BY = 'endpointslice.kubernetes.io/managed-by';
const LABEL_HEADLESS = 'service.kubernetes.io/headless';
const LAST_CHANGE = 'endpoints.kubernetes.io/last-change-trigger-time';
const ZONE = 'topology.kubernetes.io/zone';

/** Keeps, for each service with a selector, slices of at most 100 endpoints. pkg/controller/endpointslice */
export class EndpointSliceController {
  readonly #queue: WorkQueue;
  readonly #slices: ResourceClient<EndpointSlice>;
  readonly #recorder: EventRecorder;
  readonly #store: Indexer<EndpointSlice>;
  readonly #services: Indexer<Service>;
  readonly #nodes: Indexer<Node>;
  readonly #members: ServicePods;
  readonly #desired = new Map<string, DesiredEndpoints>();
  readonly #triggers = new TriggerTimeTracker();
  /** By service: the newest version of each slice that this controller wrote, so as not to plan on an older cache. */
  readonly #written = new Map<string, Map<string, number>>();

  constructor(readonly context: ControllerContext) {
    const { informers, process } = context;
    const client = context.client(NAME);
    this.#slices = client.resource<EndpointSlice>(ENDPOINT_SLICES);
    this.#recorder = new EventRecorder(client, { component: 'endpoint-slice-controller' });
    this.#queue = new WorkQueue(process, 'endpoint_slice');
    this.#members = servicePodsOf(context);
    this.#members.addListener((key) => this.#queue.add(key));
    const slices = informers.informer<EndpointSlice>(ENDPOINT_SLICES);
    const services = informers.informer<Service>(SERVICES);
    const nodes = informers.informer<Node>(NODES);
    this.#store = slices.store;
    this.#services = services.store;
    this.#nodes = nodes.store;
    slices.store.addIndex('service', (slice) => [serviceKeyOf(slice) ?? '']);
    slices.addEventHandler({
      onAdd: (slice) => this.#sliceChanged(slice),
      onUpdate: (_, slice) => this.#sliceChanged(slice),
      onDelete: (slice) => this.#sliceDeleted(slice),
    });
    nodes.addEventHandler({
      onAdd: (node) => this.#nodeChanged(node),
      onUpdate: (old, node) => {
        if (old.metadata.labels?.[ZONE] !== node.metadata.labels?.[ZONE]) this.#nodeChanged(node);
      },
    });
    const pods = informers.informer<Pod>(PODS);
    pods.store.addIndex('nodeName', nodeNameOf);
    context.whenSynced(NAME, [slices, services, nodes, pods], () => {
      runWorkers(process, this.#queue, WORKERS, (key) => this.#sync(key));
    });
  }

  /** Somebody else's change of a slice of ours. */
  #sliceChanged(slice: EndpointSlice): void {
    const key = serviceKeyOf(slice);
    if (key === undefined) return;
    const version = this.#written.get(key)?.get(slice.metadata.name);
    if (version === undefined || version < Number(slice.metadata.resourceVersion)) this.#queue.add(key);
  }

  #sliceDeleted(slice: EndpointSlice): void {
    const key = serviceKeyOf(slice);
    if (key === undefined) return;
    const expected = this.#written.get(key)?.get(slice.metadata.name) === Infinity;
    this.#written.get(key)?.delete(slice.metadata.name);
    if (!expected) this.#queue.add(key);
  }

  /** Pods that were left out because their node was not known yet. */
  #nodeChanged(node: Node): void {
    const pods = this.context.informers.informer<Pod>(PODS).store.byIndex('nodeName', node.metadata.name);
    if (pods.length === 0) return;
    const names = new Set(pods.map((pod) => pod.metadata.namespace));
    for (const service of this.#services.list()) {
      if (names.has(service.metadata.namespace) && service.spec.selector) this.#queue.add(keyOf(service));
    }
  }

  *#sync(key: string): Task {
    const known = this.#services.get(key);
    if (known) yield* this.context.compute(this.#members.count(known));
    const service = this.#services.get(key);
    if (!service) {
      for (const type of ['IPv4', 'IPv6']) this.#desired.delete(`${key}/${type}`);
      this.#triggers.forget(key);
      this.#written.delete(key);
      // The garbage collector removes the slices, whose owner the service was.
      return;
    }
    if (service.spec.type === 'ExternalName' || !service.spec.selector) return;
    if (service.metadata.deletionTimestamp !== undefined) return;
    const existing = this.#store.byIndex('service', key).filter((slice) => !this.#isGoing(key, slice));
    if (this.#isStale(key)) {
      this.#queue.addRateLimited(key);
      return;
    }
    const pods = [...this.#members.podsOf(service)];
    const trigger = this.#triggers.compute(service, pods);
    const types = addressTypesOf(service);
    for (const type of types) {
      const ofType = existing.filter((slice) => slice.addressType === type);
      yield* this.#reconcile(service, type, ofType, pods, trigger);
    }
    for (const slice of existing) if (!types.includes(slice.addressType)) yield* this.#delete(key, slice);
  }

  #isGoing(key: string, slice: EndpointSlice): boolean {
    const going = this.#written.get(key)?.get(slice.metadata.name) === Infinity;
    return going || slice.metadata.deletionTimestamp !== undefined;
  }

  /** The cache does not show yet what was written last. */
  #isStale(key: string): boolean {
    const [namespace] = key.split('/');
    for (const [name, version] of this.#written.get(key) ?? []) {
      if (version === Infinity) continue;
      const cached = this.#store.get(`${namespace}/${name}`);
      if (!cached || Number(cached.metadata.resourceVersion) < version) return true;
    }
    return false;
  }

  *#reconcile(
    service: Service,
    type: AddressType,
    existing: readonly EndpointSlice[],
    pods: readonly Pod[],
    trigger: string | undefined,
  ): Task {
    const memo = `${keyOf(service)}/${type}`;
    let desired = this.#desired.get(memo);
    if (!desired) this.#desired.set(memo, (desired = new DesiredEndpoints(type)));
    const zoneOf = (name: string): string | undefined => {
      const node = this.#nodes.get(name);
      return node && (node.metadata.labels?.[ZONE] ?? '');
    };
    const { groups, missingNodes } = desired.compute(service, pods, zoneOf);
    const labels = (slice: EndpointSlice): boolean => semanticDeepEqual(slice.metadata.labels, sliceLabels(service));
    const plan = withPlaceholder(
      planSlices(groups, existing, labels, this.context.config.maxEndpointsPerSlice),
      existing,
    );
    if (plan.create.length + plan.update.length + plan.delete.length > 0)
      yield* this.#carryOut(service, type, plan, trigger);
    if (missingNodes > 0) this.#queue.addRateLimited(keyOf(service));
  }

  *#carryOut(service: Service, type: AddressType, plan: SlicePlan, trigger: string | undefined): Task {
    const key = keyOf(service);
    const span = this.context.process.begin('reconcileEndpointSlices', key);
    const detail = {
      create: plan.create.map(({ endpoints }) => endpoints.length),
      update: plan.update.map(({ slice, endpoints }) => ({ slice: slice.metadata.name, endpoints: endpoints.length })),
      delete: plan.delete.map((slice) => slice.metadata.name),
    };
    let failed = true;
    try {
      // A slice that would be deleted is reused for what would be created, as one write instead of two.
      const reusable = [...plan.delete];
      for (const { ports, endpoints } of plan.create) {
        const reused = reusable.pop();
        if (reused) yield* this.#update(service, { ...reused, ports }, endpoints, trigger);
        else yield* this.#create(service, type, ports, endpoints, trigger);
      }
      for (const { slice, endpoints } of plan.update) yield* this.#update(service, slice, endpoints, trigger);
      for (const slice of reusable) yield* this.#delete(key, slice);
      failed = false;
    } catch (error) {
      if (isRequestError(error) && !isNamespaceTerminating(error)) {
        const text = `Error updating Endpoint Slices for Service ${key}: ${error.message}`;
        this.#recorder.event(service, 'Warning', 'FailedToUpdateEndpointSlices', text);
      }
      if (!isNamespaceTerminating(error)) throw error;
    } finally {
      span.end(failed ? 'error' : 'ok', detail);
    }
  }

  #remember(key: string, name: string, version: number): void {
    let versions = this.#written.get(key);
    if (!versions) this.#written.set(key, (versions = new Map()));
    versions.set(name, version);
  }

  *#create(
    service: Service,
    addressType: AddressType,
    ports: readonly EndpointSlicePort[],
    endpoints: readonly Endpoint[],
    trigger: string | undefined,
  ): Task {
    const { namespace, name } = service.metadata;
    const created = yield* this.#slices.create(namespace, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        generateName: `${name}-`,
        namespace,
        labels: sliceLabels(service),
        ...(trigger !== undefined && { annotations: { [LAST_CHANGE]: trigger } }),
        ownerReferences: [newControllerRef(service, { apiVersion: 'v1', kind: 'Service' })],
      },
      addressType,
      endpoints,
      ports,
    });
    this.#remember(keyOf(service), created.metadata.name, Number(created.metadata.resourceVersion));
  }

  *#update(service: Service, slice: EndpointSlice, endpoints: readonly Endpoint[], trigger: string | undefined): Task {
    const { [LAST_CHANGE]: _, ...others } = slice.metadata.annotations ?? {};
    const annotations = trigger === undefined ? others : { ...others, [LAST_CHANGE]: trigger };
    const metadata = { ...slice.metadata, labels: sliceLabels(service), annotations };
    const updated = yield* this.#slices.update({ ...slice, metadata, endpoints });
    this.#remember(keyOf(service), updated.metadata.name, Number(updated.metadata.resourceVersion));
  }

  *#delete(key: string, slice: EndpointSlice): Task {
    const { namespace, name } = slice.metadata;
    this.#remember(key, name, Infinity);
    try {
      yield* this.#slices.delete(namespace, name);
    } catch (error) {
      this.#written.get(key)?.delete(name);
      if (!isNotFound(error)) throw error;
    }
  }
}

/** A service without endpoints has one empty slice, so that consumers can tell "none" from "not yet". */
export function withPlaceholder(plan: SlicePlan, existing: readonly EndpointSlice[]): SlicePlan {
  if (existing.length !== plan.delete.length || plan.create.length > 0) return plan;
  const [only] = plan.delete;
  const already = plan.delete.length === 1 && only && (only.ports ?? []).length + (only.endpoints ?? []).length === 0;
  return already ? { ...plan, delete: [] } : { ...plan, create: [{ ports: [], endpoints: [] }] };
}

function sliceLabels(service: Service): LabelSet {
  const labels: Record<string, string> = {};
  for (const [name, value] of Object.entries(service.metadata.labels ?? {})) {
    if (name !== LABEL_SERVICE_NAME && name !== LABEL_MANAGED_BY && name !== LABEL_HEADLESS) labels[name] = value;
  }
  if (!hasClusterIP(service)) labels[LABEL_HEADLESS] = '';
  labels[LABEL_SERVICE_NAME] = service.metadata.name;
  labels[LABEL_MANAGED_BY] = MANAGED_BY;
  return labels;
}

/** The service a slice of ours belongs to. */
function serviceKeyOf(slice: EndpointSlice): string | undefined {
  const { labels, namespace } = slice.metadata;
  if (labels?.[LABEL_MANAGED_BY] !== MANAGED_BY) return undefined;
  const name = labels[LABEL_SERVICE_NAME] ?? getControllerOf(slice)?.name;
  return name === undefined ? undefined : `${namespace}/${name}`;
}
