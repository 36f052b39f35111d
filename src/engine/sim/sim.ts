import { EventHeap, Timer } from './event-heap.ts';
import { SeededRandom, type Random } from './random.ts';
import { silentRecorder, type RecordId, type Recorder } from './recorder.ts';
import type { Goroutine } from './process.ts';
import type { Micros } from './time.ts';

/** An impossible state. Always on; carries what is needed to see it again. */
export class EngineFault extends Error {
  constructor(
    message: string,
    readonly seed: number,
    readonly at: Micros,
    options?: { cause?: unknown },
  ) {
    super(`${message} (seed ${seed}, virtual time ${at} µs)`, options);
    this.name = 'EngineFault';
  }
}

export interface SimOptions {
  readonly seed: number;
  readonly recorder?: Recorder;
  /** What the cluster's clocks show at time 0, in microseconds since the Unix epoch. */
  readonly epoch?: Micros;
}

/** 2026-01-01T00:00:00Z: where a cluster's clocks start unless its user says otherwise. */
const DEFAULT_EPOCH: Micros = 1_767_225_600_000_000;

/** The clock, the heap of what is to come, the queue of who may run now, and chance. One per cluster. */
export class Sim {
  now: Micros = 0;
  /** The record that caused what is running right now. */
  cause: RecordId = 0;
  current: Goroutine | undefined;
  readonly seed: number;
  readonly epoch: Micros;
  readonly recorder: Recorder;
  /** How many timers have fired and goroutines have been resumed: the "events" of events per second. */
  steps = 0;
  readonly #heap = new EventHeap();
  #seq = 0;
  #ready: Goroutine[] = [];
  #readyHead = 0;
  readonly #streams = new Map<string, SeededRandom>();
  /** The next moment at which the observer looks; Infinity without one. */
  #beatAt: Micros = Infinity;
  #beatPeriod: Micros = 0;
  #onBeat: ((at: Micros) => void) | undefined;

  constructor(options: SimOptions) {
    this.seed = options.seed;
    this.epoch = options.epoch ?? DEFAULT_EPOCH;
    this.recorder = options.recorder ?? silentRecorder;
  }

  /**
   * Lets an observer look at the world whenever the clock has passed a multiple of `period` and something may have happened: between
   * two events, without being one. It must change nothing. While nothing happens nobody looks.
   */
  observe(period: Micros, look: (at: Micros) => void): void {
    this.#beatPeriod = period;
    this.#onBeat = look;
    this.#beatAt = Math.ceil(this.now / period) * period;
  }

  /** The clock is about to be set to `time`: whoever observes sees what stood until then. */
  #beat(time: Micros): void {
    while (this.#beatAt <= time) {
      const at = this.#beatAt;
      this.now = Math.max(this.now, at);
      this.#onBeat?.(at);
      const last = Math.floor(time / this.#beatPeriod) * this.#beatPeriod;
      this.#beatAt = Math.max(at + this.#beatPeriod, last);
    }
  }

  /** Microseconds since the Unix epoch, as a clock in the cluster shows it. */
  wallClock(): Micros {
    return this.epoch + this.now;
  }

  random(stream: string): Random {
    let found = this.#streams.get(stream);
    if (!found) this.#streams.set(stream, (found = new SeededRandom(this.seed, stream)));
    return found;
  }

  /** Runs what may draw from a stream and leaves the stream as it was: what is only tried out must not change what comes. */
  trying<T>(stream: string, body: () => T): T {
    this.random(stream);
    const back = this.#streams.get(stream)!.mark();
    try {
      return body();
    } finally {
      back();
    }
  }

  at<A>(time: Micros, fire: (argument: A) => void, argument: A): Timer {
    const timer = new Timer(
      this.#heap,
      time < this.now ? this.now : time,
      ++this.#seq,
      fire as (a: unknown) => void,
      argument,
    );
    this.#heap.push(timer);
    return timer;
  }

  after<A>(delay: Micros, fire: (argument: A) => void, argument: A): Timer {
    return this.at(this.now + delay, fire, argument);
  }

  /** Puts a goroutine at the end of the queue of those who run at this instant. */
  makeReady(goroutine: Goroutine): void {
    this.#ready.push(goroutine);
  }

  /** The time of the next thing to happen, or undefined when nothing ever will. */
  nextTime(): Micros | undefined {
    if (this.#readyHead < this.#ready.length) return this.now;
    this.#dropCancelled();
    return this.#heap.peek()?.time;
  }

  /**
   * Runs everything up to and including `until`, then sets the clock there. With `maxSteps` it may stop early: the
   * answer says whether it got there.
   */
  runUntil(until: Micros, maxSteps = Infinity): boolean {
    const limit = this.steps + maxSteps;
    for (;;) {
      this.#drainReady();
      const next = this.#heap.peek();
      if (next === undefined || next.time > until) break;
      if (this.steps >= limit) return false;
      this.#heap.pop();
      if (next.cancelled) continue;
      if (next.time >= this.#beatAt) this.#beat(next.time);
      this.now = next.time;
      this.steps++;
      this.cause = 0;
      next.fire(next.argument);
    }
    if (until >= this.#beatAt && Number.isFinite(until)) this.#beat(until);
    if (until > this.now && Number.isFinite(until)) this.now = until;
    return true;
  }

  /** Runs the goroutines that are ready, or else the next timer with all it makes ready. False: nothing is left to happen. */
  step(): boolean {
    const time = this.nextTime();
    if (time === undefined) return false;
    if (this.#readyHead < this.#ready.length) {
      this.#drainReady();
      return true;
    }
    const next = this.#heap.pop()!;
    if (next.time >= this.#beatAt) this.#beat(next.time);
    this.now = next.time;
    this.steps++;
    this.cause = 0;
    next.fire(next.argument);
    this.#drainReady();
    return true;
  }

  assert(condition: unknown, message: string): asserts condition {
    if (!condition) throw new EngineFault(message, this.seed, this.now);
  }

  #dropCancelled(): void {
    for (let top = this.#heap.peek(); top?.cancelled; top = this.#heap.peek()) this.#heap.pop();
  }

  #drainReady(): void {
    while (this.#readyHead < this.#ready.length) {
      const goroutine = this.#ready[this.#readyHead++]!;
      this.steps++;
      goroutine.resume();
      if (this.#readyHead > 1024 && this.#readyHead * 2 > this.#ready.length) {
        this.#ready = this.#ready.slice(this.#readyHead);
        this.#readyHead = 0;
      }
    }
    this.#ready.length = 0;
    this.#readyHead = 0;
    this.cause = 0;
  }
}
