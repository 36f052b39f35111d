import type { Relation } from '../kind.ts';
import type { Ingress, IngressBackend } from './types.ts';

const NETWORKING = 'networking.k8s.io';

function backends({ spec }: Ingress): IngressBackend[] {
  const list = (spec.rules ?? []).flatMap(({ http }) => (http?.paths ?? []).map(({ backend }) => backend));
  if (spec.defaultBackend !== undefined) list.push(spec.defaultBackend);
  return list;
}

export function ingressRelations(ingress: Ingress): readonly Relation[] {
  const { namespace } = ingress.metadata;
  const { ingressClassName, tls = [] } = ingress.spec;
  const found: Relation[] = [];
  const services = new Set(backends(ingress).map(({ service }) => service?.name ?? ''));
  for (const name of services) {
    if (name !== '') found.push({ verb: 'routes-to', kind: 'Service', group: '', namespace, name });
  }
  for (const { secretName: name = '' } of tls) {
    if (name !== '') found.push({ verb: 'uses', kind: 'Secret', group: '', namespace, name });
  }
  if (ingressClassName !== undefined) {
    found.push({ verb: 'uses', kind: 'IngressClass', group: NETWORKING, name: ingressClassName });
  }
  return found;
}
