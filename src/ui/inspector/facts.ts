import { getControllerOf, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { MessageId, Params } from '../../i18n/index.ts';
import { podView } from '../canvas/pod/pod-view.ts';
import { resourceOfKind } from '../kinds/index.ts';
import type { ObjectRef } from '../store/index.ts';
import { conditionsOf } from './conditions.ts';
import { isRecord, shortText } from './diff.ts';

/** One line of the State tab. A value is text, a message, links to other objects, or labels. */
export type Fact =
  | { readonly label: MessageId; readonly text: string; readonly tone?: 'bad' | 'ok' }
  | { readonly label: MessageId; readonly message: MessageId; readonly params: Params }
  | { readonly label: MessageId; readonly refs: readonly ObjectRef[] }
  | { readonly label: MessageId; readonly chips: readonly string[] }
  | { readonly label: MessageId; readonly since: string };

export function factsOf(object: ApiObject): readonly Fact[] {
  const own = object.kind === 'Pod' ? podFacts(object) : (FACTS[object.kind]?.(object) ?? []);
  return [...own, ...sharedFacts(object)];
}

const FACTS: Readonly<Record<string, (object: ApiObject) => readonly Fact[]>> = {
  Node: nodeFacts,
  Service: serviceFacts,
  Deployment: workloadFacts,
  ReplicaSet: workloadFacts,
  ReplicationController: workloadFacts,
  StatefulSet: workloadFacts,
  Event: eventFacts,
};

function sharedFacts(object: ApiObject): readonly Fact[] {
  const { metadata } = object;
  const facts: Fact[] = [];
  const owner = getControllerOf(object);
  const resource = owner && resourceOfKind(owner.kind);
  if (owner && resource !== undefined)
    facts.push({
      label: 'state.owner',
      refs: [{ resource, namespace: resource === 'nodes' ? '' : (metadata.namespace ?? ''), name: owner.name }],
    });
  if (metadata.namespace) facts.push({ label: 'state.namespace', text: metadata.namespace });
  facts.push({ label: 'state.age', since: metadata.creationTimestamp });
  if (metadata.deletionTimestamp !== undefined)
    facts.push({ label: 'state.deleting', text: metadata.deletionTimestamp, tone: 'bad' });
  const labels = Object.entries(metadata.labels ?? {});
  if (labels.length > 0) facts.push({ label: 'state.labels', chips: labels.map(([key, value]) => `${key}=${value}`) });
  return facts;
}

function podFacts(pod: ApiObject): readonly Fact[] {
  const { shape, status } = podView(pod);
  const tone = shape === 'failed' || shape === 'backoff' ? 'bad' : shape === 'ready' ? 'ok' : undefined;
  const facts: Fact[] = [{ label: 'state.status', text: status, ...(tone ? { tone } : {}) }];
  const node = text(pod.spec, 'nodeName');
  if (node !== '') facts.push({ label: 'state.node', refs: [{ resource: 'nodes', namespace: '', name: node }] });
  const ip = text(pod.status, 'podIP');
  if (ip !== '') facts.push({ label: 'state.ip', text: ip });
  const qos = text(pod.status, 'qosClass');
  if (qos !== '') facts.push({ label: 'state.class', text: qos });
  return facts;
}

function nodeFacts(node: ApiObject): readonly Fact[] {
  const ready = conditionsOf(node).find(({ type }) => type === 'Ready');
  const facts: Fact[] = [
    ready?.status === 'True'
      ? { label: 'state.status', text: 'Ready', tone: 'ok' }
      : { label: 'state.status', text: 'NotReady', tone: 'bad' },
  ];
  const spec = isRecord(node.spec) ? node.spec : {};
  const taints = Array.isArray(spec['taints']) ? spec['taints'].filter(isRecord) : [];
  if (taints.length > 0)
    facts.push({ label: 'state.taints', chips: taints.map((one) => `${String(one['key'])}:${String(one['effect'])}`) });
  const cidr = text(spec, 'podCIDR');
  const addresses = isRecord(node.status) && Array.isArray(node.status['addresses']) ? node.status['addresses'] : [];
  const internal: unknown = addresses.find((one) => text(one, 'type') === 'InternalIP');
  if (internal !== undefined)
    facts.push({ label: 'state.ip', text: `${text(internal, 'address')}${cidr === '' ? '' : ` · ${cidr}`}` });
  const capacity = isRecord(node.status) && isRecord(node.status['capacity']) ? node.status['capacity'] : {};
  const amounts = ['cpu', 'memory', 'pods'].filter((name) => capacity[name] !== undefined);
  facts.push({ label: 'state.capacity', chips: amounts.map((name) => `${name} ${String(capacity[name])}`) });
  return facts;
}

function serviceFacts(service: ApiObject): readonly Fact[] {
  const spec = isRecord(service.spec) ? service.spec : {};
  const ports = Array.isArray(spec['ports']) ? spec['ports'].filter(isRecord) : [];
  return [
    { label: 'state.type', text: text(spec, 'type') },
    { label: 'state.ip', text: text(spec, 'clusterIP') },
    {
      label: 'state.ports',
      chips: ports.map(
        (one) => `${String(one['port'])} → ${String(one['targetPort'] ?? one['port'])}/${text(one, 'protocol')}`,
      ),
    },
    { label: 'state.selector', chips: pairs(spec['selector']) },
  ];
}

function workloadFacts(object: ApiObject): readonly Fact[] {
  const spec = isRecord(object.spec) ? object.spec : {};
  const status = isRecord(object.status) ? object.status : {};
  const count = (value: unknown): number => (typeof value === 'number' ? value : 0);
  const facts: Fact[] = [
    {
      label: 'state.replicas',
      message: 'state.replicas.value',
      params: { ready: count(status['readyReplicas']), wanted: count(spec['replicas'] ?? 1) },
    },
  ];
  if (object.kind === 'Deployment')
    facts.push(
      {
        label: 'state.status',
        message: 'state.replicas.updated',
        params: { updated: count(status['updatedReplicas']), available: count(status['availableReplicas']) },
      },
      { label: 'state.strategy', text: strategyText(spec['strategy']) },
    );
  const selector = isRecord(spec['selector']) ? spec['selector'] : {};
  facts.push({ label: 'state.selector', chips: pairs(selector['matchLabels'] ?? selector) });
  return facts;
}

function strategyText(strategy: unknown): string {
  const rolling = isRecord(strategy) ? strategy['rollingUpdate'] : undefined;
  const type = text(strategy, 'type');
  if (!isRecord(rolling)) return type;
  return `${type} · maxSurge ${String(rolling['maxSurge'])} · maxUnavailable ${String(rolling['maxUnavailable'])}`;
}

function eventFacts(event: ApiObject): readonly Fact[] {
  const fields: Readonly<Record<string, unknown>> = { ...event };
  const about = fields['involvedObject'];
  const resource = resourceOfKind(text(about, 'kind'));
  const name = text(about, 'name');
  const facts: Fact[] = [
    { label: 'state.reason', text: text(fields, 'reason') },
    { label: 'state.text', text: text(fields, 'message') },
  ];
  if (resource !== undefined)
    facts.unshift({ label: 'state.about', refs: [{ resource, namespace: text(about, 'namespace'), name }] });
  return facts;
}

function pairs(value: unknown): readonly string[] {
  return isRecord(value) ? Object.entries(value).map(([key, one]) => `${key}=${shortText(one)}`) : [];
}

function text(value: unknown, name: string): string {
  const found = isRecord(value) ? value[name] : undefined;
  return typeof found === 'string' ? found : '';
}
