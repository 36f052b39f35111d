import type { KeyValue } from './rpc.ts';

/**
 * All kept versions of one key, oldest first, deletions as tombstones. server/storage/mvcc/key_index.go
 *
 * Worked example: put at 2, put at 5, delete at 7, put at 9 gives
 *
 *     versions: [2 v1, 5 v2, 7 tombstone, 9 v1]
 *     at(1) → nothing   at(4) → 2   at(5) → 5   at(7) → nothing   at(9) → 9 (created at 9: a new generation)
 *     trim(6) → [5 v2, 7 tombstone, 9 v1]: the version that was current at 6 stays
 *     trim(8) → [9 v1]: a tombstone that is older than anything still asked for goes as well
 */
export class KeyIndex {
  readonly versions: KeyValue[];

  constructor(first: KeyValue) {
    this.versions = [first];
  }

  /** The version that is current now, or undefined after a deletion. */
  current(): KeyValue | undefined {
    const last = this.versions[this.versions.length - 1];
    return last === undefined || last.version === 0 ? undefined : last;
  }

  /** The version that was current at a revision. */
  at(revision: number): KeyValue | undefined {
    const found = this.versions[this.#lastNotAfter(revision)];
    return found === undefined || found.version === 0 ? undefined : found;
  }

  /** Forgets what no read at or after `revision` can see. */
  trim(revision: number): void {
    let keep = this.#lastNotAfter(revision);
    if (keep < 0) return;
    if (this.versions[keep]!.version === 0) keep++;
    if (keep > 0) this.versions.splice(0, keep);
  }

  #lastNotAfter(revision: number): number {
    const { versions } = this;
    let i = versions.length - 1;
    if (i < 16) {
      while (i >= 0 && versions[i]!.modRevision > revision) i--;
      return i;
    }
    let low = 0;
    let high = versions.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (versions[middle]!.modRevision <= revision) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}
