import type { Process, Task } from '../../sim/index.ts';
import { inParallel, type RequestError } from '../concurrency.ts';

/** The first batch has one call: if that fails, the rest would fail as well. pkg/controller/controller_utils.go */
export const SLOW_START_INITIAL_BATCH_SIZE = 1;

/** Sizes of the batches in which `count` calls are made, as long as none fails: 1, 2, 4, … and what is left. */
export function slowStartBatches(count: number, initial = SLOW_START_INITIAL_BATCH_SIZE): number[] {
  const batches: number[] = [];
  let remaining = count;
  for (let size = Math.min(remaining, initial); size > 0; size = Math.min(2 * size, remaining)) {
    batches.push(size);
    remaining -= size;
  }
  return batches;
}

export interface SlowStartOutcome {
  readonly successes: number;
  /** The first error of the batch that ended it. */
  readonly error: RequestError | undefined;
}

/** Calls `body` up to `count` times in growing batches; a batch with an error is the last one. */
export function* slowStartBatch(process: Process, count: number, body: () => Task): Task<SlowStartOutcome> {
  let successes = 0;
  for (const size of slowStartBatches(count)) {
    const errors = yield* inParallel(process, 'slowStartBatch', new Array<undefined>(size).fill(undefined), body);
    successes += size - errors.length;
    if (errors.length > 0) return { successes, error: errors[0] };
  }
  return { successes, error: undefined };
}
