import { compareStrings, deepEqual } from '../../apimachinery/index.ts';
import type { EndpointAddress, EndpointPort, EndpointSubset } from '../../api/endpoints/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { Service } from '../../api/service/types.ts';
import { isPodReady } from '../pods.ts';
import { findPort, shouldPodBeInEndpoints, shouldSetHostname } from '../service-pods.ts';

/** More addresses than this are cut off. pkg/controller/endpoint/endpoints_controller.go */
export const MAX_CAPACITY = 1000;

interface Member {
  readonly pod: Pod;
  readonly ready: boolean;
  readonly address: EndpointAddress;
  readonly ports: readonly EndpointPort[];
  /** The same for the same ports. */
  readonly portKey: string;
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

function portsOf(pod: Pod, { spec }: Service): EndpointPort[] {
  const ports: EndpointPort[] = [];
  for (const servicePort of spec.ports ?? []) {
    const port = findPort(pod, servicePort);
    const { name, protocol, appProtocol } = servicePort;
    if (port !== undefined) ports.push({ ...(name && { name }), port, protocol, ...(appProtocol && { appProtocol }) });
  }
  return ports.sort((a, b) => compareStrings(portText(a), portText(b)));
}

function portText({ name, port, protocol, appProtocol }: EndpointPort): string {
  return `${name ?? ''}/${port}/${protocol}/${appProtocol ?? ''}`;
}

/**
 * The subsets of one service. A pod that has not changed keeps the address object it had, so that a sync of thousands of
 * pods that changed one of them mostly compares references.
 */
export class Subsets {
  #members = new Map<string, Member>();
  #spec: Service['spec'] | undefined;

  compute(service: Service, pods: Iterable<Pod>): EndpointSubset[] {
    if (this.#spec !== service.spec) this.#members.clear();
    this.#spec = service.spec;
    const includeTerminating = service.spec.publishNotReadyAddresses === true;
    const noPortsWanted = (service.spec.ports ?? []).length === 0;
    const members = new Map<string, Member>();
    const groups = new Map<string, Member[]>();
    for (const pod of pods) {
      if (!shouldPodBeInEndpoints(pod, includeTerminating)) continue;
      const known = this.#members.get(pod.metadata.uid);
      const member = known?.pod === pod ? known : memberOf(pod, service, known);
      members.set(pod.metadata.uid, member);
      // Without ports only a headless service has endpoints, and they have none either.
      if (member.ports.length === 0 && !(noPortsWanted && service.spec.clusterIP === 'None')) continue;
      const group = groups.get(member.portKey);
      if (group) group.push(member);
      else groups.set(member.portKey, [member]);
    }
    this.#members = members;
    if (groups.size > 1) return repack([...groups.values()].flat());
    return [...groups.values()].map((group) => subset(group, group[0]!.ports));
  }
}

function memberOf(pod: Pod, service: Service, known: Member | undefined): Member {
  const made = addressOf(pod, service);
  const address = known && deepEqual(known.address, made) ? known.address : made;
  const ready = service.spec.publishNotReadyAddresses === true || isPodReady(pod);
  const ports = known && known.pod.spec === pod.spec ? known.ports : portsOf(pod, service);
  const portKey = known && known.ports === ports ? known.portKey : ports.map(portText).join();
  return { pod, ready, address, ports, portKey };
}

/**
 * Addresses grouped so that each subset is the product of its addresses and its ports: ports that the very same addresses
 * serve go together. RepackSubsets of pkg/api/v1/endpoints/util.go; here ports and subsets are ordered by their text, where
 * upstream orders by a hash.
 *
 * Worked example: a and b serve 80, only a serves 443; the subsets are {a}×{443} and {a, b}×{80}.
 */
function repack(members: readonly Member[]): EndpointSubset[] {
  const byPort = new Map<string, { readonly port: EndpointPort; readonly members: Member[] }>();
  for (const member of members) {
    for (const port of member.ports) {
      const text = portText(port);
      const entry = byPort.get(text);
      if (entry) entry.members.push(member);
      else byPort.set(text, { port, members: [member] });
    }
  }
  const byAddresses = new Map<string, { readonly ports: EndpointPort[]; readonly members: readonly Member[] }>();
  for (const text of [...byPort.keys()].sort(compareStrings)) {
    const { port, members: serving } = byPort.get(text)!;
    const key = serving.map(({ pod }) => pod.metadata.uid).join();
    const group = byAddresses.get(key);
    if (group) group.ports.push(port);
    else byAddresses.set(key, { ports: [port], members: serving });
  }
  return [...byAddresses.values()].map((group) => subset(group.members, group.ports));
}

function subset(members: readonly Member[], ports: readonly EndpointPort[]): EndpointSubset {
  const addresses = sorted(members.filter(({ ready }) => ready));
  const notReadyAddresses = sorted(members.filter(({ ready }) => !ready));
  return {
    ...(addresses.length > 0 && { addresses }),
    ...(notReadyAddresses.length > 0 && { notReadyAddresses }),
    ...(ports.length > 0 && { ports }),
  };
}

function sorted(members: readonly Member[]): EndpointAddress[] {
  return members.map(({ address }) => address).sort((a, b) => compareStrings(a.ip, b.ip));
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
