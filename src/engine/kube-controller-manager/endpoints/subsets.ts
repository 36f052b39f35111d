import { compareStrings } from '../../apimachinery/index.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../api/endpoints/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { isPodReady } from '../pods.ts';
import { findPort, shouldPodBeInEndpoints, shouldSetHostname } from '../service-pods.ts';

/** More addresses than this are cut off. pkg/controller/endpoint/endpoints_controller.go */
export const MAX_CAPACITY = 1000;

interface Address {
  readonly key: string;
  readonly ready: boolean;
  readonly address: EndpointAddress;
}

interface PortAddresses {
  readonly port: EndpointPort | undefined;
  readonly addresses: Map<string, Address>;
}

function addressOf(pod: Pod, service: Service): EndpointAddress {
  const { namespace, name, uid } = pod.metadata;
  return {
    ip: pod.status.podIP!,
    ...(shouldSetHostname(pod, service) && { hostname: pod.spec.hostname! }),
    ...(pod.spec.nodeName && { nodeName: pod.spec.nodeName }),
    targetRef: { kind: 'Pod', namespace, name, uid },
  };
}

function portsOf(pod: Pod, { spec }: Service): (EndpointPort | undefined)[] {
  const servicePorts = spec.ports ?? [];
  if (servicePorts.length === 0) return spec.clusterIP === 'None' ? [undefined] : [];
  const ports: EndpointPort[] = [];
  for (const servicePort of servicePorts) {
    const port = findPort(pod, servicePort);
    const { name, protocol, appProtocol } = servicePort;
    if (port !== undefined) ports.push({ ...(name && { name }), port, protocol, ...(appProtocol && { appProtocol }) });
  }
  return ports;
}

/**
 * Addresses grouped so that each subset is the product of its addresses and its ports: ports that the very same addresses
 * serve go together. RepackSubsets of pkg/api/v1/endpoints/util.go; here ports and subsets are ordered by their text, where
 * upstream orders by a hash.
 *
 * Worked example: a and b serve 80, only a serves 443; the subsets are {a}×{443} and {a, b}×{80}.
 */
export function subsetsOf(service: Service, pods: Iterable<Pod>): EndpointSubset[] {
  const byPort = new Map<string, PortAddresses>();
  const includeTerminating = service.spec.publishNotReadyAddresses === true;
  for (const pod of pods) {
    if (!shouldPodBeInEndpoints(pod, includeTerminating)) continue;
    const ready = includeTerminating || isPodReady(pod);
    const address: Address = { key: `${pod.metadata.uid}/${ready}`, ready, address: addressOf(pod, service) };
    for (const port of portsOf(pod, service)) {
      const text = port ? `${port.name ?? ''}/${port.port}/${port.protocol}/${port.appProtocol ?? ''}` : '';
      let entry = byPort.get(text);
      if (!entry) byPort.set(text, (entry = { port, addresses: new Map() }));
      entry.addresses.set(address.key, address);
    }
  }
  return repack(byPort);
}

function repack(byPort: ReadonlyMap<string, PortAddresses>): EndpointSubset[] {
  const byAddresses = new Map<string, { ports: EndpointPort[]; addresses: Iterable<Address> }>();
  for (const text of [...byPort.keys()].sort(compareStrings)) {
    const { port, addresses } = byPort.get(text)!;
    const key = [...addresses.keys()].sort(compareStrings).join();
    let group = byAddresses.get(key);
    if (!group) byAddresses.set(key, (group = { ports: [], addresses: addresses.values() }));
    if (port) group.ports.push(port);
  }
  return [...byAddresses.values()].map(({ ports, addresses }) => subset([...addresses], ports));
}

function subset(all: readonly Address[], ports: readonly EndpointPort[]): EndpointSubset {
  const sorted = [...all].sort((a, b) => compareStrings(a.address.ip, b.address.ip) || compareStrings(a.key, b.key));
  const addresses = sorted.filter(({ ready }) => ready).map(({ address }) => address);
  const notReadyAddresses = sorted.filter(({ ready }) => !ready).map(({ address }) => address);
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports }),
  };
}

/** Cuts what is too much, in proportion among the subsets, not-ready addresses first. truncateEndpoints */
export function truncated(subsets: readonly EndpointSubset[]): {
  readonly subsets: EndpointSubset[];
  readonly cut: boolean;
} {
  const count = (of: (subset: EndpointSubset) => number): number => subsets.reduce((sum, each) => sum + of(each), 0);
  const ready = count(({ addresses }) => addresses?.length ?? 0);
  const notReady = count(({ notReadyAddresses }) => notReadyAddresses?.length ?? 0);
  if (ready + notReady <= MAX_CAPACITY) return { subsets: [...subsets], cut: false };
  let room = MAX_CAPACITY;
  const kept = new Map<EndpointSubset, { addresses: EndpointAddress[]; notReadyAddresses: EndpointAddress[] }>();
  for (const each of subsets) {
    const addresses = (each.addresses ?? []).slice(0, room);
    room -= addresses.length;
    kept.set(each, { addresses, notReadyAddresses: [] });
  }
  for (const each of subsets) {
    const notReadyAddresses = (each.notReadyAddresses ?? []).slice(0, room);
    room -= notReadyAddresses.length;
    kept.get(each)!.notReadyAddresses = notReadyAddresses;
  }
  const cutSubsets = [...kept].map(([{ ports }, { addresses, notReadyAddresses }]) => ({
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports && { ports }),
  }));
  const some = cutSubsets.filter((each) => 'addresses' in each || 'notReadyAddresses' in each);
  return { subsets: some, cut: true };
}
