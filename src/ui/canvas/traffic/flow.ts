import type { Span } from '../../../engine/trace/index.ts';
import type { TraceStore } from '../../store/index.ts';

/** How it went of late with what asked a Service, an Ingress or an endpoint. */
export interface Flow {
  /** Requests that ended within the window. */
  readonly count: number;
  /** Requests a second, since the first of them. */
  readonly rate: number;
  readonly failed: number;
  /** What most of the failed met: `refused`, `timeout`, `503`; '' where none failed. */
  readonly failure: string;
  /** Milliseconds; undefined where none was answered. */
  readonly p50: number | undefined;
  readonly p95: number | undefined;
}

/** Microseconds before the playhead that are looked at. */
export const WINDOW = 10_000_000;

interface Tally {
  count: number;
  first: number;
  failed: number;
  readonly failures: Map<string, number>;
  readonly took: number[];
}

/**
 * What went through each Service and Ingress (`services/default/web`, `ingresses/default/shop`) and to each endpoint (`10.244.1.2:80`)
 * in the ten seconds before a moment. A request is counted once for what it was sent to: by the client, who knows how it went,
 * or where no such client is known, by the node whose rules led it on.
 */
export function flowsAt(trace: TraceStore, playhead: number): ReadonlyMap<string, Flow> {
  const tallies = new Map<string, Tally>();
  trace.spansBetween(playhead - WINDOW, playhead, (span) => {
    if (span.end === undefined || span.end > playhead) return;
    const { operation, detail } = span;
    if (operation === 'request') {
      if (typeof detail?.['to'] === 'string') put(tallies, detail['to'], span);
      return;
    }
    if (operation !== 'connect' && operation !== 'forward' && operation !== 'proxy') return;
    const rule = detail?.['rule'];
    const endpoint = detail?.['endpoint'];
    if (typeof endpoint === 'string') put(tallies, endpoint, span);
    if (typeof rule !== 'string' || rule.startsWith('kube-system/kube-dns')) return;
    const via = `services/${rule.replace(/:.*/, '')}`;
    if (requestBefore(trace, span)?.detail?.['to'] !== via) put(tallies, via, span);
  });
  return new Map([...tallies].map(([key, tally]) => [key, summed(tally, playhead)]));
}

/** The client's request in whose course a node did something: it is at most a message away. */
function requestBefore(trace: TraceStore, span: Span): Span | undefined {
  let id = span.cause;
  for (let steps = 0; steps < 4 && id > 0; steps++) {
    const record = trace.get(id);
    if (record?.type === 'span' && record.operation === 'request') return record;
    id = record?.cause ?? 0;
  }
  return undefined;
}

function put(tallies: Map<string, Tally>, key: string, { start, end = start, outcome, detail }: Span): void {
  let tally = tallies.get(key);
  if (!tally) tallies.set(key, (tally = { count: 0, first: start, failed: 0, failures: new Map(), took: [] }));
  tally.count++;
  tally.first = Math.min(tally.first, start);
  const { status, failure, verdict } = detail ?? {};
  const told = failure ?? (verdict === 'drop' ? 'timeout' : verdict === 'reject' ? 'refused' : status);
  if (outcome === 'ok') tally.took.push(end - start);
  else {
    tally.failed++;
    const word = String(told ?? 'error');
    tally.failures.set(word, (tally.failures.get(word) ?? 0) + 1);
  }
}

const SECOND = 1_000_000;

function summed({ count, first, failed, failures, took }: Tally, playhead: number): Flow {
  const seconds = Math.min(WINDOW, Math.max(SECOND, playhead - first)) / SECOND;
  took.sort((a, b) => a - b);
  let [failure, most] = ['', 0];
  for (const [word, times] of failures) if (times > most) [failure, most] = [word, times];
  return { count, rate: count / seconds, failed, failure, p50: quantile(took, 0.5), p95: quantile(took, 0.95) };
}

/** Of sorted microseconds, in milliseconds. */
function quantile(sorted: readonly number[], share: number): number | undefined {
  if (sorted.length === 0) return undefined;
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)]! / 1000;
}
