import { nounOf } from '../kinds/index.ts';
import { controllerOf } from './controller-name.ts';
import { narrateHand } from './hands.ts';
import { imageName, tellSpan } from './spans.ts';
import { narrateTraffic } from './traffic.ts';
import type { Commit, Hop, Span, TraceRecord } from '../../engine/trace/index.ts';
import type { MessageId, Params } from '../../i18n/index.ts';

/** A sentence: a message id, what goes into it, and which of that are themselves words to translate. */
export interface Narration {
  readonly id: MessageId;
  readonly params: Params;
  readonly nouns: Readonly<Record<string, MessageId>>;
}

/** Finds the record that caused another; the controller that acts is named by the span it acts in. */
export type Lookup = (id: number) => TraceRecord | undefined;

const CRI: Readonly<Record<string, MessageId>> = {
  RunPodSandbox: 'cri.RunPodSandbox',
  PullImage: 'cri.PullImage',
  CreateContainer: 'cri.CreateContainer',
  StartContainer: 'cri.StartContainer',
  StopContainer: 'cri.StopContainer',
  StopPodSandbox: 'cri.StopPodSandbox',
};
const RUNTIME_SPANS: Readonly<Record<string, MessageId>> = {
  RunPodSandbox: 'span.RunPodSandbox',
  CreateContainer: 'span.CreateContainer',
  StartContainer: 'span.StartContainer',
  StopContainer: 'span.StopContainer',
};

/** What happens in a record, in one sentence. Pure; every record has one. */
export function narrate(record: TraceRecord, lookup: Lookup): Narration {
  if (record.type === 'commit') return narrateCommit(record);
  return record.type === 'span' ? narrateSpan(record) : narrateHop(record, lookup);
}

function say(id: MessageId, params: Params = {}, nouns: Narration['nouns'] = {}): Narration {
  return { id, params, nouns };
}

function narrateHop(hop: Hop, lookup: Lookup): Narration {
  const from = componentOf(hop.from);
  const to = componentOf(hop.to);
  if (hop.label.traffic !== undefined || hop.label.via !== undefined) return narrateTraffic(hop);
  if (hop.outcome === 'lost') return say('hop.lost', { from: hop.from, to: hop.to });
  if (hop.outcome === 'refused') return say('hop.refused', { from, to });
  if (to === 'etcd' || from === 'etcd') return narrateStore(hop, from);
  if (from === 'registry' || to === 'registry') {
    if (hop.label.resource === 'manifests')
      return from === 'registry'
        ? say('image.manifest', { host: hostOf(hop.to) })
        : say('image.request', { host: hostOf(hop.from), name: imageName(hop.label.name ?? '') });
    return from === 'registry'
      ? say('image.data', { host: hostOf(hop.to) })
      : say('image.layer', { host: hostOf(hop.from) });
  }
  if (to === 'containerd') {
    const name = nameOf(hop);
    return say(CRI[hop.label.verb] ?? 'cri.other', { host: hostOf(hop.from), name, verb: hop.label.verb });
  }
  if (from === 'containerd') {
    const failed = (hop.label.code ?? 0) >= 400;
    return say(failed ? 'cri.failed' : 'cri.answered', { host: hostOf(hop.from), verb: hop.label.verb });
  }
  if (hop.label.form === 'item') return narrateWatch(hop, to);
  if (hop.label.form === 'response' && from === 'kube-apiserver') return narrateAnswer(hop, to, lookup);
  if (hop.label.form === 'request' && to === 'kube-apiserver') return narrateRequest(hop, from, lookup);
  if (/ probe$/.test(hop.label.verb)) return narrateProbe(hop, from, to);
  if (hop.label.form === 'data') return say('hop.traffic', { from: hop.from, to: hop.to });
  return say('hop.other', { from, to, verb: hop.label.verb });
}

/** `default/web-1` is how a pod is called as a process. */
function narrateProbe(hop: Hop, from: string, to: string): Narration {
  const kind = hop.label.verb.slice(0, -' probe'.length);
  if (from === 'kubelet') return say('probe.request', { kind, host: hostOf(hop.from), name: lastPart(to) });
  const failed = (hop.label.code ?? 200) >= 400;
  return say(failed ? 'probe.bad' : 'probe.answer', { kind, name: lastPart(from) });
}

function narrateStore(hop: Hop, from: string): Narration {
  if (from !== 'etcd') return about(hop, 'store.write');
  const { revision, form } = hop.label;
  return form === 'response' && revision !== undefined ? say('store.written', { revision }) : say('store.answered');
}

function narrateWatch(hop: Hop, to: string): Narration {
  const { verb, resource } = hop.label;
  const params = { host: hostOf(hop.to), who: to };
  if (resource === 'pods' && to === 'kubelet') {
    if (verb === 'ADDED') return about(hop, 'watch.kubelet.pod', params);
    return about(hop, verb === 'DELETED' ? 'watch.kubelet.podDeleted' : 'watch.kubelet.podChanged', params);
  }
  if (resource === 'pods' && to === 'kube-scheduler' && verb === 'ADDED')
    return about(hop, 'watch.scheduler.pod', params);
  if (verb === 'ADDED') return about(hop, 'watch.added', params);
  return about(hop, verb === 'DELETED' ? 'watch.deleted' : 'watch.modified', params);
}

function narrateAnswer(hop: Hop, to: string, lookup: Lookup): Narration {
  const code = hop.label.code ?? 200;
  const { params, nouns } = actorOf(hop, to, lookup);
  if (code === 404 && hop.label.verb === 'get') return say('answer.missing', params, nouns);
  if (code >= 400) return say('answer.refused', { ...params, code }, nouns);
  if (hop.label.verb === 'watch') return say('answer.watch', params, nouns);
  if (hop.label.verb === 'get' || hop.label.verb === 'list') return say('answer.read', params, nouns);
  return to === 'kubectl' ? say('answer.ok', { code }) : say('answer.written', params, nouns);
}

function narrateRequest(hop: Hop, from: string, lookup: Lookup): Narration {
  const actor = actorOf(hop, from, lookup);
  const params = { ...actor.params, host: hostOf(hop.from) };
  const told = narrateAct(hop, from, params);
  return { ...told, nouns: { ...told.nouns, ...actor.nouns } };
}

function narrateAct(hop: Hop, from: string, params: Params): Narration {
  const { verb, resource, subresource } = hop.label;
  if (subresource === 'binding') return about(hop, 'bind.request', params);
  if (subresource === 'eviction') return about(hop, 'evict.request', params);
  if (subresource === 'scale') return about(hop, 'scale.request', params);
  if (subresource === 'status') {
    if (resource === 'nodes') return about(hop, 'status.node', params);
    return about(hop, resource === 'pods' && from === 'kubelet' ? 'status.kubelet.pod' : 'status.other', params);
  }
  const change = verb === 'create' ? 'create' : verb === 'delete' || verb === 'deletecollection' ? 'delete' : 'update';
  const writes = verb !== 'get' && verb !== 'list' && verb !== 'watch';
  if (from === 'kubectl') return about(hop, writes ? `ask.${change}` : 'ask.read', params);
  if (!writes) return about(hop, verb === 'list' ? 'read.list' : verb === 'watch' ? 'read.watch' : 'read.get', params);
  const background = narrateBackground(hop, from, params);
  if (background) return background;
  if (from === 'kubelet' && resource === 'pods' && verb === 'delete') return about(hop, 'write.kubelet.gone', params);
  return about(hop, `write.${change}`, params);
}

/** What happens whether or not anything happens: signs of life, and words about what was done. */
function narrateBackground(hop: Hop, from: string, params: Params): Narration | undefined {
  const { verb, resource = '' } = hop.label;
  if (resource.startsWith('events')) return about(hop, 'event.write', params);
  if (!resource.startsWith('leases')) return undefined;
  if (verb === 'create') return about(hop, 'lease.create', params);
  return about(hop, from === 'kubelet' ? 'lease.node' : 'lease.leader', params);
}

/** A sentence about the object that the message carries. */
function about(hop: Hop, id: MessageId, params: Params = {}): Narration {
  const name = nameOf(hop);
  const [kind, nouns] = kindOf(hop.label.resource ?? '');
  // What is created with generateName, or by a POST to the collection, has no name on its way in.
  if (name === '' && (id === 'ask.create' || id === 'write.create'))
    return say(`${id}.unnamed`, { ...params, ...kind }, nouns);
  if (name === '' && id === 'write.delete') return say('write.delete.all', { ...params, ...kind }, nouns);
  return say(id, { ...params, ...kind, name }, nouns);
}

function narrateSpan(span: Span): Narration {
  const who = componentOf(span.process);
  const host = hostOf(span.process);
  const name = lastPart(span.key);
  if (who === 'hand') return narrateHand(span);
  if (span.operation === 'Scheduling') return narrateScheduling(span, name);
  if (span.operation === 'PullImage')
    return say(span.outcome === 'error' ? 'span.PullImage.failed' : 'span.PullImage', {
      host,
      name: imageName(span.key),
    });
  const runtime = RUNTIME_SPANS[span.operation];
  if (runtime) return say(runtime, { host, name });
  const told = tellSpan(span);
  if (told) return told;
  if (span.operation.startsWith('sync '))
    return say('span.sync', { controller: controllerOf(span.operation), name: span.key });
  if (span.operation === 'syncPod') return say('span.syncPod', { host, name });
  if (who === 'containerd') return say('span.cri', { host, operation: span.operation });
  if (/bootstrap/.test(span.operation)) return say('span.bootstrap', { name: span.key });
  if (/ probe$/.test(span.operation)) return say('probe.span', { name: who });
  if (who === 'kube-apiserver') return say('span.api', { operation: span.operation, name: span.key });
  return say('span.other', { who, operation: span.operation, name: span.key });
}

function narrateScheduling(span: Span, name: string): Narration {
  const detail = span.detail ?? {};
  if (span.outcome === 'open') return say('span.Scheduling.running', { name });
  const { node, feasible, evaluated, message } = detail;
  if (typeof node !== 'string' || node === '')
    return say('span.Scheduling.failed', { name, message: typeof message === 'string' ? message : '' });
  const good = Number(feasible ?? 1);
  return good <= 1
    ? say('span.Scheduling.only', { node })
    : say('span.Scheduling.chosen', { node, feasible: good, evaluated: Number(evaluated ?? good) });
}

/** A kind's word; a kind that somebody defined goes by the name under which it is served. */
function kindOf(resource: string): [Params, Narration['nouns']] {
  const noun = nounOf(resource);
  if (noun !== 'noun.object' || resource === '') return [{}, { kind: noun }];
  return [{ kind: resource.split('.')[0] ?? resource }, {}];
}

function narrateCommit(commit: Commit): Narration {
  const parts = commit.key.split('/');
  const params = { name: parts.at(-1) ?? '', revision: commit.revision };
  const [kind, nouns] = kindOf(parts[2] ?? '');
  return say(`commit.${commit.operation}`, { ...params, ...kind }, nouns);
}

/** The controller in whose sync a message was sent, else the process: `replicaset controller`, `kube-scheduler`. */
function actorOf(hop: Hop, component: string, lookup: Lookup): Pick<Narration, 'params' | 'nouns'> {
  let record = component === 'kube-controller-manager' ? lookup(hop.cause) : undefined;
  for (let depth = 0; record && depth < 8; depth++) {
    if (record.type === 'span' && record.operation.startsWith('sync '))
      return { params: { controller: controllerOf(record.operation) }, nouns: { who: 'actor.controller' } };
    record = lookup(record.cause);
  }
  return { params: { who: component }, nouns: {} };
}

function nameOf(hop: Hop): string {
  const name = hop.label.name ?? '';
  return hop.label.verb === 'PullImage' ? imageName(name) : name;
}

function lastPart(key: string): string {
  return key.slice(key.lastIndexOf('/') + 1);
}

function componentOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}

function hostOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? '' : process.slice(at + 1);
}
