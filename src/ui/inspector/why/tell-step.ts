import type { Span, TraceRecord } from '../../../engine/trace/index.ts';
import type { MessageId, Params } from '../../../i18n/index.ts';
import { narrateHand } from '../../narrator/hands.ts';
import { narrate, type Narration } from '../../narrator/narrate.ts';
import { isRecord } from '../diff.ts';
import { hostOf, isHand, type Step } from './chain.ts';

type Lookup = (id: number) => TraceRecord | undefined;

/** One step of a chain as a sentence. Spans with facts in them tell those; everything else is told as the narrator does. */
export function tellStep(step: Step, lookup: Lookup): Narration {
  const { head, commit } = step;
  if (head.type === 'span') return tellSpan(head) ?? narrate(head, lookup);
  // What is created with generateName gets its name on the way: the revision knows it.
  if (head.type === 'hop' && step.kind === 'write' && commit && !head.label.name) {
    const name = commit.key.slice(commit.key.lastIndexOf('/') + 1);
    return narrate({ ...head, label: { ...head.label, name } }, lookup);
  }
  if (head.type === 'hop' && step.kind === 'watch' && step.records.length > 0) return narrate(head, lookup);
  return narrate(head, lookup);
}

function say(id: MessageId, params: Params): Narration {
  return { id, params, nouns: {} };
}

function tellSpan(span: Span): Narration | undefined {
  if (isHand(span)) return narrateHand(span);
  const detail = span.detail ?? {};
  const name = span.key.slice(span.key.lastIndexOf('/') + 1);
  const host = hostOf(span.process);
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
      return tellProbe(span, name, host);
  }
}

function tellProbe(span: Span, name: string, host: string): Narration | undefined {
  const kind = / probe$/.test(span.operation) ? span.operation.slice(0, -' probe'.length) : undefined;
  if (kind === undefined) return undefined;
  const output = String(span.detail?.['output'] ?? '');
  return say(span.outcome === 'error' ? 'why.probe.failed' : 'why.probe.ok', { kind, name, host, output });
}

function tellReplicas(name: string, detail: Readonly<Record<string, unknown>>): Narration {
  const need = Number(detail['need'] ?? 0);
  const have = Number(detail['have'] ?? 0);
  const id = have < need ? 'why.replicas.create' : 'why.replicas.delete';
  return say(id, { name, need, have, count: Math.abs(need - have) });
}

function tellRollout(name: string, detail: Readonly<Record<string, unknown>>): Narration {
  const scalings = Array.isArray(detail['scalings']) ? detail['scalings'].filter(isRecord) : [];
  const sizes = scalings.map((one) => `${String(one['replicaSet'])} ${String(one['from'])} → ${String(one['to'])}`);
  return say(ROLLOUT_STEPS[String(detail['step'] ?? '')] ?? 'why.rollout.scale', { name, sizes: sizes.join(', ') });
}

function tellTaints(name: string, detail: Readonly<Record<string, unknown>>): Narration {
  const list = (value: unknown): string => (Array.isArray(value) ? value.map(String).join(', ') : '');
  const add = list(detail['add']);
  const remove = list(detail['remove']);
  if (add === '') return say('why.taint.remove', { name, remove });
  return remove === '' ? say('why.taint.add', { name, add }) : say('why.taint.swap', { name, add, remove });
}

function containerStates(detail: Readonly<Record<string, unknown>>): string {
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
