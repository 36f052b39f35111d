import { keyOf, semanticDeepEqual, setMatches, type LabelSet } from '../apimachinery/index.ts';
import { PODS, SERVICES } from '../api/refs.ts';
import type { Pod } from '../api/pod/types.ts';
import type { Service, ServicePort } from '../api/service/types.ts';
import type { ControllerContext } from './context.ts';
import { isPodReady, isPodTerminal } from './pods.ts';

interface Membership {
  selector: LabelSet | undefined;
  readonly pods: Map<string, Pod>;
}

/** Told which service's endpoints may have to change. */
export type ServiceListener = (serviceKey: string) => void;

/**
 * Which pods each service selects, kept up to date as pods and services change: the endpoints controllers ask it instead of
 * matching all pods of a namespace at every sync. Tells its listeners only of changes that can be seen in endpoints.
 * staging/src/k8s.io/endpointslice/util/controller_utils.go
 */
export class ServicePods {
  readonly #namespaces = new Map<string, Map<string, Membership>>();
  readonly #listeners: ServiceListener[] = [];

  constructor(readonly context: ControllerContext) {
    const services = context.informers.informer<Service>(SERVICES);
    const pods = context.informers.informer<Pod>(PODS);
    services.addEventHandler({
      onAdd: (service) => this.#putService(service),
      onUpdate: (_, service) => this.#putService(service),
      onDelete: (service) => this.#removeService(service),
    });
    pods.addEventHandler({
      onAdd: (pod) => this.#putPod(undefined, pod),
      onUpdate: (old, pod) => this.#putPod(old, pod),
      onDelete: (pod) => this.#removePod(pod),
    });
  }

  addListener(listener: ServiceListener): void {
    this.#listeners.push(listener);
  }

  podsOf(service: Service): Iterable<Pod> {
    return (
      this.#namespaces
        .get(service.metadata.namespace ?? '')
        ?.get(keyOf(service))
        ?.pods.values() ?? []
    );
  }

  count(service: Service): number {
    return this.#namespaces.get(service.metadata.namespace ?? '')?.get(keyOf(service))?.pods.size ?? 0;
  }

  #tell(serviceKey: string): void {
    for (const listener of this.#listeners) listener(serviceKey);
  }

  #putService(service: Service): void {
    const key = keyOf(service);
    const namespace = service.metadata.namespace ?? '';
    let memberships = this.#namespaces.get(namespace);
    if (!memberships) this.#namespaces.set(namespace, (memberships = new Map()));
    const { selector } = service.spec;
    let membership = memberships.get(key);
    if (!membership) memberships.set(key, (membership = { selector: undefined, pods: new Map() }));
    if (!semanticDeepEqual(membership.selector, selector)) {
      membership.selector = selector;
      membership.pods.clear();
      this.#fill(membership, namespace);
    }
    this.#tell(key);
  }

  #fill(membership: Membership, namespace: string): void {
    if (!selects(membership.selector)) return;
    for (const pod of this.context.informers.informer<Pod>(PODS).store.list()) {
      if (pod.metadata.namespace !== namespace) continue;
      if (setMatches(membership.selector, pod.metadata.labels)) membership.pods.set(keyOf(pod), pod);
    }
  }

  #removeService(service: Service): void {
    this.#namespaces.get(service.metadata.namespace ?? '')?.delete(keyOf(service));
    this.#tell(keyOf(service));
  }

  #putPod(old: Pod | undefined, pod: Pod): void {
    const memberships = this.#namespaces.get(pod.metadata.namespace ?? '');
    if (!memberships || memberships.size === 0) return;
    const key = keyOf(pod);
    const changed = old === undefined || podEndpointsChanged(old, pod);
    for (const [serviceKey, { selector, pods }] of memberships) {
      const selected = selects(selector) && setMatches(selector, pod.metadata.labels);
      const was = selected ? pods.has(key) : pods.delete(key);
      if (selected) pods.set(key, pod);
      if (was !== selected || (selected && changed)) this.#tell(serviceKey);
    }
  }

  #removePod(pod: Pod): void {
    for (const [serviceKey, { pods }] of this.#namespaces.get(pod.metadata.namespace ?? '') ?? []) {
      if (pods.delete(keyOf(pod))) this.#tell(serviceKey);
    }
  }
}

function selects(selector: LabelSet | undefined): selector is LabelSet {
  return selector !== undefined && Object.keys(selector).length > 0;
}

const shared = new WeakMap<ControllerContext, ServicePods>();

/** The one index of a process; made when the first endpoints controller starts. */
export function servicePodsOf(context: ControllerContext): ServicePods {
  let found = shared.get(context);
  if (!found) shared.set(context, (found = new ServicePods(context)));
  return found;
}

/** Whether an endpoint made from the pod would look different now. podEndpointsChanged */
export function podEndpointsChanged(old: Pod, pod: Pod): boolean {
  if (old.metadata.uid !== pod.metadata.uid) return true;
  if ((old.metadata.deletionTimestamp === undefined) !== (pod.metadata.deletionTimestamp === undefined)) return true;
  if (isPodReady(old) !== isPodReady(pod) || isPodTerminal(old) !== isPodTerminal(pod)) return true;
  if (old.status.podIP !== pod.status.podIP || old.spec.nodeName !== pod.spec.nodeName) return true;
  return old.spec.hostname !== pod.spec.hostname || old.spec.subdomain !== pod.spec.subdomain;
}

/** A finished pod, or one without an address, is no endpoint; one on its way out only where asked for. */
export function shouldPodBeInEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (isPodTerminal(pod) || !pod.status.podIP) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** The pod gave itself a name under this headless service. */
export function shouldSetHostname(pod: Pod, service: Service): boolean {
  const { hostname, subdomain } = pod.spec;
  return Boolean(hostname) && subdomain === service.metadata.name;
}

/** The number a service's target port has in this pod; undefined when the pod has no port of that name. FindPort */
export function findPort({ spec }: Pod, port: ServicePort): number | undefined {
  const { targetPort } = port;
  if (typeof targetPort === 'number') return targetPort;
  const sidecars = spec.initContainers?.filter((container) => container.restartPolicy === 'Always') ?? [];
  for (const container of [...spec.containers, ...sidecars]) {
    const named = container.ports?.find(({ name, protocol }) => name === targetPort && protocol === port.protocol);
    if (named) return named.containerPort;
  }
  return undefined;
}

/** Neither None nor empty. */
export function hasClusterIP({ spec }: Service): boolean {
  return Boolean(spec.clusterIP) && spec.clusterIP !== 'None';
}

/**
 * When what an endpoints object shows was set off: the oldest change of a pod or of the service not accounted for before.
 * staging/src/k8s.io/endpointslice/trigger_time_tracker.go. RFC 3339 texts of UTC compare like the times they name.
 */
export class TriggerTimeTracker {
  readonly #services = new Map<string, { service: string; readonly pods: Map<string, string> }>();

  compute(service: Service, pods: Iterable<Pod>): string | undefined {
    const key = keyOf(service);
    let state = this.#services.get(key);
    if (!state) this.#services.set(key, (state = { service: '', pods: new Map() }));
    let oldest: string | undefined;
    const created = service.metadata.creationTimestamp;
    if (created > state.service) oldest = state.service = created;
    for (const pod of pods) {
      const at = triggerTimeOf(pod);
      if (at === undefined || at <= (state.pods.get(pod.metadata.name) ?? '')) continue;
      state.pods.set(pod.metadata.name, at);
      if (oldest === undefined || at < oldest) oldest = at;
    }
    return oldest;
  }

  forget(serviceKey: string): void {
    this.#services.delete(serviceKey);
  }
}

function triggerTimeOf({ status }: Pod): string | undefined {
  return status.conditions?.find(({ type }) => type === 'Ready')?.lastTransitionTime ?? undefined;
}
