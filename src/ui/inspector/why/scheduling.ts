import { why, type Span, type Trace } from '../../../engine/trace/index.ts';
import type { Version } from '../../store/index.ts';
import { isRecord } from '../diff.ts';
import { commitOf } from '../subject.ts';

/** What the scheduler reckoned for a pod; see src/engine/kube-scheduler/explanation.ts for how it writes that down. */
export interface Scheduling {
  /** '' when no node would do. */
  readonly node: string;
  readonly feasible: number;
  readonly evaluated: number;
  readonly attempts: number;
  readonly message: string;
  readonly preemption: string;
  readonly nodes: readonly string[];
  readonly plugins: readonly { readonly name: string; readonly weight: number; readonly values: readonly number[] }[];
  readonly totals: readonly number[];
  readonly filtered: readonly {
    readonly reason: string;
    readonly plugin: string;
    readonly count: number;
    readonly nodes: readonly string[];
  }[];
}

/**
 * The scheduler's work on a pod, as of a version of it: the one that led to its binding, or else to the last thing that was
 * written because no node would do. The chain of causes of that revision goes through it.
 */
export function schedulingOf(trace: Trace, version: Version): Span | undefined {
  for (let one: Version | undefined = boundBy(version) ?? version; one?.object; one = one.previous) {
    const commit = commitOf(trace, one);
    const span = commit && why(trace, commit.id, 24).find((record) => record.type === 'span' && isScheduling(record));
    if (span?.type === 'span') return span;
  }
  return undefined;
}

function isScheduling(span: Span): boolean {
  return span.operation === 'Scheduling' && span.detail?.['skipped'] !== true;
}

/** The first version of this life that has a node. */
function boundBy(version: Version): Version | undefined {
  let bound: Version | undefined;
  for (let one: Version | undefined = version; one?.object && hasNode(one.object.spec); one = one.previous) bound = one;
  return bound;
}

function hasNode(spec: unknown): boolean {
  return isRecord(spec) && typeof spec['nodeName'] === 'string' && spec['nodeName'] !== '';
}

export function readScheduling({ detail = {} }: Span): Scheduling {
  const facts = detail ?? {};
  const scores = isRecord(facts['scores']) ? facts['scores'] : {};
  return {
    node: text(facts['node']),
    feasible: Number(facts['feasible'] ?? 0),
    evaluated: Number(facts['evaluated'] ?? 0),
    attempts: Number(facts['attempts'] ?? 1),
    message: text(facts['message']),
    preemption: preemptionText(facts['preemption']),
    nodes: list(scores['nodes']).map(text),
    plugins: list(scores['plugins'])
      .filter(isRecord)
      .map((row) => ({ name: text(row['name']), weight: Number(row['weight'] ?? 1), values: numbers(row['values']) })),
    totals: numbers(scores['totals']),
    filtered: list(facts['filtered'])
      .filter(isRecord)
      .map((row) => ({
        reason: text(row['reason']),
        plugin: text(row['plugin']),
        count: Number(row['count'] ?? 0),
        nodes: list(row['nodes']).map(text),
      })),
  };
}

function preemptionText(value: unknown): string {
  if (typeof value === 'string') return value;
  return isRecord(value) ? text(value['message']) : '';
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function numbers(value: unknown): readonly number[] {
  return list(value).map(Number);
}
