import { startOf, type Commit, type Hop, type Span, type TraceRecord } from '../../../engine/trace/index.ts';

/** One sentence's worth of a chain of causes: records that belong together, oldest first. */
export interface Step {
  readonly kind: 'write' | 'watch' | 'call' | 'answer' | 'work' | 'act' | 'message';
  /** The record that the sentence is about. */
  readonly head: TraceRecord;
  readonly records: readonly TraceRecord[];
  /** When it began. */
  readonly at: number;
  /** What a write led to. */
  readonly commit?: Commit;
}

/**
 * Puts together what a person takes as one thing: a request, the work of the API server, etcd's transaction and its
 * revision are one write; etcd's watch event and the API server's are one piece of news. `chain` is oldest first.
 *
 * Worked example: [kubectl › POST, request, API server's span, Txn request, Txn span, commit, event, event, Scheduling]
 * becomes [write, watch, work].
 */
export function condense(chain: readonly TraceRecord[]): readonly Step[] {
  const steps: Step[] = [];
  for (let at = 0; at < chain.length;) {
    const length = lengthOfStep(chain, at);
    const step = stepOf(chain.slice(at, at + length));
    if (step) steps.push(step);
    at += length;
  }
  return steps;
}

/** Each record a step of its own, for those who want to see everything. */
export function everyRecord(chain: readonly TraceRecord[]): readonly Step[] {
  return chain.map((record) => ({ kind: plainKind(record), head: record, records: [record], at: startOf(record) }));
}

function plainKind(record: TraceRecord): Step['kind'] {
  if (record.type === 'commit') return 'write';
  if (record.type === 'hop') return 'message';
  return isHand(record) ? 'act' : 'work';
}

function lengthOfStep(chain: readonly TraceRecord[], at: number): number {
  const first = chain[at]!;
  if (isLeadIn(first) && at + 1 < chain.length && belongsToNext(first, chain[at + 1]!))
    return 1 + lengthOfStep(chain, at + 1);
  if (first.type !== 'hop') return isStoreWork(first) ? 1 + run(chain, at + 1, isStoreWork) : 1;
  if (first.label.form === 'item') return 1 + run(chain, at + 1, isNews);
  if (first.label.form === 'response') return 1 + run(chain, at + 1, isAnswer);
  if (componentOf(first.to) === 'kube-apiserver') return 1 + run(chain, at + 1, isStoreWork);
  if (componentOf(first.to) === 'containerd') return 1 + run(chain, at + 1, isRuntimeWork);
  return 1;
}

function run(chain: readonly TraceRecord[], from: number, belongs: (record: TraceRecord) => boolean): number {
  let length = 0;
  while (from + length < chain.length && belongs(chain[from + length]!)) length++;
  return length;
}

/** Spans that only say that somebody set to work: what came of it says more. */
function isLeadIn(record: TraceRecord): record is Span {
  return record.type === 'span' && (/^(sync |syncPod$|kubectl$|Binding$)/.test(record.operation) || isHand(record));
}

function belongsToNext(span: Span, next: TraceRecord): boolean {
  if (isHand(span)) return false;
  if (next.type === 'span') return next.process === span.process && span.operation.startsWith('sync ');
  return next.type === 'hop' && next.from === span.process && next.label.form === 'request';
}

/** From the API server's door to etcd's disk. */
function isStoreWork(record: TraceRecord): boolean {
  if (record.type === 'commit') return true;
  if (record.type === 'span') return /^(kube-apiserver|etcd)@/.test(record.process);
  return componentOf(record.to) === 'etcd' && record.label.form === 'request';
}

function isNews(record: TraceRecord): boolean {
  return record.type === 'hop' && record.label.form === 'item' && componentOf(record.from) === 'kube-apiserver';
}

function isAnswer(record: TraceRecord): boolean {
  return record.type === 'hop' && record.label.form === 'response';
}

function isRuntimeWork(record: TraceRecord): boolean {
  if (record.type === 'commit') return false;
  if (record.type === 'span') return componentOf(record.process) === 'containerd';
  return componentOf(record.from) === 'containerd' || componentOf(record.from) === 'registry';
}

function stepOf(records: readonly TraceRecord[]): Step | undefined {
  const first = records[0];
  if (!first) return undefined;
  const at = startOf(first);
  const commit = records.findLast((record) => record.type === 'commit');
  const request = records.find((record): record is Hop => record.type === 'hop' && record.label.form === 'request');
  if (commit) return { kind: 'write', head: request ?? commit, records, at, commit };
  const last = records.at(-1)!;
  if (isHand(first)) return { kind: 'act', head: first, records, at };
  if (request) return { kind: 'call', head: request, records, at };
  if (last.type === 'hop') return { kind: last.label.form === 'item' ? 'watch' : 'answer', head: last, records, at };
  return { kind: 'work', head: last, records, at };
}

/** Something done by a person to the cluster itself, not through its API. */
export type Act = Span & { readonly process: `hand@${string}` };

export function isHand(record: TraceRecord): record is Act {
  return record.type === 'span' && record.process.startsWith('hand@');
}

/** `kubelet@worker-1` → `kubelet`. */
export function componentOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? process : process.slice(0, at);
}

/** `kubelet@worker-1` → `worker-1`. */
export function hostOf(process: string): string {
  const at = process.indexOf('@');
  return at < 0 ? '' : process.slice(at + 1);
}
