import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Service, ServicePort } from '../api/service/types.ts';

/** An endpoint behind a service port. */
export interface Endpoint {
  readonly ip: string;
  readonly port: number;
  readonly nodeName: string | undefined;
}

/** What is done with a connection to a service port. */
export interface ServiceRule {
  /** `default/web:http` */
  readonly name: string;
  /** ClientIP affinity in seconds; undefined: none. */
  readonly affinitySeconds: number | undefined;
  /** Where a connection to the cluster address may go. */
  readonly cluster: readonly Endpoint[];
  /** Where one from outside may go. */
  readonly external: readonly Endpoint[];
}

/** The rules of one node: addresses to service ports. */
export interface Rules {
  /** By `10.96.0.10:80/TCP`. */
  readonly clusterIPs: ReadonlyMap<string, ServiceRule>;
  /** By `30080/TCP`. */
  readonly nodePorts: ReadonlyMap<string, ServiceRule>;
}

/** `default/web:http` → `services/default/web`, as messages through it say. */
export function viaOf(rule: string): string {
  return `services/${rule.replace(/:.*/, '')}`;
}

const NO_ENDPOINTS: readonly Endpoint[] = [];

/**
 * What kube-proxy would write for iptables, as data (pkg/proxy/iptables/proxier.go, pkg/proxy/topology.go).
 *
 * Worked example: a Service 10.96.0.10:80 with two ready endpoints gives one cluster rule with both; with
 * `externalTrafficPolicy: Local` its node port has only those on `nodeName`.
 */
export function buildRules(
  services: readonly Service[],
  slicesOf: (service: Service) => readonly EndpointSlice[],
  nodeName: string,
): Rules {
  const clusterIPs = new Map<string, ServiceRule>();
  const nodePorts = new Map<string, ServiceRule>();
  for (const service of services) {
    const { clusterIP, type } = service.spec;
    if (type === 'ExternalName' || clusterIP === undefined || clusterIP === 'None' || clusterIP === '') continue;
    for (const port of service.spec.ports ?? []) {
      const rule = new LazyRule(service, port, slicesOf(service), nodeName);
      for (const ip of service.spec.clusterIPs ?? [clusterIP])
        clusterIPs.set(`${ip}:${port.port}/${port.protocol}`, rule);
      for (const ip of service.spec.externalIPs ?? []) clusterIPs.set(`${ip}:${port.port}/${port.protocol}`, rule);
      for (const { ip } of service.status.loadBalancer?.ingress ?? []) {
        if (ip !== undefined) clusterIPs.set(`${ip}:${port.port}/${port.protocol}`, rule);
      }
      if (port.nodePort) nodePorts.set(`${port.nodePort}/${port.protocol}`, rule);
    }
  }
  return { clusterIPs, nodePorts };
}

/**
 * The endpoints are looked up when somebody connects: most rules of most nodes are written again many times and never
 * used, and slices do not change in place.
 */
class LazyRule implements ServiceRule {
  readonly name: string;
  readonly affinitySeconds: number | undefined;
  readonly #service: Service;
  readonly #port: ServicePort;
  readonly #slices: readonly EndpointSlice[];
  readonly #nodeName: string;
  #all: readonly Endpoint[] | undefined;
  #local: readonly Endpoint[] | undefined;

  constructor(service: Service, port: ServicePort, slices: readonly EndpointSlice[], nodeName: string) {
    const { namespace = '', name } = service.metadata;
    const affinity = service.spec.sessionAffinity === 'ClientIP';
    this.name = `${namespace}/${name}${port.name ? `:${port.name}` : ''}`;
    this.affinitySeconds = affinity
      ? (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? 10_800)
      : undefined;
    this.#service = service;
    this.#port = port;
    this.#slices = slices;
    this.#nodeName = nodeName;
  }

  get cluster(): readonly Endpoint[] {
    return this.#service.spec.internalTrafficPolicy === 'Local' ? this.#here() : this.#everywhere();
  }

  get external(): readonly Endpoint[] {
    return this.#service.spec.externalTrafficPolicy === 'Local' ? this.#here() : this.#everywhere();
  }

  #everywhere(): readonly Endpoint[] {
    return (this.#all ??= endpointsOf(this.#port, this.#slices));
  }

  #here(): readonly Endpoint[] {
    return (this.#local ??= this.#everywhere().filter((endpoint) => endpoint.nodeName === this.#nodeName));
  }
}

/** Ready endpoints; when there are none at all, those that end but still serve (proxyTerminatingEndpoints). */
function endpointsOf(port: ServicePort, slices: readonly EndpointSlice[]): readonly Endpoint[] {
  const ready: Endpoint[] = [];
  const serving: Endpoint[] = [];
  for (const slice of slices) {
    if (slice.addressType !== 'IPv4') continue;
    const target = slice.ports?.find((one) => (one.name ?? '') === (port.name ?? '') && one.protocol === port.protocol);
    if (target?.port === undefined) continue;
    for (const endpoint of slice.endpoints ?? NO_ENDPOINTS_IN_SLICE) {
      const { conditions, nodeName } = endpoint;
      const [ip] = endpoint.addresses;
      if (ip === undefined) continue;
      if (conditions?.ready !== false) ready.push({ ip, port: target.port, nodeName });
      else if (conditions.serving && conditions.terminating) serving.push({ ip, port: target.port, nodeName });
    }
  }
  const chosen = ready.length > 0 ? ready : serving;
  return chosen.length > 0 ? chosen : NO_ENDPOINTS;
}

const NO_ENDPOINTS_IN_SLICE: EndpointSlice['endpoints'] = [];
