import { endOf, startOf, type Hop, type Span, type TraceRecord } from '../../engine/trace/index.ts';
import type { MessageId, Params } from '../../i18n/index.ts';
import type { Narration } from './narrate.ts';

/** A record as it goes over the wire: processes, verbs, paths, revisions, bytes, times. */
export function wire(record: TraceRecord): Narration {
  if (record.type === 'commit')
    return say('wire.commit', { operation: record.operation, key: record.key, revision: record.revision });
  return record.type === 'span' ? wireSpan(record) : wireHop(record);
}

function say(id: MessageId, params: Params): Narration {
  return { id, params, nouns: {} };
}

function wireHop(hop: Hop): Narration {
  const { label, from, to, outcome } = hop;
  const { verb, revision, code } = label;
  const what = whatOf(hop);
  const bytes = label.bytes === undefined ? '' : ` · ${label.bytes} B`;
  const took = lasted(hop.arrives - hop.sent);
  const params = { from, to, verb, what, bytes, took, code: code ?? 0, revision: revision ?? 0 };
  if (outcome === 'lost') return say('wire.lost', params);
  if (outcome === 'refused') return say('wire.refused', params);
  if (label.form === 'item') return say(revision === undefined ? 'wire.item' : 'wire.itemAt', params);
  if (label.form === 'response') {
    if (revision !== undefined && code === undefined) return say('wire.responseAt', params);
    return say(code === undefined ? 'wire.response' : 'wire.code', params);
  }
  return say(label.form === 'data' ? 'wire.data' : 'wire.request', params);
}

/** `pods/binding default/web`. */
function whatOf({ label }: Hop): string {
  const { resource, subresource, namespace, name } = label;
  const kind = [resource, subresource].filter((part) => part !== undefined && part !== '').join('/');
  const object = [namespace, name].filter((part) => part !== undefined && part !== '').join('/');
  return [kind, object].filter((part) => part !== '').join(' ');
}

function wireSpan(span: Span): Narration {
  const end = endOf(span);
  const took = end === undefined ? '…' : lasted(end - startOf(span));
  const params = { who: span.process, operation: span.operation, key: span.key, took };
  const key = span.key === '' ? '' : '.key';
  return say(span.outcome === 'error' ? `wire.span.failed` : `wire.span${key}`, params);
}

/** 1234 → `1.234 ms`. */
function lasted(micros: number): string {
  if (micros < 1000) return `${micros} µs`;
  return micros < 1_000_000 ? `${micros / 1000} ms` : `${micros / 1_000_000} s`;
}
