import { salience, startOf, type Hop, type Span, type TraceRecord } from '../../engine/trace/index.ts';
import { labelText } from '../canvas/messages/label-text.ts';
import { tellSpan } from '../narrator/spans.ts';
import { byStart } from './cone.ts';

/** One line of the diagram: a message from one lifeline to another, or a note on one. */
export interface Row {
  readonly record: TraceRecord;
  readonly at: number;
  /** Lanes by their place from the left; the same for a note. */
  readonly from: number;
  readonly to: number;
  readonly text: string;
  /** An answer: drawn with a broken line. */
  readonly back: boolean;
  /** News that went to so many others too, and led to nothing there. */
  readonly also: number;
  /** The silence before it, in microseconds, where it is long. */
  readonly gap: number;
}

export interface Lane {
  readonly process: string;
  readonly component: string;
  /** The machine, where the component runs on several. */
  readonly host: string;
}

export interface Diagram {
  readonly lanes: readonly Lane[];
  readonly rows: readonly Row[];
  /** How many more there would be. */
  readonly more: number;
}

const MOST_ROWS = 300;
/** A silence longer than this is a break in the paper. */
const BREAK = 300_000;

const ORDER = [
  'hand',
  'client',
  'load-balancer',
  'kubectl',
  'kube-apiserver',
  'etcd',
  'kube-controller-manager',
  'kube-scheduler',
  'coredns',
  'metrics-server',
  'kube-proxy',
  'netfilter',
  'kubelet',
  'containerd',
  'registry',
];

/** The diagram of some records. With `every`, nothing is folded away but signs of life. */
export function diagramOf(records: readonly TraceRecord[], every: boolean): Diagram {
  const causes = new Set(records.map(({ cause }) => cause));
  const revisions = revisionsOf(records);
  const kept = [...records]
    .sort(byStart)
    .filter((record) => (every ? !isBackground(record) : isTelling(record, causes)));
  const shown = kept.slice(0, MOST_ROWS);
  const lanes = lanesOf(shown);
  const place = new Map(lanes.map(({ process }, i) => [process, i]));
  const also = every ? new Map<number, number>() : fanOut(records, causes);
  let before: number | undefined;
  const rows = shown.map((record): Row => {
    const at = startOf(record);
    const gap = before === undefined || at - before < BREAK ? 0 : at - before;
    before = at;
    const [from, to] = record.type === 'hop' ? [record.from, record.to] : [record.process, record.process];
    return {
      record,
      at,
      from: place.get(from) ?? 0,
      to: place.get(to) ?? 0,
      text: textOf(record, revisions),
      back: record.type === 'hop' && record.label.form === 'response',
      also: also.get(record.cause) !== undefined && isNews(record) ? (also.get(record.cause) ?? 0) : 0,
      gap,
    };
  });
  return { lanes, rows: once(rows), more: kept.length - shown.length };
}

function isBackground(record: TraceRecord): boolean {
  const about = record.type === 'hop' ? (record.label.resource ?? '') : record.type === 'commit' ? record.key : '';
  return /leases/.test(about);
}

function isTelling(record: TraceRecord, causes: ReadonlySet<number>): boolean {
  // The revision stands at the transaction that made it.
  if (record.type === 'commit') return false;
  if (record.type === 'span') return isNote(record);
  return isTellingHop(record, causes);
}

function isNote(span: Span): boolean {
  if (salience(span) === 2)
    return !/^(RunPodSandbox|CreateContainer|StartContainer|StopContainer|PullImage)$/.test(span.operation);
  if (
    /^(Binding|kubectl|Txn|fetch layer|tryUpdateNodeStatus|reconcileEndpointSlices|.*PodSandbox|syncTerminat.*)$/.test(
      span.operation,
    )
  )
    return false;
  return tellSpan(span) !== undefined && !(/ probe$/.test(span.operation) && span.outcome !== 'error');
}

function isTellingHop(hop: Hop, causes: ReadonlySet<number>): boolean {
  const { label } = hop;
  const to = componentOf(hop.to);
  if (hop.outcome === 'lost' || hop.outcome === 'refused' || (label.code ?? 0) >= 400) return true;
  if (isBackground(hop) || /^events/.test(label.resource ?? '') || componentOf(hop.from) === 'etcd') return false;
  if (label.form === 'item') return causes.has(hop.id);
  if (label.form === 'response')
    return to === 'kubectl' || to === 'client' || (salience(hop) === 2 && componentOf(hop.from) === 'registry');
  if (to === 'etcd') return label.verb === 'Txn';
  return salience(hop) > 0 || /^(GET|POST)/.test(label.verb);
}

function isNews(record: TraceRecord): record is Hop {
  return record.type === 'hop' && record.label.form === 'item';
}

/** For each cause of news: how many of its messages led to nothing. */
function fanOut(records: readonly TraceRecord[], causes: ReadonlySet<number>): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const record of records)
    if (isNews(record) && componentOf(record.from) !== 'etcd' && !causes.has(record.id))
      counts.set(record.cause, (counts.get(record.cause) ?? 0) + 1);
  return counts;
}

/** The count stands at the first of several messages of the same news. */
function once(rows: readonly Row[]): readonly Row[] {
  const seen = new Set<number>();
  return rows.map((row) => {
    if (row.also === 0) return row;
    if (seen.has(row.record.cause)) return { ...row, also: 0 };
    seen.add(row.record.cause);
    return row;
  });
}

/** The revision that a transaction made, by the id of its request. */
function revisionsOf(records: readonly TraceRecord[]): ReadonlyMap<number, number> {
  const byId = new Map(records.map((record) => [record.id, record]));
  const revisions = new Map<number, number>();
  for (const record of records) {
    if (record.type !== 'commit') continue;
    let at = byId.get(record.cause);
    for (let depth = 0; at && depth < 3; depth++) {
      if (at.type === 'hop') {
        revisions.set(at.id, record.revision);
        break;
      }
      at = byId.get(at.cause);
    }
  }
  return revisions;
}

function textOf(record: TraceRecord, revisions: ReadonlyMap<number, number>): string {
  if (record.type === 'commit') return `revision ${record.revision}`;
  if (record.type === 'hop') {
    const revision = revisions.get(record.id);
    return revision === undefined ? labelText(record) : `${labelText(record)} → ${revision}`;
  }
  const node = record.detail?.['node'];
  if (record.operation === 'Scheduling') return typeof node === 'string' && node !== '' ? `→ ${node}` : 'Unschedulable';
  return record.operation.replace(/^sync /, '');
}

function componentOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}

/** Those who take part, from the person outside to the machines; kubelets and runtimes of one machine side by side. */
function lanesOf(records: readonly TraceRecord[]): readonly Lane[] {
  const processes = new Set<string>();
  for (const record of records)
    for (const process of record.type === 'hop' ? [record.from, record.to] : [record.process]) processes.add(process);
  const lanes = [...processes].map((process): Lane => {
    const component = componentOf(process);
    const host = process.slice(component.length + 1);
    return { process, component, host: /^(kubelet|containerd|kube-proxy|netfilter)$/.test(component) ? host : '' };
  });
  return lanes.sort(
    (a, b) => rank(a) - rank(b) || compare(a.host, b.host) || order(a) - order(b) || compare(a.process, b.process),
  );
}

function order({ component }: Lane): number {
  const at = ORDER.indexOf(component);
  return at < 0 ? ORDER.indexOf('containerd') + 0.5 : at;
}

/** What runs on a machine is grouped by machine. */
function rank(lane: Lane): number {
  return lane.host === '' ? order(lane) : ORDER.indexOf('kubelet');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
