import { SECOND, sleep, type Micros, type Process, type RecordId, type Task } from '../../sim/index.ts';

const RETRY_DELAY: Micros = SECOND;

/**
 * Nodes of one zone waiting for their NoExecute taint, let through at so many a second with a burst of one: a zone that
 * falls over must not have all its pods evicted at once. RateLimitedTimedQueue of nodelifecycle/scheduler.
 */
export class ZoneTainter {
  readonly #waiting = new Map<string, RecordId>();
  #nextAt: Micros = 0;
  #rate: number;
  #running = false;

  constructor(
    readonly process: Process,
    rate: number,
    /** True when done with the node, false to try it again. */
    readonly taint: (node: string) => Task<boolean>,
  ) {
    this.#rate = rate;
  }

  get rate(): number {
    return this.#rate;
  }

  get size(): number {
    return this.#waiting.size;
  }

  add(node: string): boolean {
    if (this.#waiting.has(node)) return false;
    this.#waiting.set(node, this.process.sim.cause);
    this.#start();
    return true;
  }

  remove(node: string): boolean {
    return this.#waiting.delete(node);
  }

  /** SwapLimiter; 0: nobody is let through. */
  setRate(rate: number): void {
    if (rate === this.#rate) return;
    this.#rate = rate;
    const { now } = this.process.sim;
    if (rate > 0 && this.#nextAt > now) this.#nextAt = Math.min(this.#nextAt, now + SECOND / rate);
    this.#start();
  }

  #start(): void {
    if (this.#running || this.#rate === 0 || this.#waiting.size === 0) return;
    this.#running = true;
    this.process.go('doNoExecuteTaintingPass', this.#run());
  }

  *#run(): Task {
    const { sim } = this.process;
    while (this.#waiting.size > 0 && this.#rate > 0) {
      if (sim.now < this.#nextAt) {
        yield* sleep(sim, this.#nextAt - sim.now);
        continue;
      }
      const [node, cause] = this.#waiting.entries().next().value!;
      sim.cause = cause;
      this.#nextAt = sim.now + Math.ceil(SECOND / this.#rate);
      if (yield* this.taint(node)) this.#waiting.delete(node);
      else {
        this.#waiting.delete(node);
        this.#waiting.set(node, cause);
        this.#nextAt = sim.now + RETRY_DELAY;
      }
    }
    this.#running = false;
  }
}
