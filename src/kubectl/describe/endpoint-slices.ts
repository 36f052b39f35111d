import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1/EndpointSlice';
import { listAll } from '../rest/list-all.ts';
import { describing, type Settings } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { hostAndPort, orElse } from './text.ts';

const MAX_SHOWN = 3;

type Endpoint = NonNullable<IEndpointSlice['endpoints']>[number];

/** The slices of a service. */
export function slicesOf(settings: Settings, namespace: string, service: string): Promise<IEndpointSlice[]> {
  const path = `/apis/discovery.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/endpointslices`;
  const labelSelector = `kubernetes.io/service-name=${service}`;
  return listAll<IEndpointSlice>({ ...settings, chunkSize: 0 }, path, { labelSelector });
}

function isReady({ conditions }: Endpoint): boolean {
  return conditions?.ready !== false;
}

function addressesAt({ ports, endpoints }: IEndpointSlice, portName: string): string[][] {
  const all = endpoints ?? [];
  const each = (text: (address: string) => string): string[] =>
    all.map((endpoint) => (isReady(endpoint) ? text(endpoint.addresses[0] ?? '') : ''));
  if (ports === undefined || ports.length === 0) return [each((address) => address)];
  return ports
    .filter((port) => (port.name ?? '') === portName)
    .map((port) => each((address) => hostAndPort(address, String(port.port ?? 0))));
}

/**
 * formatEndpointSlices: three of those that are ready. A look at anything past the third says that there are more, even when
 * that one is not ready: so `+ 0 more...` is possible, as upstream.
 */
export function endpointsText(slices: readonly IEndpointSlice[], portName: string): string {
  if (slices.length === 0) return '<none>';
  const shown: string[] = [];
  let more = false;
  let count = 0;
  for (const address of slices.flatMap((slice) => addressesAt(slice, portName)).flat()) {
    if (shown.length === MAX_SHOWN) more = true;
    if (address === '') continue;
    if (!more) shown.push(address);
    count++;
  }
  const text = shown.join(',');
  return more ? `${text} + ${count - MAX_SHOWN} more...` : text;
}

function describePorts(ports: IEndpointSlice['ports'], w: PrefixWriter): void {
  if (ports === undefined || ports.length === 0) {
    w.line(0, 'Ports: <unset>');
    return;
  }
  w.line(0, 'Ports:');
  w.line(1, 'Name\tPort\tProtocol');
  w.line(1, '----\t----\t--------');
  for (const { name, port, protocol } of ports) {
    w.line(1, `${orElse(name, '<unset>')}\t${port ?? '<unset>'}\t${protocol ?? ''}`);
  }
}

function describeEndpoint(endpoint: Endpoint, w: PrefixWriter): void {
  w.line(1, `- Addresses:\t${orElse(endpoint.addresses.join(', '))}`);
  w.line(2, 'Conditions:');
  w.line(3, `Ready:\t${endpoint.conditions?.ready ?? '<unset>'}`);
  w.line(2, `Hostname:\t${endpoint.hostname ?? '<unset>'}`);
  const target = endpoint.targetRef;
  if (target !== undefined) w.line(2, `TargetRef:\t${target.kind ?? ''}/${target.name ?? ''}`);
  w.line(2, `NodeName:\t${endpoint.nodeName ?? '<unset>'}`);
  w.line(2, `Zone:\t${endpoint.zone ?? '<unset>'}`);
}

export const endpointSliceDescriber = describing<IEndpointSlice>(async (slice, settings, subject) => {
  const { metadata, addressType, ports, endpoints } = slice;
  const events = await eventsOf(settings, subject, slice);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `AddressType:\t${addressType}`);
    describePorts(ports, w);
    const all = endpoints ?? [];
    w.line(0, all.length === 0 ? 'Endpoints: <none>' : 'Endpoints:');
    for (const endpoint of all) describeEndpoint(endpoint, w);
    describeEvents(events, w, settings.now);
  };
});
