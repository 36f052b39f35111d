import { deepEqual } from '../../apimachinery/index.ts';
import type { Endpoint, EndpointSlicePort, AddressType } from '../../api/endpointslice/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { isPodReady } from '../pods.ts';
import { findPort, shouldPodBeInEndpoints, shouldSetHostname } from '../service-pods.ts';

/** Address families a service's slices are made for. getAddressTypesForService */
export function addressTypesOf({ spec }: Service): readonly AddressType[] {
  const families = spec.ipFamilies ?? [];
  if (families.length === 0) return spec.clusterIP?.includes(':') ? ['IPv6'] : ['IPv4'];
  return families.map((family) => (family === 'IPv6' ? 'IPv6' : 'IPv4'));
}

/** podToEndpoint of staging/src/k8s.io/endpointslice/utils.go */
export function podToEndpoint(pod: Pod, zone: string | undefined, service: Service, type: AddressType): Endpoint {
  const serving = isPodReady(pod);
  const terminating = pod.metadata.deletionTimestamp !== undefined;
  const ready = service.spec.publishNotReadyAddresses === true || (serving && !terminating);
  const { namespace, name, uid } = pod.metadata;
  return {
    addresses: addressesOf(pod, type),
    conditions: { ready, serving, terminating },
    ...(shouldSetHostname(pod, service) && { hostname: pod.spec.hostname! }),
    targetRef: { kind: 'Pod', namespace, name, uid },
    ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
    ...(zone && { zone }),
  };
}

function addressesOf({ status }: Pod, type: AddressType): string[] {
  const all = status.podIPs?.length ? status.podIPs.map(({ ip }) => ip) : [status.podIP ?? ''];
  return all.filter((ip) => ip !== '' && ip.includes(':') === (type === 'IPv6'));
}

export function portsOf(pod: Pod, { spec }: Service): EndpointSlicePort[] {
  const ports: EndpointSlicePort[] = [];
  for (const port of spec.ports ?? []) {
    const number = findPort(pod, port);
    if (number === undefined) continue;
    const { name = '', protocol, appProtocol } = port;
    ports.push({ name, port: number, protocol, ...(appProtocol && { appProtocol }) });
  }
  return ports;
}

/** A text that is the same for the same ports in any order. */
export function portKey(ports: readonly EndpointSlicePort[]): string {
  return ports
    .map(({ name, port, protocol, appProtocol }) => `${name}/${port}/${protocol}/${appProtocol ?? ''}`)
    .sort()
    .join(',');
}

/** The endpoints wanted behind one list of ports, by the uid of their pod. */
export interface DesiredGroup {
  readonly ports: readonly EndpointSlicePort[];
  readonly endpoints: Map<string, Endpoint>;
}

interface Memo {
  readonly pod: Pod;
  readonly zone: string | undefined;
  readonly endpoint: Endpoint;
  readonly ports: readonly EndpointSlicePort[];
  readonly key: string;
}

/**
 * Endpoints of one service's pods. A pod that has not changed keeps the endpoint object it had, so that comparing 5 000 of
 * them is mostly comparing references.
 */
export class DesiredEndpoints {
  #memo = new Map<string, Memo>();
  #spec: Service['spec'] | undefined;

  constructor(readonly type: AddressType) {}

  /** Groups by ports. `zoneOf` gives undefined for an unknown node, which leaves the pod out until the node is known. */
  compute(
    service: Service,
    pods: Iterable<Pod>,
    zoneOf: (node: string) => string | undefined,
  ): { readonly groups: Map<string, DesiredGroup>; readonly missingNodes: number } {
    if (this.#spec !== service.spec) this.#memo.clear();
    this.#spec = service.spec;
    const groups = new Map<string, DesiredGroup>();
    const memo = new Map<string, Memo>();
    let missingNodes = 0;
    for (const pod of pods) {
      if (!shouldPodBeInEndpoints(pod, true)) continue;
      const { uid } = pod.metadata;
      const zone = zoneOf(pod.spec.nodeName ?? '');
      if (zone === undefined && !service.spec.publishNotReadyAddresses) {
        missingNodes++;
        continue;
      }
      const known = this.#memo.get(uid);
      const fresh = known?.pod === pod && known.zone === zone ? known : this.#make(pod, zone, service, known);
      if (fresh.endpoint.addresses.length === 0) continue;
      memo.set(uid, fresh);
      let group = groups.get(fresh.key);
      if (!group) groups.set(fresh.key, (group = { ports: fresh.ports, endpoints: new Map() }));
      group.endpoints.set(uid, fresh.endpoint);
    }
    this.#memo = memo;
    return { groups, missingNodes };
  }

  #make(pod: Pod, zone: string | undefined, service: Service, known: Memo | undefined): Memo {
    const made = podToEndpoint(pod, zone, service, this.type);
    const endpoint = known && deepEqual(known.endpoint, made) ? known.endpoint : made;
    const ports = known && known.pod.spec === pod.spec ? known.ports : portsOf(pod, service);
    const key = known && known.ports === ports ? known.key : portKey(ports);
    return { pod, zone, endpoint, ports, key };
  }
}
