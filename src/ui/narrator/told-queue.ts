import type { TraceRecord } from '../../engine/trace/index.ts';
import type { TraceStore } from '../store/index.ts';
import type { MessageId } from '../../i18n/index.ts';

const LONGEST = 4;
/** What is told first when too much happens at once, by the beginning of its message id; the rest follows, or is left out. */
const WEIGHTS: readonly (readonly [string, number])[] = [
  ['ask.', 5],
  ['span.Scheduling', 5],
  ['answer.refused', 5],
  ['hop.', 5],
  ['bind.', 4],
  ['watch.', 4],
  ['write.', 4],
  ['scale.', 4],
  ['image.', 3],
  ['span.', 3],
  ['status.', 3],
  ['commit.', 2],
  ['cri.', 2],
  ['answer.', 1],
  ['store.', 1],
];

export function weightOf(id: MessageId): number {
  return WEIGHTS.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 1;
}

/**
 * Sentences waiting to be told. Things happen several at a time; a listener hears one after the other. What cannot be told
 * in time is left out, the least telling first. Moving the playhead back, or far, begins anew.
 */
export class ToldQueue {
  #waiting: TraceRecord[] = [];
  #seen = 0;
  #playhead = 0;

  constructor(
    readonly trace: TraceStore,
    readonly weight: (record: TraceRecord) => number,
  ) {}

  get length(): number {
    return this.#waiting.length;
  }

  /** Takes in what began up to the playhead. True: what was being told no longer stands. */
  follow(playhead: number): boolean {
    const last = this.trace.lastSalient(playhead);
    const jumped = playhead < this.#playhead || (last?.id ?? 0) < this.#seen;
    this.#playhead = playhead;
    if (jumped) {
      this.#waiting = last ? [last] : [];
      this.#seen = last?.id ?? 0;
      return true;
    }
    const fresh: TraceRecord[] = [];
    for (let back = 0; back < 3 * LONGEST; back++) {
      const record = this.trace.lastSalient(playhead, back);
      if (!record || record.id <= this.#seen) break;
      fresh.unshift(record);
    }
    this.#seen = Math.max(this.#seen, last?.id ?? 0);
    this.#waiting.push(...fresh);
    while (this.#waiting.length > LONGEST) this.#waiting.splice(this.#leastTelling(), 1);
    return false;
  }

  next(): TraceRecord | undefined {
    return this.#waiting.shift();
  }

  /** The first of the lightest: what is older is staler. */
  #leastTelling(): number {
    let least = 0;
    this.#waiting.forEach((record, i) => {
      if (this.weight(record) < this.weight(this.#waiting[least]!)) least = i;
    });
    return least;
  }
}
