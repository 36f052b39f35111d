import { formatLabels } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, wide } from '../columns.ts';
import type { Printer } from '../kind.ts';
import { sortedList } from '../validate.ts';
import type { Service, ServicePort } from './types.ts';

function portText(port: ServicePort): string {
  const { nodePort = 0 } = port;
  return nodePort > 0 ? `${port.port}:${nodePort}/${port.protocol}` : `${port.port}/${port.protocol}`;
}

function ingressAddresses(service: Service): readonly string[] {
  const addresses = (service.status.loadBalancer.ingress ?? []).map((entry) => entry.ip || entry.hostname || '');
  return sortedList(addresses.filter((address) => address !== ''));
}

/** getServiceExternalIP. */
function externalIP(service: Service): string {
  const { type, externalIPs = [], externalName } = service.spec;
  switch (type) {
    case 'ClusterIP':
    case 'NodePort':
      return externalIPs.length > 0 ? externalIPs.join(',') : '<none>';
    case 'LoadBalancer': {
      const all = [...ingressAddresses(service), ...externalIPs];
      return all.length > 0 ? all.join(',') : '<pending>';
    }
    case 'ExternalName':
      return externalName ?? '';
    default:
      return '<unknown>';
  }
}

export const servicePrinter: Printer<Service> = {
  columns: [
    NAME,
    column('Type', 'How the service is exposed.'),
    column('Cluster-IP', 'Its address inside the cluster.'),
    column('External-IP', 'Its addresses outside the cluster.'),
    column('Port(s)', 'The ports it listens on.'),
    AGE,
    wide('Selector', 'Which pods stand behind it.'),
  ],
  cells(service, now) {
    const { spec } = service;
    const ports = (spec.ports ?? []).map(portText).join(',');
    return [
      service.metadata.name,
      spec.type,
      spec.clusterIPs?.[0] || '<none>',
      externalIP(service),
      ports === '' ? '<none>' : ports,
      age(service, now),
      formatLabels(spec.selector),
    ];
  },
};
