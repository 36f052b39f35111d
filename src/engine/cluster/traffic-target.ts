import type { Ingress } from '../api/ingress/types.ts';
import type { Service, ServicePort } from '../api/service/types.ts';
import { newBadRequest } from '../apimachinery/index.ts';
import type { Cluster } from './cluster.ts';
import { nodeIP } from './components.ts';

/** Where somebody wants to go, as it was said. */
export type Wanted =
  | { readonly kind: 'services'; readonly namespace: string; readonly name: string; readonly port: string | undefined }
  | { readonly kind: 'ingresses'; readonly namespace: string; readonly name: string; readonly path: string | undefined }
  | { readonly kind: 'address'; readonly host: string; readonly port: number; readonly path: string };

/** How one gets there as the world is now. */
export type Way =
  /** From outside, by any of some addresses. */
  | { readonly by: 'address'; readonly addresses: readonly Address[]; readonly host?: string; readonly path?: string }
  /** Only from within: by its name, at a port. */
  | { readonly by: 'name'; readonly name: string; readonly port: number }
  | { readonly by: 'nothing'; readonly failure: 'unknown' };

export interface Address {
  readonly ip: string;
  readonly port: number;
}

const URL_FORM = /^http:\/\/([^/:?#]+)(?::(\d+))?(\/\S*)?$/;
const OBJECT_FORM = /^(?:(services|ingresses)\/)?(?:([^/:]+)\/)?([^/:]+)(?::([a-z0-9-]+))?$/;
const NOWHERE: Way = { by: 'nothing', failure: 'unknown' };
/** How published manifests of ingress-nginx mark the Service before the controller. */
const CONTROLLER = 'app.kubernetes.io/component=controller,app.kubernetes.io/name=ingress-nginx';

export function parseWanted(cluster: Cluster, to: string): Wanted {
  const [url, host = '', port, path = '/'] = URL_FORM.exec(to) ?? [];
  if (url !== undefined) {
    const ingress = ingressOf(cluster, host);
    if (ingress) return { kind: 'ingresses', ...ingress, path };
    return { kind: 'address', host, port: Number(port ?? 80), path };
  }
  const [object, kind = 'services', namespace = 'default', name = '', named] = OBJECT_FORM.exec(to) ?? [];
  if (object === undefined) throw newBadRequest(`"${to}" is no place to send a request to`);
  if (kind === 'ingresses') return { kind, namespace, name, path: undefined };
  return { kind: 'services', namespace, name, port: named };
}

/** What leads there, as messages on the way say. */
export function viaOfWanted(wanted: Wanted): string | undefined {
  return wanted.kind === 'address' ? undefined : `${wanted.kind}/${wanted.namespace}/${wanted.name}`;
}

export function wayTo(cluster: Cluster, wanted: Wanted, inside: boolean): Way {
  if (wanted.kind === 'address') {
    const ip = nodeAddresses(cluster).get(wanted.host) ?? wanted.host;
    return { by: 'address', addresses: [{ ip, port: wanted.port }] };
  }
  const { namespace, name } = wanted;
  if (wanted.kind === 'services') {
    const service = read<Service>(cluster, `/api/v1/namespaces/${namespace}/services/${name}`);
    return service ? toService(cluster, service, wanted.port, inside) : NOWHERE;
  }
  const ingress = read<Ingress>(cluster, `/apis/networking.k8s.io/v1/namespaces/${namespace}/ingresses/${name}`);
  const [controller] = list<Service>(cluster, `/api/v1/services?labelSelector=${encodeURIComponent(CONTROLLER)}`);
  if (!ingress || !controller) return NOWHERE;
  const way = toService(cluster, controller, undefined, inside);
  const rule = ingress.spec.rules?.[0];
  const path = wanted.path ?? rule?.http?.paths[0]?.path ?? '/';
  return way.by === 'address' ? { ...way, path, ...(rule?.host && { host: rule.host.replace(/^\*/, 'www') }) } : way;
}

/** An outside address if it has one; else it can be reached by its name from within. */
function toService(cluster: Cluster, service: Service, named: string | undefined, inside: boolean): Way {
  const { spec, metadata } = service;
  const ports = spec.ports ?? [];
  const port = named === undefined ? ports[0] : ports.find((one) => one.name === named || String(one.port) === named);
  const name = `${metadata.name}.${metadata.namespace}.svc.cluster.local`;
  if (!inside && port) {
    const addresses = outsideAddresses(cluster, service, port);
    if (addresses.length > 0) return { by: 'address', addresses };
  }
  return { by: 'name', name, port: portBehind(service, port) };
}

/** A headless Service has no port of its own: its name leads to the pods themselves. */
function portBehind(service: Service, port: ServicePort | undefined): number {
  if (!port) return 80;
  return service.spec.clusterIP === 'None' && typeof port.targetPort === 'number' ? port.targetPort : port.port;
}

function outsideAddresses(cluster: Cluster, service: Service, port: ServicePort): readonly Address[] {
  const balancers = (service.status.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip === undefined ? [] : [ip]));
  if (balancers.length > 0) return balancers.map((ip) => ({ ip, port: port.port }));
  const { nodePort } = port;
  if (!nodePort) return [];
  return [...nodeAddresses(cluster).values()].map((ip) => ({ ip, port: nodePort }));
}

/** Addresses of workers that have joined, or of the control plane where there is no other. */
function nodeAddresses(cluster: Cluster): ReadonlyMap<string, string> {
  const machines = [...cluster.machines.values()].filter(({ components }) => components.includes('kubelet'));
  const workers = machines.filter(({ role }) => role === 'worker');
  return new Map((workers.length > 0 ? workers : machines).map((machine) => [machine.name, nodeIP(machine)]));
}

function ingressOf(cluster: Cluster, host: string): { readonly namespace: string; readonly name: string } | undefined {
  const ingresses = list<Ingress>(cluster, '/apis/networking.k8s.io/v1/ingresses');
  const found = ingresses.find(({ spec }) => spec.rules?.some((rule) => rule.host === host));
  return found && { namespace: found.metadata.namespace ?? '', name: found.metadata.name };
}

function read<T>(cluster: Cluster, url: string): T | undefined {
  const { status, body } = cluster.observe({ method: 'GET', url, headers: {} });
  return status === 200 ? (JSON.parse(body) as T) : undefined;
}

function list<T>(cluster: Cluster, url: string): readonly T[] {
  return read<{ readonly items: readonly T[] }>(cluster, url)?.items ?? [];
}
