import type { IEndpointSlice } from 'kubernetes-models/discovery.k8s.io/v1/EndpointSlice';
import type { IEndpoints } from 'kubernetes-models/v1/Endpoints';
import type { IService } from 'kubernetes-models/v1/Service';
import { formatLabels } from '../../engine/apimachinery/index.ts';
import { describing } from './describer.ts';
import { endpointsText, slicesOf } from './endpoint-slices.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import type { PrefixWriter } from './prefix-writer.ts';
import { orElse } from './text.ts';

type Spec = NonNullable<IService['spec']>;

function optional(w: PrefixWriter, title: string, text: string | undefined): void {
  if (text !== undefined && text !== '') w.line(0, `${title}:\t${text}`);
}

/** buildIngressString. */
function loadBalancersText({ status }: IService): string {
  return (status?.loadBalancer?.ingress ?? [])
    .map(({ ip, ipMode, hostname }) => {
      if ((ip ?? '') === '') return hostname ?? '';
      return ipMode === undefined ? ip : `${ip} (${ipMode})`;
    })
    .join(', ');
}

function describeAddresses(service: IService, w: PrefixWriter): void {
  const spec: Spec = service.spec ?? {};
  if (spec.ipFamilyPolicy !== undefined) w.line(0, `IP Family Policy:\t${spec.ipFamilyPolicy}`);
  w.line(0, `IP Families:\t${orElse((spec.ipFamilies ?? []).join(','))}`);
  w.line(0, `IP:\t${spec.clusterIP ?? ''}`);
  w.line(0, `IPs:\t${orElse((spec.clusterIPs ?? []).join(','))}`);
  optional(w, 'External IPs', (spec.externalIPs ?? []).join(','));
  optional(w, 'Desired LoadBalancer IP', spec.loadBalancerIP);
  optional(w, 'External Name', spec.externalName);
  const ingress = loadBalancersText(service);
  if ((service.status?.loadBalancer?.ingress ?? []).length > 0) w.line(0, `LoadBalancer Ingress:\t${ingress}`);
}

function describePorts({ ports }: Spec, slices: readonly IEndpointSlice[], w: PrefixWriter): void {
  for (const port of ports ?? []) {
    const name = orElse(port.name, '<unset>');
    const protocol = port.protocol ?? '';
    w.line(0, `Port:\t${name}\t${port.port}/${protocol}`);
    w.line(0, `TargetPort:\t${port.targetPort ?? 0}/${protocol}`);
    if ((port.nodePort ?? 0) !== 0) w.line(0, `NodePort:\t${name}\t${port.nodePort}/${protocol}`);
    w.line(0, `Endpoints:\t${endpointsText(slices, port.name ?? '')}`);
  }
}

export const serviceDescriber = describing<IService>(async (service, settings, subject) => {
  const { metadata } = service;
  const spec: Spec = service.spec ?? {};
  const slices = await slicesOf(settings, subject.namespace, subject.name).catch(() => []);
  const events = await eventsOf(settings, subject, service);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `Selector:\t${formatLabels(spec.selector)}`);
    w.line(0, `Type:\t${spec.type ?? ''}`);
    describeAddresses(service, w);
    describePorts(spec, slices, w);
    w.line(0, `Session Affinity:\t${spec.sessionAffinity ?? ''}`);
    optional(w, 'External Traffic Policy', spec.externalTrafficPolicy);
    if (spec.internalTrafficPolicy !== undefined) w.line(0, `Internal Traffic Policy:\t${spec.internalTrafficPolicy}`);
    if ((spec.healthCheckNodePort ?? 0) !== 0) w.line(0, `HealthCheck NodePort:\t${spec.healthCheckNodePort}`);
    optional(w, 'LoadBalancer Source Ranges', (spec.loadBalancerSourceRanges ?? []).join(','));
    describeEvents(events, w, settings.now);
  };
});

type Subset = NonNullable<IEndpoints['subsets']>[number];

function describeSubset({ addresses, notReadyAddresses, ports }: Subset, w: PrefixWriter): void {
  const text = (all: Subset['addresses']): string => orElse((all ?? []).map(({ ip }) => ip).join(','));
  w.line(1, `Addresses:\t${text(addresses)}`);
  w.line(1, `NotReadyAddresses:\t${text(notReadyAddresses)}`);
  if (ports !== undefined && ports.length > 0) {
    w.line(1, 'Ports:');
    w.line(2, 'Name\tPort\tProtocol');
    w.line(2, '----\t----\t--------');
    for (const { name, port, protocol } of ports) w.line(2, `${orElse(name, '<unset>')}\t${port}\t${protocol ?? ''}`);
  }
  w.line(0, '');
}

export const endpointsDescriber = describing<IEndpoints>(async (endpoints, settings, subject) => {
  const { metadata, subsets } = endpoints;
  const events = await eventsOf(settings, subject, endpoints);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    w.line(0, `Namespace:\t${metadata?.namespace ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, 'Subsets:');
    for (const subset of subsets ?? []) describeSubset(subset, w);
    describeEvents(events, w, settings.now);
  };
});
