import type { Run, Scheduler, Waiter } from '../../engine/shell/index.ts';
import type { Clock } from './surroundings.ts';

/** Runs something to its end: what it yields is a promise, and is waited for. */
export async function drive<T>(run: Run<T>): Promise<T> {
  for (;;) {
    const { done, value } = run.next();
    if (done === true) return value;
    await value;
  }
}

class PromiseWaiter implements Waiter {
  #settle: (() => void) | undefined;
  #promise: Promise<void> | undefined;
  #settled = false;

  settle(): void {
    this.#settled = true;
    this.#settle?.();
  }

  *wait(): Run {
    if (this.#settled) return;
    this.#promise ??= new Promise((resolve) => {
      this.#settle = resolve;
    });
    yield this.#promise;
  }
}

/** A shell's scheduler over promises: the one place where this machine's programs meet the page's event loop. */
export class PromiseScheduler implements Scheduler {
  readonly random: () => number;
  readonly #clock: Clock;
  readonly #failed: (name: string, error: unknown) => void;

  constructor(clock: Clock, random: () => number, failed: (name: string, error: unknown) => void) {
    this.#clock = clock;
    this.random = random;
    this.#failed = failed;
  }

  now(): number {
    return this.#clock.now();
  }

  after(micros: number, fire: () => void): () => void {
    return this.#clock.after(micros, fire);
  }

  waiter(): Waiter {
    return new PromiseWaiter();
  }

  go(name: string, run: Run): void {
    drive(run).catch((error: unknown) => this.#failed(name, error));
  }
}
