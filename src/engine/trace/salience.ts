import type { Commit, Hop, Span, TraceRecord } from './records.ts';

/** 0: barely visible until asked for · 1: a small bead · 2: a full bead, slowed down for and narrated. */
export type Salience = 0 | 1 | 2;

/** Kept in the trace for those who look, but nobody's story: they happen whether or not anything happens. */
const BACKGROUND = new Set(['leases.coordination.k8s.io', 'leases', 'events', 'events.events.k8s.io']);
/** Written in the wake of something else: worth a small bead. */
const WAKE = new Set([
  'endpoints',
  'endpointslices.discovery.k8s.io',
  'endpointslices',
  'serviceaccounts',
  'configmaps',
  'controllerrevisions.apps',
  'controllerrevisions',
  'namespaces',
]);
const WRITES = new Set(['create', 'update', 'patch', 'delete', 'deletecollection', 'Txn']);
const RUNTIME_STEPS = new Set([
  'RunPodSandbox',
  'PullImage',
  'CreateContainer',
  'StartContainer',
  'StopContainer',
  'StopPodSandbox',
]);
const TELLING_SPANS = new Set([
  'Scheduling',
  'PullImage',
  'StartContainer',
  'RunPodSandbox',
  'CreateContainer',
  'StopContainer',
  'OOMKilled',
]);

/** How much of the eye a record deserves. Pure; the worker stops at it, the player slows down for it, the map draws by it. */
export function salience(record: TraceRecord): Salience {
  if (record.type === 'hop') return hopSalience(record);
  return record.type === 'span' ? spanSalience(record) : commitSalience(record);
}

function hopSalience(hop: Hop): Salience {
  const { label } = hop;
  if (label.traffic !== undefined) return label.traffic === 'one' ? 2 : 1;
  if (label.via !== undefined) return 1;
  const resource = label.resource ?? '';
  if (BACKGROUND.has(resource) || (label.verb === 'Txn' && resource === '')) return 0;
  if (isNodeHeartbeat(hop)) return 0;
  if (componentOf(hop.to) === 'registry') return resource === 'manifests' ? 2 : 1;
  if (componentOf(hop.from) === 'registry') return resource === 'blobs' ? 2 : 1;
  if (RUNTIME_STEPS.has(label.verb)) return label.form === 'data' ? 1 : 2;
  if (label.form === 'data') return label.verb === 'cancel' || label.verb === 'end' ? 0 : 1;
  if (label.form === 'item') return itemSalience(hop, resource);
  if (!WRITES.has(label.verb)) return componentOf(hop.from) === 'kubectl' || componentOf(hop.to) === 'kubectl' ? 1 : 0;
  // Nodes are written for every heartbeat that brings news; who asked for it tells the story, the store does not.
  if (WAKE.has(resource) || (resource === 'nodes' && label.verb === 'Txn')) return 1;
  if (label.form === 'response') return componentOf(hop.to) === 'kubectl' || (label.code ?? 0) >= 400 ? 2 : 1;
  return 2;
}

/** Watch events: between etcd and the API server they only repeat the commit; to the components they are the message. */
function itemSalience(hop: Hop, resource: string): Salience {
  const { verb } = hop.label;
  if (verb === 'BOOKMARK' || componentOf(hop.from) === 'etcd' || WAKE.has(resource)) return 0;
  const to = componentOf(hop.to);
  if (resource === 'nodes') return 1;
  if (resource === 'pods') {
    if (to === 'kubelet') return verb === 'MODIFIED' ? 1 : 2;
    if (to === 'kube-scheduler') return verb === 'ADDED' ? 2 : 1;
    return verb === 'MODIFIED' ? 1 : 2;
  }
  return verb === 'MODIFIED' || to === 'kube-scheduler' || to === 'kube-proxy' ? 1 : 2;
}

/** Every node tells how it is every ten seconds. What it tells is a story only when a controller acts on it. */
function isNodeHeartbeat(hop: Hop): boolean {
  const { resource, subresource, verb } = hop.label;
  if (resource !== 'nodes') return false;
  if (verb === 'get' || verb === 'list' || verb === 'watch') return true;
  return subresource === 'status' && (componentOf(hop.from) === 'kubelet' || componentOf(hop.to) === 'kubelet');
}

function spanSalience(span: Span): Salience {
  if (TELLING_SPANS.has(span.operation) || componentOf(span.process) === 'hand') return 2;
  if (span.operation.startsWith('sync ')) return 1;
  return 0;
}

function commitSalience(commit: Commit): Salience {
  if (!commit.key.startsWith('/registry/')) return 0;
  const resource = commit.key.split('/')[2] ?? '';
  if (BACKGROUND.has(resource)) return 0;
  if (WAKE.has(resource) || resource === 'nodes' || resource === 'minions' || resource === 'services') return 1;
  return commit.operation === 'update' ? 1 : 2;
}

/** `kubelet@worker-1` → `kubelet`. */
function componentOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}
