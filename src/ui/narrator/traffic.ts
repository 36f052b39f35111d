import type { Hop } from '../../engine/trace/index.ts';
import type { MessageId, Params } from '../../i18n/index.ts';
import type { Narration } from './narrate.ts';

/** A user's request on its way to a pod, and its answer on the way back. */
export function narrateTraffic(hop: Hop): Narration {
  const { label, outcome } = hop;
  const [from, to] = [partsOf(hop.from), partsOf(hop.to)];
  const service = label.via?.split('/').slice(1).join('/') ?? '';
  const params = {
    from: from.name,
    to: to.name,
    host: to.host,
    service,
    code: label.code ?? 0,
    name: label.name ?? '',
  };
  if (outcome === 'lost') return say('hop.lost', { from: hop.from, to: hop.to });
  if (outcome === 'refused') return say('request.refused', params);
  if (to.component === 'coredns') return say('request.asksName', params);
  if (from.component === 'coredns') return say(label.code === 0 ? 'request.name' : 'request.noName', params);
  if (label.form === 'response') return say(to.component === 'client' ? 'request.back' : 'request.answer', params);
  if (to.component === 'load-balancer') return say('request.toBalancer', params);
  if (to.component === 'netfilter') {
    const balanced = from.component === 'load-balancer';
    return say(balanced ? 'request.balanced' : 'request.toNode', params);
  }
  if (label.via?.startsWith('ingresses/')) return say('request.toIngress', params);
  return say('request.toPod', params);
}

function say(id: MessageId, params: Params): Narration {
  return { id, params, nouns: {} };
}

/** `default/web-1@worker-2` → the pod web-1; others go by the name of their component. */
function partsOf(process: string): { readonly component: string; readonly name: string; readonly host: string } {
  const [component = '', host = ''] = process.split('@');
  const pod = /^[^/]+\/([^/]+)/.exec(component);
  return { component, name: pod?.[1] ?? component, host };
}
