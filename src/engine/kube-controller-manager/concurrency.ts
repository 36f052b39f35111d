import { NetworkError, Waiter, type Process, type Task } from '../sim/index.ts';
import { StatusError } from '../apimachinery/index.ts';

/** What a refused or broken request leaves behind. Anything else thrown is a defect and is not caught. */
export type RequestError = StatusError | NetworkError;

export function isRequestError(error: unknown): error is RequestError {
  return error instanceof StatusError || error instanceof NetworkError;
}

/** Runs a task for each item at the same time and waits for all of them (sync.WaitGroup). Gives the errors, in order of arrival. */
export function* inParallel<T>(
  process: Process,
  name: string,
  items: readonly T[],
  body: (item: T) => Task,
): Task<RequestError[]> {
  const errors: RequestError[] = [];
  if (items.length === 0) return errors;
  const { sim } = process;
  const cause = sim.cause;
  const done = new Waiter<void>(sim);
  let open = items.length;
  function* run(item: T): Task {
    try {
      yield* body(item);
    } catch (error) {
      if (!isRequestError(error)) throw error;
      errors.push(error);
    }
    if (--open === 0) done.settle();
  }
  for (const item of items) process.go(name, run(item));
  yield* done.wait();
  sim.cause = cause;
  return errors;
}
