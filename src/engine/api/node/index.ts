/**
 * Node: a machine as the cluster knows it. Creating one may bring its status along, because the kubelet registers itself
 * in one request. Differs from Kubernetes: spec.configSource, long dead, is not validated.
 */
import { defaultResourceList } from '../pod/defaults-container.ts';
import type { Kind } from '../kind.ts';
import { NODE_PATCH_META } from '../patch-meta.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { nodePrinter } from './printer.ts';
import type { Node, NodeStatus } from './types.ts';
import { validateNode, validateNodeUpdate } from './validation.ts';

/** SetDefaults_NodeStatus: what is there and not spoken for can be allocated. */
function defaultStatus(status: NodeStatus): NodeStatus {
  const capacity = status.capacity === undefined ? undefined : defaultResourceList(status.capacity);
  const own = status.allocatable === undefined ? undefined : defaultResourceList(status.allocatable);
  const allocatable = own ?? capacity;
  if (capacity === status.capacity && allocatable === status.allocatable) return status;
  return {
    ...status,
    ...(capacity === undefined ? {} : { capacity }),
    ...(allocatable === undefined ? {} : { allocatable }),
  };
}

function defaults(node: Node): Node {
  const status = defaultStatus(node.status ?? {});
  const spec = node.spec ?? {};
  return status === node.status && spec === node.spec ? node : { ...node, spec, status };
}

export const nodeKind: Kind<Node> = {
  group: '',
  version: 'v1',
  kind: 'Node',
  resource: 'nodes',
  singular: 'node',
  shortNames: ['no'],
  categories: [],
  namespaced: false,
  defaults,
  strategy: {
    prepareForCreate: (node) => node,
    validateCreate: validateNode,
    prepareForUpdate: (node, old) => withStatus(node, old.status),
    validateUpdate: (node, old) => validateNodeUpdate(node, old),
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (node, old) => withSpec(node, old.spec),
      validateUpdate: validateNodeUpdate,
    },
    others: ['proxy'],
  },
  printer: nodePrinter,
  selectableFieldNames: ['spec.unschedulable'],
  selectableFields: (node) => ({ 'spec.unschedulable': String(node.spec.unschedulable ?? false) }),
  relations: () => [],
  patchMeta: NODE_PATCH_META,
};
