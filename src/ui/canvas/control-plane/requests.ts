import type { Hop, Span, TraceRecord } from '../../../engine/trace/index.ts';
import { isRecord } from '../../inspector/diff.ts';

/** What every request passes on its way, in this order. */
export const STATIONS = ['authentication', 'authorization', 'mutating', 'validation', 'validating', 'storage'] as const;
export type Station = (typeof STATIONS)[number];

/** `here`: it stands at the station now; `ahead`: it has yet to come there. */
export type Mark = 'passed' | 'refused' | 'skipped' | 'here' | 'ahead';

export interface Request {
  readonly id: number;
  readonly verb: string;
  readonly path: string;
  /** As whom: '' while it is not known. */
  readonly user: string;
  /** Undefined while it is under way. */
  readonly code: number | undefined;
  readonly marks: Readonly<Record<Station, Mark>>;
  /** What the station that refused it said, or what admission changed. */
  readonly note: string;
}

const WRITES: ReadonlySet<string> = new Set(['POST', 'PUT', 'PATCH', 'DELETE', 'DELETECOLLECTION']);
/** Signs of life and reports of what has happened: they come all the time, and nobody waits for them. */
const ROUTINE = /\/(leases|events)(\/|\?|$)/;

export function isToldRequest(record: TraceRecord): boolean {
  return (
    record.type === 'span' &&
    record.process.startsWith('kube-apiserver@') &&
    /^[A-Z]+$/.test(record.operation) &&
    record.operation !== 'WATCH' &&
    record.key.startsWith('/') &&
    !ROUTINE.test(record.key)
  );
}

interface Stage {
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** A request as it stood at a moment. `stored` is its question to etcd, if it asked one. */
export function requestAt(span: Span, stored: Hop | undefined, time: number): Request {
  const stages = stagesIn(span);
  const code = Number(span.detail?.['code'] ?? 0);
  const over = span.end !== undefined && span.end <= time;
  const marks = marksOf(span.operation, stages, code);
  const user = stages.find(({ name }) => name === 'authentication')?.facts['user'];
  return {
    id: span.id,
    verb: span.operation,
    path: span.key,
    user: typeof user === 'string' ? user : '',
    code: over && code > 0 ? code : undefined,
    marks: over ? marks : underWay(marks, span, stored, time),
    note: over ? noteOf(stages) : '',
  };
}

function stagesIn({ detail }: Span): readonly Stage[] {
  const stages = detail?.['stages'];
  if (!Array.isArray(stages)) return [];
  return stages.filter(isRecord).map(({ name, ...facts }) => ({ name: String(name), facts }));
}

/** How it went in the end. */
function marksOf(verb: string, stages: readonly Stage[], code: number): Record<Station, Mark> {
  const find = (name: string): Stage | undefined => stages.find((stage) => stage.name === name);
  const mutating = find('mutating admission');
  const validation = find('validation');
  const validating = find('validating admission');
  const denied = find('authorization')?.facts['decision'] === 'deny' || code === 403;
  const writes = WRITES.has(verb);
  const admitted = (stage: Stage | undefined): Mark => (stage ? refusal(stage) : 'skipped');
  const stored = writes && code < 400;
  return {
    authentication: code === 401 ? 'refused' : 'passed',
    authorization: code === 401 ? 'ahead' : denied && !mutating && !validating ? 'refused' : 'passed',
    mutating: admitted(mutating),
    validation: validation ? (Number(validation.facts['errors'] ?? 0) > 0 ? 'refused' : 'passed') : 'skipped',
    validating: validating ? refusal(validating) : stored && validation ? 'passed' : 'skipped',
    storage: stored ? 'passed' : writes && code === 409 ? 'refused' : 'skipped',
  };
}

function refusal({ facts }: Stage): Mark {
  return facts['refusedBy'] === undefined ? 'passed' : 'refused';
}

/**
 * Where a request that is not answered yet stands: what comes before etcd shares the time until the question is sent, and the rest
 * is etcd's.
 */
function underWay(
  marks: Readonly<Record<Station, Mark>>,
  span: Span,
  stored: Hop | undefined,
  time: number,
): Record<Station, Mark> {
  const way = STATIONS.filter((station) => marks[station] !== 'skipped');
  const before = way.filter((station) => station !== 'storage');
  const until = stored?.sent ?? span.end ?? time + 1;
  const share = Math.min(1, Math.max(0, (time - span.start) / Math.max(1, until - span.start)));
  const at =
    time >= until && stored ? 'storage' : before[Math.min(before.length - 1, Math.floor(share * before.length))];
  const result = { ...marks };
  for (const station of way) {
    const order = STATIONS.indexOf(station) - STATIONS.indexOf(at ?? 'storage');
    result[station] = order === 0 ? 'here' : order > 0 ? 'ahead' : marks[station];
  }
  return result;
}

function noteOf(stages: readonly Stage[]): string {
  for (const { name, facts } of stages) {
    if (facts['refusedBy'] !== undefined) return `${name}: ${String(facts['refusedBy'])}`;
    const changed = facts['changedBy'];
    if (Array.isArray(changed) && changed.length > 0) return changed.map(String).join(', ');
  }
  return '';
}

/** The question to etcd that a request led to: among the next few records. */
export function storedBy(get: (id: number) => TraceRecord | undefined, span: Span): Hop | undefined {
  for (let id = span.id + 1; id < span.id + 60; id++) {
    const record = get(id);
    if (!record) return undefined;
    if (record.type === 'hop' && record.cause === span.id && record.to.startsWith('etcd@')) return record;
  }
  return undefined;
}
