/** Ingress: hosts and paths of HTTP requests from outside, and the Services they lead to. */
import { goQuote } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateStatus } from '../strategies.ts';
import { sortedList } from '../validate.ts';
import { ingressRelations } from './relations.ts';
import type { Ingress, IngressStatus } from './types.ts';
import {
  INGRESS_CLASS_ANNOTATION,
  validateIngressCreate,
  validateIngressStatusUpdate,
  validateIngressUpdate,
} from './validation.ts';

const NEW_STATUS: IngressStatus = { loadBalancer: {} };
const NETWORKING = 'networking.k8s.io';
const MOST_HOSTS = 3;

function defaults(ingress: Ingress): Ingress {
  const spec = ingress.spec ?? {};
  const status = ingress.status?.loadBalancer === undefined ? { ...ingress.status, ...NEW_STATUS } : ingress.status;
  return spec === ingress.spec && status === ingress.status ? ingress : { ...ingress, spec, status };
}

/** formatHosts. */
function hosts({ spec: { rules = [] } }: Ingress): string {
  const shown = rules.map(({ host = '' }) => host).filter((host) => host !== '');
  if (shown.length === 0) return '*';
  const list = shown.slice(0, MOST_HOSTS).join(',');
  return shown.length >= MOST_HOSTS && rules.length > MOST_HOSTS
    ? `${list} + ${rules.length - MOST_HOSTS} more...`
    : list;
}

/** ingressLoadBalancerStatusStringer. */
function addresses({ status }: Ingress): string {
  const list = (status.loadBalancer.ingress ?? []).map(({ ip, hostname }) => ip || hostname || '');
  return sortedList(list.filter((address) => address !== '')).join(',');
}

function warnings(ingress: Ingress, old: Ingress | undefined): readonly string[] {
  const annotated = ingress.metadata.annotations?.[INGRESS_CLASS_ANNOTATION] !== undefined;
  if (old !== undefined || !annotated || ingress.spec.ingressClassName !== undefined) return [];
  return [`annotation ${goQuote(INGRESS_CLASS_ANNOTATION)} is deprecated, please use 'spec.ingressClassName' instead`];
}

export const ingressKind: Kind<Ingress> = {
  group: NETWORKING,
  version: 'v1',
  kind: 'Ingress',
  resource: 'ingresses',
  singular: 'ingress',
  shortNames: ['ing'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: specStrategy<Ingress>({
    newStatus: NEW_STATUS,
    validate: validateIngressCreate,
    validateUpdate: validateIngressUpdate,
    warnings,
  }),
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateIngressStatusUpdate } },
  printer: {
    columns: [
      NAME,
      column('Class', 'The name of the IngressClass resource that should be used for additional configuration'),
      column('Hosts', 'Hosts that incoming requests are matched against before the ingress rule'),
      column('Address', 'Address is a list containing ingress points for the load-balancer'),
      column('Ports', 'Ports of TLS configurations that open'),
      AGE,
    ],
    cells: (ingress, now) => [
      ingress.metadata.name,
      ingress.spec.ingressClassName ?? '<none>',
      hosts(ingress),
      addresses(ingress),
      (ingress.spec.tls?.length ?? 0) > 0 ? '80, 443' : '80',
      age(ingress, now),
    ],
  },
  relations: ingressRelations,
  patchMeta: METADATA_PATCH_META,
};
