import { StatusError } from '../apimachinery/index.ts';
import {
  Channel,
  MILLISECOND,
  NetworkError,
  SECOND,
  type Micros,
  type Process,
  type RecordId,
  type Task,
} from '../sim/index.ts';
import { factsOf, MOST_ROWS, type WorkQueueRow } from '../trace/index.ts';
import { TokenBucket } from './token-bucket.ts';

export interface RateLimiter {
  when(key: string): Micros;
  forget(key: string): void;
  retries(key: string): number;
}

/** DefaultTypedControllerRateLimiter: per key 5 ms doubling to 1000 s, and 10 a second (100 at once) over all. */
export class ControllerRateLimiter implements RateLimiter {
  readonly #failures = new Map<string, number>();
  readonly #overall: TokenBucket;

  constructor(
    process: Process,
    readonly first: Micros = 5 * MILLISECOND,
    readonly last: Micros = 1000 * SECOND,
  ) {
    this.#overall = new TokenBucket(process.sim, 10, 100);
  }

  when(key: string): Micros {
    const failures = this.#failures.get(key) ?? 0;
    this.#failures.set(key, failures + 1);
    return Math.max(Math.min(this.first * 2 ** failures, this.last), this.#overall.reserve());
  }

  forget(key: string): void {
    this.#failures.delete(key);
  }

  retries(key: string): number {
    return this.#failures.get(key) ?? 0;
  }
}

interface Waiting {
  readonly due: Micros;
  readonly cause: RecordId;
}

/**
 * util/workqueue: keys that need attention.
 *
 * Fair: keys come out in the order they went in. Stingy: a key added many times before it is taken comes out once.
 * Single: a key is never in two hands; added while in work, it comes out again after `done`. Patient: a key added for
 * later comes out no sooner, and of several times the earliest holds. Beyond upstream it remembers the record that
 * caused the newest add, so that the trace can say why a reconcile ran.
 */
export class WorkQueue {
  readonly #ready: Channel<string>;
  readonly #dirty = new Map<string, RecordId>();
  readonly #processing = new Set<string>();
  readonly #waiting = new Map<string, Waiting>();
  readonly #limiter: RateLimiter;
  /** Since the process began, for its metrics. */
  #adds = 0;
  #retries = 0;

  constructor(
    readonly process: Process,
    readonly name: string,
    limiter?: RateLimiter,
  ) {
    this.#ready = new Channel(process.sim);
    this.#limiter = limiter ?? new ControllerRateLimiter(process);
    process.expose({
      metrics: (tell) => {
        const labels = `name="${name}"`;
        tell('workqueue_depth', labels, this.length);
        tell('workqueue_adds_total', labels, this.#adds);
        tell('workqueue_retries_total', labels, this.#retries);
      },
    });
    process.expose(factsOf('workqueues', () => [this.#row()]));
  }

  #row(): WorkQueueRow {
    return {
      name: this.name,
      ready: this.#ready.peek(MOST_ROWS),
      depth: this.length,
      processing: [...this.#processing],
      waiting: [...this.#waiting]
        .slice(0, MOST_ROWS)
        .map(([key, { due }]) => ({ key, due, retries: this.numRequeues(key) })),
      adds: this.#adds,
      retries: this.#retries,
    };
  }

  get length(): number {
    return this.#ready.length;
  }

  add(key: string): void {
    const known = this.#dirty.has(key);
    this.#dirty.set(key, this.process.sim.cause);
    if (!known) this.#adds++;
    if (!known && !this.#processing.has(key)) this.#ready.put(key);
  }

  addAfter(key: string, delay: Micros): void {
    if (delay <= 0) {
      this.add(key);
      return;
    }
    const { sim } = this.process;
    const due = sim.now + delay;
    const already = this.#waiting.get(key);
    if (already && already.due <= due) return;
    const waiting: Waiting = { due, cause: sim.cause };
    this.#waiting.set(key, waiting);
    sim.at(due, () => this.#ripe(key, waiting), undefined);
  }

  addRateLimited(key: string): void {
    this.#retries++;
    this.addAfter(key, this.#limiter.when(key));
  }

  forget(key: string): void {
    this.#limiter.forget(key);
  }

  numRequeues(key: string): number {
    return this.#limiter.retries(key);
  }

  /** The next key, with the cause of its add as the present cause; undefined once shut down. */
  *get(): Task<string | undefined> {
    const key = yield* this.#ready.get();
    if (key === undefined) return undefined;
    this.process.sim.cause = this.#dirty.get(key) ?? 0;
    this.#dirty.delete(key);
    this.#processing.add(key);
    return key;
  }

  done(key: string): void {
    this.#processing.delete(key);
    if (this.#dirty.has(key)) this.#ready.put(key);
  }

  shutDown(): void {
    this.#ready.close();
  }

  #ripe(key: string, waiting: Waiting): void {
    if (this.#waiting.get(key) !== waiting || this.process.state === 'dead') return;
    this.#waiting.delete(key);
    this.process.sim.cause = waiting.cause;
    this.add(key);
  }
}

/**
 * Starts `workers` goroutines that take keys and reconcile them, each under a span `sync <queue>`. A refusal or a broken
 * connection puts the key back with back-off; any other error is a defect and stops the engine.
 */
export function runWorkers(process: Process, queue: WorkQueue, workers: number, sync: (key: string) => Task): void {
  for (let i = 0; i < workers; i++) process.go(`${queue.name} worker ${i}`, work(process, queue, sync));
}

function* work(process: Process, queue: WorkQueue, sync: (key: string) => Task): Task {
  for (;;) {
    const key = yield* queue.get();
    if (key === undefined) return;
    const span = process.begin(`sync ${queue.name}`, key);
    try {
      yield* sync(key);
      queue.forget(key);
      span.end('ok');
    } catch (error) {
      if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
      queue.addRateLimited(key);
      span.end('error', { message: error.message, retries: queue.numRequeues(key) });
    }
    queue.done(key);
  }
}
