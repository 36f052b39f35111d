import type { Micros, RecordId } from '../sim/index.ts';

/** One version of one key. `value` is undefined in a tombstone. Read only. etcd api/mvccpb/kv.proto */
export interface KeyValue<T = unknown> {
  readonly key: string;
  readonly value: T | undefined;
  readonly createRevision: number;
  readonly modRevision: number;
  /** 1 when created, one more at each change; 0 in a tombstone. */
  readonly version: number;
  /** 0: lives until it is deleted. */
  readonly lease: number;
  /** The trace record of the revision, and its virtual time. */
  readonly commit: RecordId;
  readonly at: Micros;
}

/** Holds when the number on the left, as it is now (0 for a key that is not there), stands so to the one on the right. */
export interface Compare {
  readonly key: string;
  readonly target: 'mod' | 'create' | 'version';
  readonly result: '=' | '!=' | '<' | '>';
  readonly value: number;
}

export interface PutOp {
  readonly type: 'put';
  readonly key: string;
  readonly value: unknown;
  readonly lease?: number | undefined;
  /** Writes the revision into the value when it is known. Stands for what a client does each time it decodes a value. */
  readonly stamp?: ((value: unknown, revision: number) => void) | undefined;
}

export interface DeleteOp {
  readonly type: 'delete';
  readonly key: string;
}

export interface RangeRequest {
  /** A key, or where a range begins. */
  readonly key: string;
  /** Excluded; undefined asks for the one key. `prefixEnd` makes one. */
  readonly end?: string | undefined;
  readonly limit?: number | undefined;
  /** 0 or undefined: now. */
  readonly revision?: number | undefined;
  readonly countOnly?: boolean | undefined;
}

export interface RangeOp extends RangeRequest {
  readonly type: 'range';
}

export type Op = PutOp | DeleteOp | RangeOp;

export interface TxnRequest {
  readonly compare: readonly Compare[];
  readonly success: readonly Op[];
  readonly failure: readonly Op[];
}

export interface RangeResponse<T = unknown> {
  readonly revision: number;
  readonly kvs: readonly KeyValue<T>[];
  readonly more: boolean;
  readonly count: number;
}

export interface TxnResponse<T = unknown> {
  readonly revision: number;
  readonly succeeded: boolean;
  /** What the range operations of the branch taken answered, in order. */
  readonly ranges: readonly RangeResponse<T>[];
  /** The newest version this transaction wrote, if it wrote. */
  readonly written: KeyValue<T> | undefined;
}

export interface WatchRequest {
  readonly key: string;
  readonly end?: string | undefined;
  /** The first revision wanted; 0 or undefined: from now on. */
  readonly startRevision?: number | undefined;
}

/** All that one revision changed within the range watched: one item of the stream. */
export interface WatchItem<T = unknown> {
  readonly revision: number;
  readonly kvs: readonly KeyValue<T>[];
  /** Set when the wanted revision is gone; the stream ends after it. */
  readonly compactRevision?: number;
}

export interface LeaseGrantRequest {
  /** Seconds. */
  readonly ttl: number;
}

export interface LeaseResponse {
  readonly id: number;
  readonly ttl: number;
}

/** What etcd refuses, in its own words. */
export interface EtcdRefusal {
  readonly error: string;
}

export const ErrCompacted = 'etcdserver: mvcc: required revision has been compacted';
export const ErrFutureRev = 'etcdserver: mvcc: required revision is a future revision';
export const ErrLeaseNotFound = 'etcdserver: requested lease not found';

export class EtcdError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'EtcdError';
  }
}

/** The end of the range of all keys that begin with `prefix`: its last character, one up. clientv3.GetPrefixRangeEnd */
export function prefixEnd(prefix: string): string {
  const last = prefix.length - 1;
  return prefix.slice(0, last) + String.fromCharCode(prefix.charCodeAt(last) + 1);
}
