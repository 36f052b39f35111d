import type { Micros, RecordId } from '../sim/index.ts';
import { KeyIndex } from './key-index.ts';
import { OrderedMap } from './ordered-map.ts';
import { ErrCompacted, ErrFutureRev, EtcdError } from './rpc.ts';
import type { Compare, DeleteOp, KeyValue, PutOp, RangeRequest, RangeResponse, TxnRequest } from './rpc.ts';

/** Told of each revision as it is made; what it answers becomes the `commit` of the revision's versions. */
export type OnRevision = (
  revision: number,
  operation: 'create' | 'update' | 'delete',
  key: string,
) => { readonly commit: RecordId; readonly at: Micros };

export interface Applied {
  readonly succeeded: boolean;
  readonly ranges: readonly RangeResponse[];
  /** What the revision changed; empty when nothing was written and no revision was made. */
  readonly changes: readonly KeyValue[];
}

const NO_RANGES: readonly RangeResponse[] = [];
const NO_CHANGES: readonly KeyValue[] = [];

/**
 * The multi-version key space: every revision is kept until it is compacted. server/storage/mvcc/kvstore.go
 *
 * Compaction is logical: reads below it fail as etcd's do, but the versions stay, for the observer's time travel, until more
 * than `historyLimit` newer ones have been written.
 */
export class Store {
  /** etcd's first write makes revision 2. */
  revision = 1;
  /** Reads below this revision fail. */
  compactRevision = 0;
  /** Below this revision nothing is left. */
  oldestKept = 1;
  readonly #keys = new OrderedMap<KeyIndex>();
  /** Every kept version in the order written; `#head` counts those already forgotten. */
  #log: KeyValue[] = [];
  #head = 0;
  readonly #historyLimit: number;

  constructor(historyLimit: number) {
    this.#historyLimit = historyLimit;
  }

  /** How many keys there are, deleted ones included as long as they are remembered. */
  get keys(): number {
    return this.#keys.size;
  }

  get(key: string): KeyValue | undefined {
    return this.#keys.get(key)?.current();
  }

  getAt(key: string, revision: number): KeyValue | undefined {
    return this.#keys.get(key)?.at(revision);
  }

  /** Throws EtcdError for a revision that is compacted or not yet made. */
  range(request: RangeRequest): RangeResponse {
    const revision = request.revision ?? 0;
    if (revision > this.revision) throw new EtcdError(ErrFutureRev);
    if (revision > 0 && revision < this.compactRevision) throw new EtcdError(ErrCompacted);
    return this.history(request);
  }

  /** As `range`, for the observer: looks past the compaction as far as versions are kept. */
  history(request: RangeRequest): RangeResponse {
    const revision = request.revision === undefined || request.revision === 0 ? this.revision : request.revision;
    const now = revision === this.revision;
    if (request.end === undefined) {
      const found = now ? this.get(request.key) : this.getAt(request.key, revision);
      const kvs = found && request.countOnly !== true ? [found] : [];
      return { revision: this.revision, kvs, more: false, count: found ? 1 : 0 };
    }
    const kvs: KeyValue[] = [];
    const limit =
      request.countOnly === true ? 0 : request.limit === undefined || request.limit === 0 ? Infinity : request.limit;
    let count = 0;
    this.#keys.range(request.key, request.end, (index) => {
      const version = now ? index.current() : index.at(revision);
      if (version === undefined) return true;
      count++;
      if (kvs.length < limit) kvs.push(version);
      return true;
    });
    return { revision: this.revision, kvs, more: request.countOnly !== true && count > kvs.length, count };
  }

  /** All or nothing: a transaction that writes makes exactly one revision. */
  apply(request: TxnRequest, onRevision: OnRevision): Applied {
    let succeeded = true;
    for (const compare of request.compare) if (!this.#holds(compare)) succeeded = false;
    const ops = succeeded ? request.success : request.failure;
    const only = ops[0];
    // Nearly every transaction writes one key.
    if (only?.type === 'put' && ops.length === 1) {
      return { succeeded, ranges: NO_RANGES, changes: this.#write([only], onRevision) };
    }
    const ranges: RangeResponse[] = [];
    const writes: (PutOp | DeleteOp)[] = [];
    for (const op of ops) {
      if (op.type === 'range') ranges.push(this.range(op));
      else if (op.type === 'put' || this.get(op.key) !== undefined) writes.push(op);
    }
    return { succeeded, ranges, changes: writes.length > 0 ? this.#write(writes, onRevision) : NO_CHANGES };
  }

  /** What was written at or after `from`, in order. The caller has looked whether that is compacted. */
  *since(from: number): Generator<KeyValue, void, undefined> {
    for (let i = this.#firstLogged(from); i < this.#log.length; i++) yield this.#log[i]!;
  }

  compact(revision: number): void {
    if (revision <= this.compactRevision) throw new EtcdError(ErrCompacted);
    if (revision > this.revision) throw new EtcdError(ErrFutureRev);
    this.compactRevision = revision;
  }

  #holds(compare: Compare): boolean {
    const found = this.get(compare.key);
    const { target } = compare;
    const left =
      found === undefined
        ? 0
        : target === 'mod'
          ? found.modRevision
          : target === 'create'
            ? found.createRevision
            : found.version;
    switch (compare.result) {
      case '=':
        return left === compare.value;
      case '!=':
        return left !== compare.value;
      case '<':
        return left < compare.value;
      case '>':
        return left > compare.value;
    }
  }

  #write(writes: readonly (PutOp | DeleteOp)[], onRevision: OnRevision): KeyValue[] {
    const first = writes[0]!;
    const revision = this.revision + 1;
    let index = this.#keys.get(first.key);
    const operation = first.type === 'delete' ? 'delete' : index?.current() === undefined ? 'create' : 'update';
    const { commit, at } = onRevision(revision, operation, first.key);
    this.revision = revision;
    const changes: KeyValue[] = new Array<KeyValue>(writes.length);
    for (let i = 0; i < writes.length; i++) {
      const op = writes[i]!;
      if (i > 0) index = this.#keys.get(op.key);
      const old = index?.current();
      if (op.type === 'put') op.stamp?.(op.value, revision);
      const version = versionOf(op, old, revision, commit, at);
      if (index) index.versions.push(version);
      else this.#keys.set(op.key, new KeyIndex(version));
      this.#log.push(version);
      changes[i] = version;
    }
    if (this.#log.length - this.#head > this.#historyLimit) this.#forget();
    return changes;
  }

  /** Lets the oldest versions go; what is current stays however old it is. */
  #forget(): void {
    while (this.#log.length - this.#head > this.#historyLimit) {
      const { key, modRevision } = this.#log[this.#head]!;
      this.#head++;
      const index = this.#keys.get(key);
      index?.trim(modRevision);
      if (index?.versions.length === 0) this.#keys.delete(key);
      this.oldestKept = modRevision;
    }
    if (this.oldestKept > this.compactRevision) this.compactRevision = this.oldestKept;
    if (this.#head > 4096 && this.#head * 2 > this.#log.length) {
      this.#log = this.#log.slice(this.#head);
      this.#head = 0;
    }
  }

  #firstLogged(from: number): number {
    let low = this.#head;
    let high = this.#log.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#log[middle]!.modRevision < from) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function versionOf(
  op: PutOp | DeleteOp,
  old: KeyValue | undefined,
  modRevision: number,
  commit: RecordId,
  at: Micros,
): KeyValue {
  const { key } = op;
  if (op.type === 'delete') {
    return { key, value: undefined, createRevision: 0, modRevision, version: 0, lease: 0, commit, at };
  }
  const createRevision = old === undefined ? modRevision : old.createRevision;
  const version = old === undefined ? 1 : old.version + 1;
  return { key, value: op.value, createRevision, modRevision, version, lease: op.lease ?? 0, commit, at };
}
