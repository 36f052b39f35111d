import type { Span } from '../../engine/trace/index.ts';
import type { MessageId, Params } from '../../i18n/index.ts';
import { isRecord } from '../inspector/diff.ts';
import type { Narration } from './narrate.ts';

type Detail = Readonly<Record<string, unknown>>;

function say(id: MessageId, params: Params): Narration {
  return { id, params, nouns: {} };
}

/** Work that tells facts in its detail; undefined where the operation's name is all there is. */
export function tellSpan(span: Span): Narration | undefined {
  const detail = span.detail ?? {};
  const name = span.key.slice(span.key.lastIndexOf('/') + 1);
  const host = span.process.slice(span.process.indexOf('@') + 1);
  switch (span.operation) {
    case 'manageReplicas':
      return tellReplicas(name, detail);
    case 'rolloutRolling':
    case 'rolloutRecreate':
    case 'scale':
      return tellRollout(name, detail);
    case 'tryUpdateNodeHealth':
      return say('why.nodeSilent', { name, seconds: seconds(detail['silentFor']) });
    case 'SwapNodeControllerTaint':
      return tellTaints(name, detail);
    case 'scheduleEviction':
      return say('why.toleration', { name, seconds: Number(detail['tolerationSeconds'] ?? 0) });
    case 'deletePodHandler':
      return say('why.evicts', { name });
    case 'PLEG':
      return say('why.pleg', { host, name, states: containerStates(detail) });
    case 'syncTerminatingPod':
      return say('why.terminating', { host, name });
    case 'syncTerminatedPod':
      return say('why.terminated', { host, name });
    case 'Binding':
      return say('why.binding', { name, node: String(detail['node'] ?? '') });
    case 'Preempting':
      return say('why.preempting', { name });
    case 'reconcileEndpointSlices':
      return say('why.endpoints', { name });
    case 'kubectl':
      return say('why.kubectl', { request: span.key });
    case 'gcPod':
      return say('why.podgc', { name });
    case 'allocateCIDR':
      return say('why.cidr', { name, cidr: String(detail['podCIDR'] ?? '') });
    default:
      return TELLERS[span.operation]?.(span, detail, { name, host }) ?? tellProbe(span, name, host);
  }
}

function tellProbe(span: Span, name: string, host: string): Narration | undefined {
  const kind = / probe$/.test(span.operation) ? span.operation.slice(0, -' probe'.length) : undefined;
  if (kind === undefined) return undefined;
  const output = String(span.detail?.['output'] ?? '');
  return say(span.outcome === 'error' ? 'why.probe.failed' : 'why.probe.ok', { kind, name, host, output });
}

function tellReplicas(name: string, detail: Detail): Narration {
  const need = Number(detail['need'] ?? 0);
  const have = Number(detail['have'] ?? 0);
  const id = have < need ? 'why.replicas.create' : 'why.replicas.delete';
  return say(id, { name, need, have, count: Math.abs(need - have) });
}

function tellRollout(name: string, detail: Detail): Narration {
  const scalings = Array.isArray(detail['scalings']) ? detail['scalings'].filter(isRecord) : [];
  const sizes = scalings.map((one) => `${String(one['replicaSet'])} ${String(one['from'])} → ${String(one['to'])}`);
  return say(ROLLOUT_STEPS[String(detail['step'] ?? '')] ?? 'why.rollout.scale', { name, sizes: sizes.join(', ') });
}

function tellTaints(name: string, detail: Detail): Narration {
  const list = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : '');
  const add = list(detail['add']);
  const remove = list(detail['remove']);
  if (add === '') return say('why.taint.remove', { name, remove });
  return remove === '' ? say('why.taint.add', { name, add }) : say('why.taint.swap', { name, add, remove });
}

function containerStates(detail: Detail): string {
  const containers = Array.isArray(detail['containers']) ? detail['containers'].filter(isRecord) : [];
  const newest = new Map<string, string>();
  for (const one of containers) {
    const name = String(one['name']);
    if (!newest.has(name)) newest.set(name, String(one['state']).replace('CONTAINER_', '').toLowerCase());
  }
  return [...newest].map(([name, state]) => `${name} ${state}`).join(', ');
}

function seconds(micros: unknown): number {
  return Math.round(Number(micros ?? 0) / 1_000_000);
}

const ROLLOUT_STEPS: Readonly<Record<string, MessageId>> = {
  'scale up new': 'why.rollout.up',
  'scale down new': 'why.rollout.downNew',
  'scale down old': 'why.rollout.down',
};

interface Where {
  readonly name: string;
  readonly host: string;
}

/** Operations of which a few numbers are told, by their names in the trace. */
const TELLERS: Readonly<Record<string, (span: Span, detail: Detail, where: Where) => Narration | undefined>> = {
  manageJob: (_, detail, { name }) => {
    const creating = Number(detail['creating'] ?? 0);
    const facts = { name, want: Number(detail['want'] ?? 0), active: Number(detail['active'] ?? 0), creating };
    if (creating === 0) return say('span.job.steady', facts);
    return say('span.job.creates', facts);
  },
  deleteActivePods: (_, detail, { name }) => say('span.job.stops', { name, count: lengthOf(detail['deleting']) }),
  updateStatefulSet: (_, detail, { name }) => {
    const steps = Array.isArray(detail['steps']) ? detail['steps'].map(String).join(', ') : '';
    const why = typeof detail['error'] === 'string' ? detail['error'] : '';
    return why === ''
      ? say('span.statefulSet', { name, steps })
      : say('span.statefulSet.refused', { name, steps, why });
  },
  manage: (_, detail, { name }) =>
    say('span.daemonSet', {
      name,
      nodes: Number(detail['nodes'] ?? 0),
      creating: lengthOf(detail['creating']),
      deleting: lengthOf(detail['deleting']),
    }),
  updatePdbStatus: (_, detail, { name }) =>
    say('span.budget', {
      name,
      healthy: Number(detail['healthy'] ?? 0),
      wanted: Number(detail['desiredHealthy'] ?? 0),
      allowed: Number(detail['disruptionsAllowed'] ?? 0),
    }),
  deleteAllContent: (_, detail, { name }) => {
    const remaining = Array.isArray(detail['remaining']) ? detail['remaining'].map(String).join(', ') : '';
    return remaining === ''
      ? say('span.namespace.empty', { name })
      : say('span.namespace.remaining', { name, remaining });
  },
  handleDisruption: (_, detail) => say('span.zone', { rate: Number(detail['evictionRate'] ?? 0) }),
  orphanDependents: (span, detail) =>
    say('span.orphans', { name: span.key.split(' ')[1] ?? span.key, count: Number(detail['dependents'] ?? 0) }),
  deleteObject: (span) => say('span.garbage', { name: span.key.split(' ')[1] ?? span.key }),
  deleteOwnerReferences: (span) => say('span.garbage.owners', { name: span.key.split(' ')[1] ?? span.key }),
  syncProxyRules: (_, detail, { host }) => say('span.rules', { host, changes: Number(detail['changes'] ?? 0) }),
  tryUpdateNodeStatus: (_, __, { host }) => say('span.nodeStatus', { host }),
  Txn: (_, detail) => {
    const revision = Number(detail['revision'] ?? 0);
    return detail['succeeded'] === false ? say('span.txn.conflict', {}) : say('span.txn', { revision });
  },
  'fetch layer': (_, detail, { host }) =>
    say('span.layer', { host, name: imageName(String(detail['image'] ?? '')), size: megabytes(detail['bytes']) }),
  StopPodSandbox: (_, __, { name, host }) => say('span.StopPodSandbox', { name, host }),
  RemovePodSandbox: (_, __, { name, host }) => say('span.RemovePodSandbox', { name, host }),
  UpdateRuntimeConfig: (span, __, { host }) => say('span.podNetwork', { host, cidr: span.key }),
  query: (span) => say('span.dns', { question: span.key }),
  OOMKilled: (_, __, { name, host }) => say('span.oom', { name, host }),
};

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** `docker.io/library/nginx:1.27` → `nginx:1.27`. */
export function imageName(image: string): string {
  return image.replace(/^docker\.io\/(library\/)?/, '');
}

function megabytes(bytes: unknown): string {
  return `${(Number(bytes ?? 0) / 1_000_000).toFixed(1)} MB`;
}
