import { SECOND, sleep, type Micros, type Sim, type Task } from '../sim/index.ts';

/** client-go's flowcontrol.NewTokenBucketRateLimiter: `qps` on average, `burst` at once, first come first served. */
export class TokenBucket {
  #tokens: number;
  #at: Micros = 0;

  constructor(
    readonly sim: Sim,
    readonly qps: number,
    readonly burst: number,
  ) {
    this.#tokens = burst;
    this.#at = sim.now;
  }

  /** Takes one token, now or on credit; says how long to wait for it. */
  reserve(): Micros {
    if (this.qps <= 0) return 0;
    const { now } = this.sim;
    this.#tokens = Math.min(this.burst, this.#tokens + ((now - this.#at) / SECOND) * this.qps);
    this.#at = now;
    this.#tokens -= 1;
    return this.#tokens >= 0 ? 0 : Math.ceil((-this.#tokens / this.qps) * SECOND);
  }

  /** Takes one token if there is one. */
  tryAccept(): boolean {
    if (this.reserve() === 0) return true;
    this.#tokens += 1;
    return false;
  }

  *accept(): Task {
    const wait = this.reserve();
    if (wait > 0) yield* sleep(this.sim, wait);
  }
}
