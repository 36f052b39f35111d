import type { IIPAddress } from 'kubernetes-models/networking.k8s.io/v1/IPAddress';
import type { IServiceCIDR } from 'kubernetes-models/networking.k8s.io/v1/ServiceCIDR';
import { describing } from './describer.ts';
import { describeEvents, eventsOf } from './events.ts';
import { annotationsMultiline, labelsMultiline } from './metadata.ts';
import { timedConditions } from './namespace.ts';

export const serviceCIDRDescriber = describing<IServiceCIDR>(async (cidr, settings, subject) => {
  const { metadata, spec, status } = cidr;
  const events = await eventsOf(settings, subject, cidr);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    w.line(0, `CIDRs:\t${(spec?.cidrs ?? []).join(', ')}`);
    if ((status?.conditions ?? []).length > 0) {
      w.line(0, 'Status:');
      timedConditions(status?.conditions ?? [], w);
    }
    describeEvents(events, w, settings.now);
  };
});

export const ipAddressDescriber = describing<IIPAddress>(async (address, settings, subject) => {
  const { metadata, spec } = address;
  const events = await eventsOf(settings, subject, address);
  return (w) => {
    w.line(0, `Name:\t${metadata?.name ?? ''}`);
    labelsMultiline(w, 'Labels', metadata?.labels);
    annotationsMultiline(w, 'Annotations', metadata?.annotations);
    const parent = spec?.parentRef;
    if (parent !== undefined) {
      w.line(0, 'Parent Reference:');
      w.line(1, `Group:\t${parent.group ?? ''}`);
      w.line(1, `Resource:\t${parent.resource}`);
      w.line(1, `Namespace:\t${parent.namespace ?? ''}`);
      w.line(1, `Name:\t${parent.name}`);
    }
    describeEvents(events, w, settings.now);
  };
});
