import { parseFieldSelector } from '../../../apimachinery/index.ts';
import { ALLOW, decide, NO_OPINION, type AccessRequest, type Authorizer, type Decision } from '../authorizer.ts';
import { nodePolicy } from '../bootstrap-policy/index.ts';
import { Grants } from '../rbac/grants.ts';
import type { NodeGraph } from './graph.ts';
import { nodeIdentity } from './identity.ts';

type Rule = (graph: NodeGraph, node: string, request: AccessRequest) => Decision;

/**
 * What a kubelet may do, which is what concerns its own node: it reads what its pods name, writes its own Node and Lease, and
 * makes tokens for the service accounts of its pods. plugin/pkg/auth/authorizer/node/node_authorizer.go
 */
export class NodeAuthorizer implements Authorizer {
  readonly name = 'Node';
  readonly #graph: NodeGraph;
  /** For everything that is not divided up between nodes. */
  readonly #rules = new Grants(
    nodePolicy.map((rule) => ({ rule, decision: ALLOW })),
    [],
  );

  constructor(graph: NodeGraph) {
    this.#graph = graph;
  }

  authorize(request: AccessRequest): Decision {
    const node = nodeIdentity(request.user);
    if (node === undefined) return NO_OPINION;
    if (node === '') return no(`unknown node for user ${JSON.stringify(request.user.name)}`);
    const special = request.path === undefined ? RULES.get(request.resource) : undefined;
    if (special?.group === request.group) return special.rule(this.#graph, node, request);
    return this.#rules.allow(request) ?? NO_OPINION;
  }
}

function no(reason: string): Decision {
  return decide('no opinion', reason);
}

function related(graph: NodeGraph, node: string, kind: string, { namespace = '', name = '' }: AccessRequest): Decision {
  if (name === '') return no('No Object name found');
  if (graph.concerns(node, kind, namespace, name)) return ALLOW;
  return no(`no relationship found between node '${node}' and this object`);
}

/** authorizeGet */
function getOf(kind: string): Rule {
  return (graph, node, request) => {
    if (request.verb !== 'get') return no('can only get individual resources of this type');
    if (request.subresource) return no('cannot get subresource');
    return related(graph, node, kind, request);
  };
}

const READ = new Set(['get', 'list', 'watch']);

/** authorizeReadNamespacedObject */
function readOf(kind: string): Rule {
  return (graph, node, request) => {
    if (!READ.has(request.verb)) return no('can only read resources of this type');
    if (request.subresource) return no('cannot read subresource');
    if (!request.namespace) return no('can only read namespaced object of this type');
    return related(graph, node, kind, request);
  };
}

const getClaim = getOf('PersistentVolumeClaim');
const getPod = getOf('Pod');

const claims: Rule = (graph, node, request) => {
  if (request.subresource !== 'status') return getClaim(graph, node, request);
  if (request.verb !== 'update' && request.verb !== 'patch') return no('can only get/update/patch this type');
  return related(graph, node, 'PersistentVolumeClaim', request);
};

/** authorizeCreateToken; and reading the account, for image credential providers. */
const serviceAccounts: Rule = (graph, node, request) => {
  if (request.verb === 'get' && !request.subresource) return related(graph, node, 'ServiceAccount', request);
  if (request.verb !== 'create' || !request.name) return no('can only create tokens for individual service accounts');
  if (request.subresource !== 'token') return no('can only create token subresource of serviceaccount');
  return related(graph, node, 'ServiceAccount', request);
};

const OWN_VERBS = new Set(['get', 'create', 'update', 'patch', 'delete']);
const NODE_LEASES = 'kube-node-lease';

const leases: Rule = (_, node, { verb, namespace, name }) => {
  if (!OWN_VERBS.has(verb)) return no('can only get, create, update, patch, or delete a node lease');
  if (namespace !== NODE_LEASES) return no(`can only access leases in the "${NODE_LEASES}" system namespace`);
  // The name of what is created is not known before its body is read: NodeRestriction looks at that.
  if (verb === 'create' || name === node) return ALLOW;
  return no('can only access node lease with the same name as the requesting node');
};

const csiNodes: Rule = (_, node, { verb, subresource, name }) => {
  if (!OWN_VERBS.has(verb)) return no('can only get, create, update, patch, or delete a CSINode');
  if (subresource) return no('cannot authorize CSINode subresources');
  if (verb === 'create' || name === node) return ALLOW;
  return no('can only access CSINode with the same name as the requesting node');
};

const resourceSlices: Rule = (graph, node, request) => {
  if (request.subresource) return no('cannot authorize ResourceSlice subresources');
  switch (request.verb) {
    case 'create':
      return ALLOW;
    case 'get':
    case 'update':
    case 'patch':
    case 'delete':
      return related(graph, node, 'ResourceSlice', request);
    case 'watch':
    case 'list':
    case 'deletecollection':
      if (narrowedTo(request, 'nodeName', node) || narrowedTo(request, 'spec.nodeName', node)) return ALLOW;
      return no('can only list/watch/deletecollection resourceslices with nodeName field selector');
    default:
      return no(
        'only the following verbs are allowed for a ResourceSlice: get, watch, list, create, update, patch, delete, deletecollection',
      );
  }
};

const nodes: Rule = (_, node, { verb, subresource, name = '' }) => {
  if (subresource === 'status') return verb === 'update' || verb === 'patch' ? ALLOW : NO_OPINION;
  if (subresource) return NO_OPINION;
  if (verb === 'create' || verb === 'update' || verb === 'patch') return ALLOW;
  if (!READ.has(verb)) return NO_OPINION;
  if (name === node) return ALLOW;
  if (name === '') return no(`node '${node}' cannot read all nodes, only its own Node object`);
  return no(`node '${node}' cannot read '${name}', only its own Node object`);
};

const pods: Rule = (graph, node, request) => {
  const { verb, subresource, name } = request;
  switch (subresource) {
    case undefined:
    case '':
      if (verb === 'get') return getPod(graph, node, request);
      if (verb === 'create' || verb === 'delete') return ALLOW;
      if (verb !== 'list' && verb !== 'watch') return NO_OPINION;
      if (narrowedTo(request, 'spec.nodeName', node)) return ALLOW;
      if (name) return related(graph, node, 'Pod', request);
      return no('can only list/watch pods with spec.nodeName field selector');
    case 'status':
      return verb === 'update' || verb === 'patch' ? ALLOW : NO_OPINION;
    case 'eviction':
      return verb === 'create' ? ALLOW : NO_OPINION;
    default:
      return NO_OPINION;
  }
};

function narrowedTo({ fieldSelector }: AccessRequest, field: string, value: string): boolean {
  if (fieldSelector === undefined) return false;
  try {
    return parseFieldSelector(fieldSelector).requiresExactMatch(field) === value;
  } catch {
    return false;
  }
}

/** By resource. */
const RULES: ReadonlyMap<string, { readonly group: string; readonly rule: Rule }> = new Map([
  ['secrets', { group: '', rule: readOf('Secret') }],
  ['configmaps', { group: '', rule: readOf('ConfigMap') }],
  ['persistentvolumeclaims', { group: '', rule: claims }],
  ['persistentvolumes', { group: '', rule: getOf('PersistentVolume') }],
  ['serviceaccounts', { group: '', rule: serviceAccounts }],
  ['nodes', { group: '', rule: nodes }],
  ['pods', { group: '', rule: pods }],
  ['leases', { group: 'coordination.k8s.io', rule: leases }],
  ['resourceclaims', { group: 'resource.k8s.io', rule: getOf('ResourceClaim') }],
  ['resourceslices', { group: 'resource.k8s.io', rule: resourceSlices }],
  ['volumeattachments', { group: 'storage.k8s.io', rule: getOf('VolumeAttachment') }],
  ['csinodes', { group: 'storage.k8s.io', rule: csiNodes }],
]);
