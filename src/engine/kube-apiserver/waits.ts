import type { Task } from '../sim/index.ts';

/** Thrown where something must be known that takes time to find out, by code that does not wait. */
export class WaitFirst extends Error {
  readonly key: string;
  readonly task: () => Task<unknown>;

  constructor(key: string, task: () => Task<unknown>) {
    super('wait first');
    this.key = key;
    this.task = task;
  }
}

/**
 * What one request had to wait for. Deciding is plain functions, but a webhook is somewhere else in the cluster and a quota is
 * charged in etcd: a decision that needs an answer which is not there yet is abandoned, the answer is waited for, and the
 * decision is made again with the answer at hand. So admission looks the same whether it waits or not, and may stand inside the
 * retry loop of an update.
 */
export class Waits {
  #answers: Map<string, unknown> | undefined;

  /** `asks` is false for a request that takes no time: nobody elsewhere in the cluster is asked about it. */
  constructor(readonly asks = true) {}

  /** The answer to `key`, or WaitFirst if `task` has not been done for this request. */
  answer<T>(key: string, task: () => Task<T>): T {
    if (this.#answers?.has(key)) return this.#answers.get(key) as T;
    throw new WaitFirst(key, task);
  }

  /** Whether this request has waited for it already. */
  has(key: string): boolean {
    return this.#answers?.has(key) ?? false;
  }

  *serve({ key, task }: WaitFirst): Task<void> {
    const answer = yield* task();
    (this.#answers ??= new Map()).set(key, answer);
  }
}
