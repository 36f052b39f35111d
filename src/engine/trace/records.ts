import type { Detail, Label, Micros, RecordId } from '../sim/index.ts';

/** A message in flight from one process to another. `arrives` is known when it is sent. */
export interface Hop {
  readonly type: 'hop';
  readonly id: RecordId;
  readonly cause: RecordId;
  /** Process ids, `kube-apiserver@control-plane-1`; for a refused dial, the address. */
  readonly from: string;
  readonly to: string;
  readonly label: Label;
  readonly sent: Micros;
  readonly arrives: Micros;
  outcome: 'in-flight' | 'delivered' | 'lost' | 'refused';
}

/** Work inside one process, in that component's own words. */
export interface Span {
  readonly type: 'span';
  readonly id: RecordId;
  readonly cause: RecordId;
  readonly process: string;
  /** `POST`, `sync replicaset`, `Scheduling`, `PullImage` … */
  readonly operation: string;
  /** What it is about: an object's `namespace/name`, an image, a path. */
  readonly key: string;
  readonly start: Micros;
  /** undefined while it goes on. */
  end: Micros | undefined;
  outcome: 'open' | 'ok' | 'error';
  detail: Detail | undefined;
}

/** A change of the world: exactly one etcd revision. */
export interface Commit {
  readonly type: 'commit';
  readonly id: RecordId;
  readonly cause: RecordId;
  readonly process: string;
  readonly revision: number;
  readonly operation: 'create' | 'update' | 'delete';
  /** The etcd key, `/registry/pods/default/web`. */
  readonly key: string;
  readonly at: Micros;
}

export type TraceRecord = Hop | Span | Commit;

/** When a record begins to matter. */
export function startOf(record: TraceRecord): Micros {
  return record.type === 'hop' ? record.sent : record.type === 'span' ? record.start : record.at;
}

/** When it is over; undefined for an open span. */
export function endOf(record: TraceRecord): Micros | undefined {
  return record.type === 'hop' ? record.arrives : record.type === 'span' ? record.end : record.at;
}

/** `/registry/<resource>/<namespace>/<name>` or `/registry/<resource>/<name>`, as etcd keys are made. */
export interface RegistryKey {
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string;
}

export function parseRegistryKey(key: string): RegistryKey {
  const [, , resource = '', first = '', second] = key.split('/');
  return second === undefined
    ? { resource, namespace: undefined, name: first }
    : { resource, namespace: first, name: second };
}
