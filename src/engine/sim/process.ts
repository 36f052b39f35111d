import { EngineFault, type Sim } from './sim.ts';
import type { Detail, RecordId } from './recorder.ts';
import type { Micros } from './time.ts';

/** Something that takes virtual time. Run it with `yield*`; every `yield*` is a place where time may pass. */
export type Task<T = void> = Generator<undefined, T, undefined>;

/** A machine. Losing power kills its processes at once and silently: nobody is told. */
export class Host {
  up = true;
  readonly processes = new Map<string, Process>();
  /** How many turns its goroutines have had: an observer knows by it that nothing has happened here. */
  turns = 0;
  constructor(readonly name: string) {}
}

/** One thread of a process. It runs until it waits; nothing interrupts it. */
export class Goroutine {
  #cause: RecordId;
  #done = false;
  constructor(
    readonly process: Process,
    readonly name: string,
    readonly task: Task<unknown>,
    cause: RecordId,
  ) {
    this.#cause = cause;
  }

  /** Called by whatever it waited for. A goroutine of a process that has died stays asleep for ever. */
  wake(): void {
    if (this.#done || this.process.state === 'dead') return;
    if (this.process.state === 'paused') this.process.backlog.push(this);
    else this.process.sim.makeReady(this);
  }

  resume(): void {
    const { sim, state } = this.process;
    if (this.#done || state === 'dead') return;
    if (state === 'paused') {
      this.process.backlog.push(this);
      return;
    }
    this.process.host.turns++;
    sim.current = this;
    sim.cause = this.#cause;
    try {
      this.#done = this.task.next().done === true;
    } catch (error) {
      this.#done = true;
      if (error instanceof EngineFault) throw error;
      const text = error instanceof Error ? error.message : String(error);
      throw new EngineFault(`${this.process.id} ${this.name}: ${text}`, sim.seed, sim.now, { cause: error });
    } finally {
      this.#cause = sim.cause;
      sim.current = undefined;
    }
  }
}

/**
 * What a program would tell at its metrics and debug endpoints. Read from outside, at any moment: it must change nothing, wait for
 * nothing and draw no chance.
 */
export interface Exposition {
  /** What `rows` are about; several expositions of one part are read as one list. */
  readonly part?: string;
  readonly rows?: () => readonly unknown[];
  readonly metrics?: (tell: (metric: string, labels: string, value: number) => void) => void;
}

/**
 * A program that runs on a host: `kubelet@worker-1`. A process that has died is never revived; restarting makes a new one
 * of the same id, which knows nothing of what the old one remembered.
 */
export class Process {
  readonly id: string;
  state: 'running' | 'paused' | 'dead' = 'running';
  /** Goroutines that became ready while the process was paused. */
  backlog: Goroutine[] = [];
  readonly onDeath: (() => void)[] = [];
  /** For observers; gone with the process. */
  readonly expositions: Exposition[] = [];
  /** Open connections, which end with the process. */
  readonly connections = new Set<{ processDied(process: Process): void }>();

  constructor(
    readonly sim: Sim,
    readonly component: string,
    readonly host: Host,
  ) {
    this.id = `${component}@${host.name}`;
    host.processes.set(component, this);
  }

  expose(exposition: Exposition): void {
    this.expositions.push(exposition);
  }

  get running(): boolean {
    return this.state === 'running';
  }

  /** Starts a goroutine; it first runs when the present one waits. It inherits the cause of whoever starts it. */
  go(name: string, task: Task<unknown>): void {
    new Goroutine(this, name, task, this.sim.cause).wake();
  }

  /** Runs `body` now and then every `period`, for as long as the process lives (wait.Until of apimachinery). */
  every(name: string, period: Micros, body: () => Task<unknown>): void {
    const { sim } = this;
    this.go(
      name,
      (function* () {
        for (;;) {
          sim.cause = 0;
          yield* body();
          yield* sleep(sim, period);
        }
      })(),
    );
  }

  pause(): void {
    if (this.state === 'running') this.state = 'paused';
  }

  unpause(): void {
    if (this.state !== 'paused') return;
    this.state = 'running';
    const backlog = this.backlog;
    this.backlog = [];
    for (const goroutine of backlog) goroutine.wake();
  }

  kill(): void {
    if (this.state === 'dead') return;
    this.state = 'dead';
    this.backlog = [];
    if (this.host.processes.get(this.component) === this) this.host.processes.delete(this.component);
    for (const callback of this.onDeath.splice(0)) callback();
    for (const connection of [...this.connections]) connection.processDied(this);
  }

  /** Opens a span: work inside this process. All that happens until `end` has the span as its cause. */
  begin(operation: string, key: string): Span {
    const { sim } = this;
    const outer = sim.cause;
    const id = sim.recorder.spanStarted(outer, this.id, operation, key, sim.now);
    sim.cause = id;
    return new Span(sim, id, outer);
  }

  /** Records something that took no time. */
  note(operation: string, key: string, detail?: Detail): RecordId {
    const { sim } = this;
    const id = sim.recorder.spanStarted(sim.cause, this.id, operation, key, sim.now);
    sim.recorder.spanEnded(id, sim.now, 'ok', detail);
    return id;
  }
}

export class Span {
  constructor(
    readonly sim: Sim,
    readonly id: RecordId,
    readonly outer: RecordId,
  ) {}

  /** Closes the span and gives its opener's cause back to the running goroutine. */
  end(outcome: 'ok' | 'error' = 'ok', detail?: Detail): void {
    this.sim.recorder.spanEnded(this.id, this.sim.now, outcome, detail);
    this.sim.cause = this.outer;
  }
}

/** One value that somebody waits for. Settling twice keeps the first value. */
export class Waiter<T> {
  #goroutine: Goroutine | undefined;
  #value: T | undefined;
  settled = false;
  constructor(readonly sim: Sim) {}

  settle(value: T): void {
    if (this.settled) return;
    this.settled = true;
    this.#value = value;
    this.#goroutine?.wake();
  }

  *wait(): Task<T> {
    if (!this.settled) {
      this.sim.assert(this.sim.current, 'only a goroutine can wait');
      this.#goroutine = this.sim.current;
      yield;
    }
    return this.#value as T;
  }
}

export function* sleep(sim: Sim, duration: Micros): Task {
  const goroutine = sim.current;
  sim.assert(goroutine, 'only a goroutine can sleep');
  sim.after(duration, wake, goroutine);
  yield;
}

function wake(goroutine: Goroutine): void {
  goroutine.wake();
}

/** A first-in-first-out queue between goroutines. Unbounded: whoever fills it states the bound. */
export class Channel<T> {
  #items: T[] = [];
  #head = 0;
  #receivers: Goroutine[] = [];
  closed = false;
  constructor(readonly sim: Sim) {}

  get length(): number {
    return this.#items.length - this.#head;
  }

  put(item: T): void {
    if (this.closed) return;
    this.#items.push(item);
    this.#receivers.shift()?.wake();
  }

  /** Receivers get what is already there, then undefined for ever. */
  close(): void {
    this.closed = true;
    for (const receiver of this.#receivers.splice(0)) receiver.wake();
  }

  /** The first so many, which stay. */
  peek(count: number): readonly T[] {
    return this.#items.slice(this.#head, this.#head + count);
  }

  tryGet(): T | undefined {
    if (this.#head >= this.#items.length) return undefined;
    const item = this.#items[this.#head]!;
    this.#items[this.#head++] = undefined as T;
    if (this.#head > 256 && this.#head * 2 > this.#items.length) {
      this.#items = this.#items.slice(this.#head);
      this.#head = 0;
    }
    return item;
  }

  *get(): Task<T | undefined> {
    for (;;) {
      if (this.length > 0) return this.tryGet();
      if (this.closed) return undefined;
      this.sim.assert(this.sim.current, 'only a goroutine can receive');
      this.#receivers.push(this.sim.current);
      yield;
    }
  }
}
