/**
 * Pod: one or more containers that share a node, an address and a fate. Complete in fields, defaults and validation.
 * It differs from Kubernetes in the diff that an immutable spec's refusal shows: fields are JSON's, not the Go struct's.
 */
import type { Kind } from '../kind.ts';
import { POD_PATCH_META } from '../patch-meta.ts';
import { defaultPod } from './defaults.ts';
import { podPrinter } from './printer.ts';
import { podRelations } from './relations.ts';
import { podStrategy, podSubresources } from './strategy.ts';
import type { Pod } from './types.ts';

export const podKind: Kind<Pod> = {
  group: '',
  version: 'v1',
  kind: 'Pod',
  resource: 'pods',
  singular: 'pod',
  shortNames: ['po'],
  categories: ['all'],
  namespaced: true,
  defaults: defaultPod,
  strategy: podStrategy,
  subresources: podSubresources,
  printer: podPrinter,
  selectableFieldNames: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  selectableFields: (pod) => ({
    'spec.nodeName': pod.spec.nodeName ?? '',
    'spec.restartPolicy': pod.spec.restartPolicy,
    'spec.schedulerName': pod.spec.schedulerName,
    'spec.serviceAccountName': pod.spec.serviceAccountName ?? '',
    'spec.hostNetwork': String(pod.spec.hostNetwork ?? false),
    'status.phase': pod.status.phase,
    'status.podIP': pod.status.podIPs?.[0]?.ip ?? '',
    'status.nominatedNodeName': pod.status.nominatedNodeName ?? '',
  }),
  relations: podRelations,
  patchMeta: POD_PATCH_META,
};
