import type { Node } from '../../api/node/types.ts';
import { podRelations } from '../../api/pod/relations.ts';
import type { Pod } from '../../api/pod/types.ts';
import { compareStrings, deepEqual, newForbidden, newNotFound, semanticDeepEqual } from '../../apimachinery/index.ts';
import { nodeIdentity } from '../authorization/node/identity.ts';
import type { Attributes, Plugin, World } from './plugin.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const NODE_LEASES = 'kube-node-lease';

/** Labels under kubernetes.io that a kubelet may give its node. pkg/kubelet/apis/well_known_labels.go */
const KUBELET_LABELS = new Set([
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'node.kubernetes.io/instance-type',
  'beta.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
  'node.kubernetes.io/windows-build',
  // kubeadm marks a control plane's node after it has registered. Nobody comes after here, so the kubelet says it itself.
  'node-role.kubernetes.io/control-plane',
]);
const KUBELET_NAMESPACES = ['kubelet.kubernetes.io', 'node.kubernetes.io'];
const RESTRICTED = 'node-restriction.kubernetes.io';

/** A node writes about itself and its own pods only. plugin/pkg/admission/noderestriction/admission.go */
export const nodeRestriction: Plugin = {
  name: 'NodeRestriction',
  handles: ({ user }) => user.name.startsWith('system:node:'),
  admit: (object, attributes, world) => {
    const refusal = restrict(attributes, world);
    if (refusal !== undefined) throw newForbidden(attributes.kind, attributes.name, refusal);
    return object;
  },
  validate: (attributes, world) => {
    if (attributes.operation !== 'DELETE') return;
    const refusal = restrict(attributes, world);
    if (refusal !== undefined) throw newForbidden(attributes.kind, attributes.name, refusal);
  },
};

/** Why not, or undefined. */
function restrict(attributes: Attributes, world: World): string | undefined {
  const { user, kind, subresource } = attributes;
  const node = nodeIdentity(user);
  if (node === undefined) return undefined;
  if (node === '') return `could not determine node from user ${JSON.stringify(user.name)}`;
  switch (`${kind.group}/${kind.resource}`) {
    case '/pods':
      return subresource === 'status' ? podStatus(node, attributes) : pod(node, attributes, world);
    case '/nodes':
      return ownNode(node, attributes);
    case '/persistentvolumeclaims':
      return claim(node, attributes);
    case 'coordination.k8s.io/leases':
      return lease(node, attributes);
    case 'storage.k8s.io/csinodes':
      if (attributes.name === node) return undefined;
      return 'can only access CSINode with the same name as the requesting node';
    default:
      return undefined;
  }
}

function pod(node: string, { operation, object, namespace, name }: Attributes, world: World): string | undefined {
  const q = JSON.stringify(node);
  if (operation === 'CREATE') return mirrorPod(node, object as Pod, world);
  if (operation !== 'DELETE') {
    return `unexpected operation "${operation}", node ${q} can only create and delete mirror pods`;
  }
  const existing = world.get('', 'pods', namespace, name) as Pod | undefined;
  if (!existing) throw newNotFound({ group: '', resource: 'pods' }, name);
  if (existing.spec.nodeName === node) return undefined;
  return `node ${q} can only delete pods with spec.nodeName set to itself`;
}

/** admitPodCreate */
function mirrorPod(node: string, made: Pod, world: World): string | undefined {
  const q = JSON.stringify(node);
  const { annotations, ownerReferences = [] } = made.metadata;
  if (annotations?.[MIRROR] === undefined) {
    return `pod does not have "${MIRROR}" annotation, node ${q} can only create mirror pods`;
  }
  if (made.spec.nodeName !== node) return `node ${q} can only create pods with spec.nodeName set to itself`;
  if (ownerReferences.length > 1) return `node ${q} can only create pods with a single owner reference set to itself`;
  const [owner] = ownerReferences;
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) {
    return `node ${q} can only create pods with an owner reference set to itself`;
  }
  if (owner.controller !== true) {
    return `node ${q} can only create pods with a controller owner reference set to itself`;
  }
  if (owner.blockOwnerDeletion === true) return `node ${q} must not set blockOwnerDeletion on an owner reference`;
  const self = world.get('', 'nodes', undefined, node);
  if (!self) throw newNotFound({ group: '', resource: 'nodes' }, node);
  if (owner.uid !== self.metadata.uid) {
    return `node ${node} UID mismatch: expected ${owner.uid} got ${self.metadata.uid}`;
  }
  for (const { kind } of podRelations(made)) {
    if (kind === 'ServiceAccount') return `node ${q} can not create pods that reference a service account`;
    const things = REFERENCES.get(kind);
    if (things !== undefined) return `node ${q} can not create pods that reference ${things}`;
  }
  return undefined;
}

const REFERENCES: ReadonlyMap<string, string> = new Map([
  ['Secret', 'secrets'],
  ['ConfigMap', 'configmaps'],
  ['PersistentVolumeClaim', 'persistentvolumeclaims'],
]);

function podStatus(node: string, { operation, object, oldObject }: Attributes): string | undefined {
  if (operation !== 'UPDATE') return `unexpected operation "${operation}"`;
  const after = object as Pod;
  const before = oldObject as Pod;
  const q = JSON.stringify(node);
  if (before.spec.nodeName !== node) {
    return `node ${q} can only update pod status for pods with spec.nodeName set to itself`;
  }
  const [labels, oldLabels] = [after.metadata.labels, before.metadata.labels];
  if (labels !== oldLabels && !deepEqual(labels ?? {}, oldLabels ?? {})) {
    return `node ${q} cannot update labels through pod status`;
  }
  const [claims, oldClaims] = [after.status.resourceClaimStatuses, before.status.resourceClaimStatuses];
  if (claims === oldClaims || deepEqual(claims ?? [], oldClaims ?? [])) return undefined;
  return `node ${q} cannot update resource claim statues`;
}

/** admitNode */
function ownNode(node: string, { operation, object, oldObject, name }: Attributes): string | undefined {
  const q = JSON.stringify(node);
  if (name !== node) return `node ${q} is not allowed to modify node ${JSON.stringify(name)}`;
  if (operation !== 'CREATE' && operation !== 'UPDATE') return undefined;
  const after = object as Node;
  const before = oldObject as Node | undefined;
  if (before && !semanticDeepEqual(after.spec.taints ?? [], before.spec.taints ?? [])) {
    return `node ${q} is not allowed to modify taints`;
  }
  const forbidden = forbiddenLabels(after.metadata.labels, before?.metadata.labels);
  if (forbidden.length === 0) return undefined;
  if (before) return `is not allowed to modify labels: ${forbidden.join(', ')}`;
  return `node ${q} is not allowed to set the following labels: ${forbidden.join(', ')}`;
}

type Labels = Readonly<Record<string, string>> | undefined;

function forbiddenLabels(after: Labels = {}, before: Labels = {}): string[] {
  if (after === before) return [];
  const forbidden = new Set<string>();
  for (const key of [...Object.keys(after), ...Object.keys(before)]) {
    const same = Object.hasOwn(after, key) && Object.hasOwn(before, key) && after[key] === before[key];
    if (!same && isForbidden(key)) forbidden.add(key);
  }
  return [...forbidden].sort(compareStrings);
}

/** A label of Kubernetes' own that is not a kubelet's, or one that exists to be out of a kubelet's reach. */
function isForbidden(key: string): boolean {
  const slash = key.indexOf('/');
  const namespace = slash < 0 ? '' : key.slice(0, slash);
  if (isUnder(namespace, RESTRICTED)) return true;
  if (!isUnder(namespace, 'kubernetes.io') && !isUnder(namespace, 'k8s.io')) return false;
  return !KUBELET_LABELS.has(key) && !KUBELET_NAMESPACES.some((own) => isUnder(namespace, own));
}

function isUnder(namespace: string, domain: string): boolean {
  return namespace === domain || namespace.endsWith(`.${domain}`);
}

/** admitPVCStatus */
function claim(node: string, { operation, subresource, object, oldObject }: Attributes): string | undefined {
  if (subresource !== 'status') return 'may only update PVC status';
  if (operation !== 'UPDATE') return `unexpected operation "${operation}"`;
  if (semanticDeepEqual(withoutSizes(object), withoutSizes(oldObject))) return undefined;
  const allowed = 'status.capacity and status.conditions';
  return `node ${JSON.stringify(node)} is not allowed to update fields other than ${allowed}`;
}

/** What of a claim a kubelet may not change. */
function withoutSizes(object: Attributes['object']): unknown {
  if (!object) return undefined;
  const { resourceVersion: _, managedFields: __, ...metadata } = object.metadata;
  const status = { ...(object.status as Readonly<Record<string, unknown>>) };
  for (const field of ['capacity', 'conditions', 'allocatedResourceStatuses', 'allocatedResources'])
    delete status[field];
  return { ...object, metadata, status };
}

function lease(node: string, { namespace, name }: Attributes): string | undefined {
  if (namespace !== NODE_LEASES) return `can only access leases in the "${NODE_LEASES}" system namespace`;
  if (name === node) return undefined;
  return 'can only access node lease with the same name as the requesting node';
}
