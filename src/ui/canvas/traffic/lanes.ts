import type { EndpointSlice } from '../../../engine/api/endpointslice/types.ts';
import type { Ingress } from '../../../engine/api/ingress/types.ts';
import type { Pod } from '../../../engine/api/pod/types.ts';
import type { Service, ServicePort } from '../../../engine/api/service/types.ts';
import { setMatches, type ApiObject } from '../../../engine/apimachinery/index.ts';
import type { MessageId, Params } from '../../../i18n/index.ts';
import { whyOut } from './why-out.ts';

/** A few words of the page's own, to be said in its language. */
export interface Words {
  readonly id: MessageId;
  readonly params?: Params;
}

/** Someone a Service may lead to: a pod, or an address that a slice names without one. */
export interface Stop {
  /** `namespace/name` of the pod, or the address. */
  readonly key: string;
  readonly pod: Pod | undefined;
  readonly name: string;
  readonly node: string;
  /** `10.244.1.2:8080`; '' while there is none. */
  readonly address: string;
  readonly state: 'ready' | 'terminating' | 'out';
  /** Why no requests come; undefined where they do. */
  readonly why: Words | undefined;
}

/** How what is outside of the cluster gets in. */
export interface Entrance {
  readonly kind: 'LoadBalancer' | 'NodePort';
  /** '' while nobody has given one. */
  readonly address: string;
  /** `80→30080` */
  readonly ports: readonly string[];
}

export interface Lane {
  /** `default/web` */
  readonly key: string;
  readonly service: Service;
  /** `80 → 8080` */
  readonly ports: readonly string[];
  readonly entrance: Entrance | undefined;
  readonly stops: readonly Stop[];
  /** Why it leads nowhere. */
  readonly deadEnd: Words | undefined;
}

export interface IngressRoute {
  readonly host: string;
  readonly path: string;
  /** `default/web` */
  readonly service: string;
  readonly port: string;
}

const SERVICE_NAME = 'kubernetes.io/service-name';

/** Whether a Service is one of the user's: the cluster's own have no lane. */
export function hasLane({ metadata }: ApiObject): boolean {
  return metadata.namespace !== 'kube-system' && !(metadata.namespace === 'default' && metadata.name === 'kubernetes');
}

export function isMember(service: ApiObject, pod: ApiObject): boolean {
  const { selector } = (service as Service).spec;
  if (pod.metadata.namespace !== service.metadata.namespace || selector === undefined) return false;
  return Object.keys(selector).length > 0 && setMatches(selector, pod.metadata.labels);
}

/** `slices` are those of its namespace, `pods` those that its selector matches. */
export function laneOf(service: Service, slices: readonly EndpointSlice[], pods: readonly Pod[]): Lane {
  const { namespace = '', name } = service.metadata;
  const own = slices.filter(({ metadata }) => metadata.labels?.[SERVICE_NAME] === name);
  const stops = stopsOf(service, own, pods);
  return {
    key: `${namespace}/${name}`,
    service,
    ports: (service.spec.ports ?? []).map(portText),
    entrance: entranceOf(service),
    stops,
    deadEnd: deadEndOf(service, stops, pods),
  };
}

function portText({ port, targetPort, protocol }: ServicePort): string {
  const to = String(targetPort) === String(port) ? '' : ` → ${String(targetPort)}`;
  return `${port}${to}${protocol === 'TCP' ? '' : ` ${protocol}`}`;
}

function entranceOf({ spec, status }: Service): Entrance | undefined {
  if (spec.type !== 'LoadBalancer' && spec.type !== 'NodePort') return undefined;
  const balancers = status.loadBalancer?.ingress ?? [];
  const address = balancers.map(({ ip, hostname }) => ip ?? hostname ?? '').find((one) => one !== '') ?? '';
  const ports = (spec.ports ?? []).flatMap(({ port, nodePort }) => {
    if (spec.type === 'LoadBalancer' && address !== '') return [`:${port}`];
    return nodePort ? [`:${nodePort}`] : [];
  });
  return { kind: spec.type, address, ports };
}

function stopsOf(service: Service, slices: readonly EndpointSlice[], pods: readonly Pod[]): Stop[] {
  const found = new Map<string, { readonly address: string; readonly state: Stop['state'] }>();
  const stops: Stop[] = [];
  const named = new Set(pods.map(({ metadata }) => metadata.name));
  for (const { endpoints, ports, metadata } of slices) {
    const port = ports?.[0]?.port;
    for (const { addresses, conditions, targetRef, nodeName = '' } of endpoints ?? []) {
      const ip = addresses[0] ?? '';
      const address = port === undefined ? ip : `${ip}:${port}`;
      const ready = conditions?.ready !== false;
      const state = ready ? 'ready' : conditions?.terminating && conditions.serving ? 'terminating' : 'out';
      const pod = targetRef?.kind === 'Pod' ? (targetRef.name ?? '') : '';
      if (named.has(pod)) found.set(pod, { address, state });
      else if (pod === '') {
        const key = `${metadata.namespace ?? ''}/${address}`;
        stops.push({ key, pod: undefined, name: address, node: nodeName, address, state, why: undefined });
      }
    }
  }
  for (const pod of pods) {
    const { namespace = '', name } = pod.metadata;
    const endpoint = found.get(name);
    const ended = pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
    if (ended && endpoint === undefined) continue;
    const state = endpoint?.state ?? 'out';
    stops.push({
      key: `${namespace}/${name}`,
      pod,
      name,
      node: pod.spec.nodeName ?? '',
      address: endpoint?.address ?? pod.status.podIP ?? '',
      state,
      why: state === 'ready' ? undefined : whyOut(pod, service),
    });
  }
  return stops;
}

function deadEndOf({ spec }: Service, stops: readonly Stop[], pods: readonly Pod[]): Words | undefined {
  if (spec.type === 'ExternalName') return undefined;
  if (stops.some(({ state }) => state !== 'out')) return undefined;
  const selector = Object.entries(spec.selector ?? {}).map(([key, value]) => `${key}=${value}`);
  if (selector.length === 0) return { id: 'traffic.dead.noSelector' };
  if (stops.length === 0) return { id: 'traffic.dead.noPod', params: { selector: selector.join(',') } };
  const port = missingPort(spec.ports ?? [], pods);
  if (port !== undefined) return { id: 'traffic.dead.noPort', params: { port } };
  return { id: 'traffic.dead.noneReady', params: { count: stops.length } };
}

/** A targetPort whose name no container of any pod has. */
export function missingPort(ports: readonly ServicePort[], pods: readonly Pod[]): string | undefined {
  for (const { targetPort } of ports) {
    if (typeof targetPort !== 'string' || /^\d+$/.test(targetPort)) continue;
    const has = ({ spec }: Pod) =>
      spec.containers.some((container) => container.ports?.some(({ name }) => name === targetPort));
    if (pods.length > 0 && !pods.some(has)) return targetPort;
  }
  return undefined;
}

/** What an Ingress says, flat: a line a path. Its default backend is the host and path of everything else. */
export function routesOf({ metadata, spec }: Ingress): readonly IngressRoute[] {
  const { namespace = '' } = metadata;
  const routes: IngressRoute[] = [];
  const add = (host: string, path: string, backend: NonNullable<Ingress['spec']['defaultBackend']>): void => {
    const { service } = backend;
    if (!service) return;
    const port = String(service.port?.number ?? service.port?.name ?? '');
    routes.push({ host, path, service: `${namespace}/${service.name}`, port });
  };
  for (const { host = '*', http } of spec.rules ?? [])
    for (const { path = '/', backend } of http?.paths ?? []) add(host, path, backend);
  if (spec.defaultBackend) add('*', '', spec.defaultBackend);
  return routes;
}
