import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Ingress, IngressBackend } from '../api/ingress/types.ts';
import type { Service } from '../api/service/types.ts';

const ANNOTATION = 'nginx.ingress.kubernetes.io/';
const SERVICE_NAME = 'kubernetes.io/service-name';

/** A path of a host, and where it leads. */
export interface Location {
  readonly path: string;
  readonly exact: boolean;
  /** `default/web`; undefined: to nobody. */
  readonly service: string | undefined;
  /** `default/web:http`, as rules of kube-proxy name it too. */
  readonly rule: string;
  readonly endpoints: readonly string[];
  readonly rewrite: string | undefined;
  /** To TLS, for hosts that have a certificate. */
  readonly redirects: boolean;
}

/** What nginx is configured with: hosts, and their paths in the order in which they are tried. */
export type Routes = ReadonlyMap<string, readonly Location[]>;

/** The host of what names none. */
export const ANY = '_';

export interface Backends {
  service(key: string): Service | undefined;
  slices(key: string): readonly EndpointSlice[];
}

/** Pure in the objects: the older of two Ingresses that claim the same path has it. */
export function buildRoutes(ingresses: readonly Ingress[], backends: Backends): Routes {
  const hosts = new Map<string, Location[]>();
  const add = (host: string, location: Location): void => {
    const known = hosts.get(host);
    if (!known) hosts.set(host, [location]);
    else if (!known.some(({ path, exact }) => path === location.path && exact === location.exact)) known.push(location);
  };
  for (const ingress of [...ingresses].sort(byAge)) {
    const { spec } = ingress;
    const tls = new Set((spec.tls ?? []).flatMap(({ hosts: names }) => names ?? []));
    for (const { host = ANY, http } of spec.rules ?? []) {
      for (const { path = '/', pathType, backend } of http?.paths ?? [])
        add(host, { ...locationOf(ingress, backend, backends, tls.has(host)), path, exact: pathType === 'Exact' });
    }
    // It has what no rule of its own hosts has, and every host that nobody names.
    if (!spec.defaultBackend) continue;
    const rest = { ...locationOf(ingress, spec.defaultBackend, backends, false), path: '/', exact: false };
    const named = (spec.rules ?? []).map(({ host = ANY }) => host);
    for (const host of named.length > 0 ? named : [ANY]) add(host, rest);
  }
  for (const locations of hosts.values())
    locations.sort((a, b) => Number(b.exact) - Number(a.exact) || b.path.length - a.path.length);
  return hosts;
}

/** The location for a host and a path; undefined: nobody has it. */
export function routeTo(routes: Routes, host: string, path: string): Location | undefined {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  const dot = name.indexOf('.');
  const locations = routes.get(name) ?? (dot < 0 ? undefined : routes.get(`*${name.slice(dot)}`)) ?? routes.get(ANY);
  const [bare = ''] = path.split('?');
  return locations?.find((one) => (one.exact ? bare === one.path : isBelow(bare, one.path)));
}

/** `/cart` is above `/cart` and `/cart/1`, and not above `/cartoon`. */
function isBelow(path: string, prefix: string): boolean {
  const whole = prefix.replace(/\/$/, '');
  return path === whole || path.startsWith(`${whole}/`);
}

function byAge(a: Ingress, b: Ingress): number {
  const key = ({ metadata }: Ingress) => `${metadata.creationTimestamp} ${metadata.namespace}/${metadata.name}`;
  return key(a) < key(b) ? -1 : 1;
}

type Target = Omit<Location, 'path' | 'exact'>;

function locationOf({ metadata }: Ingress, backend: IngressBackend, backends: Backends, secure: boolean): Target {
  const rewrite = metadata.annotations?.[`${ANNOTATION}rewrite-target`];
  const redirects = secure && metadata.annotations?.[`${ANNOTATION}ssl-redirect`] !== 'false';
  const wanted = backend.service;
  const key = wanted && `${metadata.namespace ?? ''}/${wanted.name}`;
  const service = key === undefined ? undefined : backends.service(key);
  const port = service?.spec.ports?.find(({ name, port: number }) =>
    wanted?.port?.name === undefined ? number === wanted?.port?.number : name === wanted.port.name,
  );
  if (key === undefined || !service || !port)
    return { service: key, rule: key ?? '', endpoints: [], rewrite, redirects };
  const endpoints = backends.slices(key).flatMap((slice) => endpointsOf(slice, port.name ?? ''));
  return { service: key, rule: `${key}${port.name ? `:${port.name}` : ''}`, endpoints, rewrite, redirects };
}

function endpointsOf({ endpoints, ports }: EndpointSlice, portName: string): string[] {
  const port = ports?.find(({ name }) => (name ?? '') === portName)?.port;
  if (port === undefined) return [];
  return (endpoints ?? []).flatMap(({ addresses, conditions }) =>
    conditions?.ready === false ? [] : addresses.slice(0, 1).map((ip) => `${ip}:${port}`),
  );
}

/** `default/web`, the Service of a slice. */
export function serviceOf({ metadata }: EndpointSlice): string {
  return `${metadata.namespace ?? ''}/${metadata.labels?.[SERVICE_NAME] ?? ''}`;
}
