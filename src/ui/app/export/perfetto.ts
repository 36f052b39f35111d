import { endOf, startOf, type Commit, type Hop, type Span, type TraceRecord } from '../../../engine/trace/index.ts';

/** One event of the Trace Event Format that chrome://tracing and ui.perfetto.dev read. Times in microseconds. */
export interface TraceEvent {
  readonly ph: 'X' | 'M' | 's' | 'f' | 'C';
  readonly name: string;
  readonly pid: number;
  readonly tid?: number;
  readonly ts?: number;
  readonly dur?: number;
  readonly id?: number;
  readonly bp?: 'e';
  readonly cat?: string;
  readonly args?: Readonly<Record<string, unknown>>;
}

/**
 * The trace as a timeline of machines and their processes: spans and messages as slices, an arrow from where a message left to
 * where it arrived, and etcd's revision as a counter. What overlaps in one process lies in lanes of their own, as slices must nest.
 */
export function perfettoJson(records: Iterable<TraceRecord>, until: number): string {
  const plan = new Lanes();
  const events: TraceEvent[] = [];
  for (const record of records) {
    if (startOf(record) > until) continue;
    if (record.type === 'span') events.push(spanEvent(record, plan, until));
    else if (record.type === 'hop') events.push(...hopEvents(record, plan));
    else events.push(commitEvent(record, plan));
  }
  return JSON.stringify({ displayTimeUnit: 'ms', traceEvents: [...plan.names(), ...events] });
}

function spanEvent(span: Span, plan: Lanes, until: number): TraceEvent {
  const end = endOf(span) ?? until;
  return {
    ph: 'X',
    cat: 'span',
    name: span.key === '' ? span.operation : `${span.operation} ${span.key}`,
    ...plan.lane(span.process, span.start, end),
    ts: span.start,
    dur: Math.max(1, end - span.start),
    args: { id: span.id, cause: span.cause, outcome: span.outcome, ...(span.detail && { detail: span.detail }) },
  };
}

function hopEvents(hop: Hop, plan: Lanes): readonly TraceEvent[] {
  const { form, verb, resource = '', subresource, namespace, name, code } = hop.label;
  const object = [namespace, name].filter(Boolean).join('/');
  const words = `${form} ${verb} ${[resource, subresource].filter(Boolean).join('/')} ${object}`
    .replace(/\s+/g, ' ')
    .trim();
  const from = plan.lane(`${hop.from} ⇢`, hop.sent, hop.arrives);
  const slice: TraceEvent = {
    ph: 'X',
    cat: 'hop',
    name: words,
    ...from,
    ts: hop.sent,
    dur: Math.max(1, hop.arrives - hop.sent),
    args: { id: hop.id, cause: hop.cause, to: hop.to, outcome: hop.outcome, ...(code !== undefined && { code }) },
  };
  if (hop.outcome !== 'delivered') return [slice];
  const to = plan.lane(`${hop.to} ⇠`, hop.arrives, hop.arrives + 1);
  const flow = { cat: 'hop', name: 'message', id: hop.id } as const;
  return [
    slice,
    { ph: 'X', cat: 'hop', name: words, ...to, ts: hop.arrives, dur: 1, args: { id: hop.id, from: hop.from } },
    { ph: 's', ...flow, ...from, ts: hop.sent },
    { ph: 'f', bp: 'e', ...flow, ...to, ts: hop.arrives },
  ];
}

function commitEvent(commit: Commit, plan: Lanes): TraceEvent {
  const { pid } = plan.lane(commit.process, commit.at, commit.at);
  return { ph: 'C', name: 'etcd revision', pid, ts: commit.at, args: { revision: commit.revision } };
}

/** A number for each machine, and for each process on it as many lanes as run side by side. */
class Lanes {
  readonly #hosts = new Map<string, number>();
  /** When each lane of a process falls free, by thread id. */
  readonly #threads = new Map<
    string,
    { readonly pid: number; readonly lanes: { readonly tid: number; free: number }[] }
  >();
  #nextThread = 1;

  lane(process: string, start: number, end: number): { readonly pid: number; readonly tid: number } {
    const { pid, lanes } = this.#thread(process);
    let lane = lanes.find(({ free }) => free <= start);
    if (!lane) lanes.push((lane = { tid: this.#nextThread++, free: 0 }));
    lane.free = Math.max(end, start + 1);
    return { pid, tid: lane.tid };
  }

  *names(): Iterable<TraceEvent> {
    for (const [host, pid] of this.#hosts) yield { ph: 'M', name: 'process_name', pid, args: { name: host } };
    for (const [process, { pid, lanes }] of this.#threads) {
      const [component] = process.split('@');
      for (const [i, { tid }] of lanes.entries()) {
        const name = `${component ?? process}${/[⇢⇠]$/.exec(process) ? ` ${process.at(-1) ?? ''}` : ''}${i === 0 ? '' : ` ${i + 1}`}`;
        yield { ph: 'M', name: 'thread_name', pid, tid, args: { name } };
      }
    }
  }

  #thread(process: string) {
    let thread = this.#threads.get(process);
    if (!thread) {
      const host = process.replace(/ [⇢⇠]$/, '').split('@')[1] ?? process;
      let pid = this.#hosts.get(host);
      if (pid === undefined) this.#hosts.set(host, (pid = this.#hosts.size + 1));
      this.#threads.set(process, (thread = { pid, lanes: [] }));
    }
    return thread;
  }
}
