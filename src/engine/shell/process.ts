import type { Bytes } from '../apimachinery/index.ts';
import { resolve } from './files/path.ts';
import type { Machine, Program, Run, Sink, Source, Waiter } from './machine.ts';
import { Exit, HARMLESS, Killed, SIGKILL } from './signals.ts';
import { Held } from './streams.ts';

export interface Started {
  readonly args: readonly Bytes[];
  readonly env: Map<string, Bytes>;
  readonly cwd: string;
  readonly stdin?: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
  readonly parent?: Process | undefined;
  /** The others it has open, by number. */
  readonly others?: ReadonlyMap<number, Source | Sink>;
}

/** Turns that cost nothing; then one each hundredth of a second. */
const FREE_TURNS = 1000;
const TURN_MICROS = 10_000;

/** Somebody who runs: arguments, environment, streams, and what signals do to it. */
export class Process {
  readonly machine: Machine;
  readonly pid: number;
  readonly parent: Process | undefined;
  /** `args[0]` is its name. Bytes, as everything here. */
  args: readonly Bytes[];
  env: Map<string, Bytes>;
  cwd: string;
  stdin: Source;
  stdout: Sink;
  stderr: Sink;
  readonly others: ReadonlyMap<number, Source | Sink>;
  readonly startedAt: number;
  /** What it does about a signal instead of ending; `ignored` does nothing. A handler runs when the program looks for it. */
  readonly handlers = new Map<number, (() => void) | 'ignored'>();
  /** Throws when what runs is to be left early, and the process is to go on: a shell's line, on Ctrl-C. */
  interruption: (() => void) | undefined;
  #ended: number | undefined;
  #waiting: Waiter | undefined;
  #turns = FREE_TURNS;
  #lastTurn = 0;

  constructor(machine: Machine, pid: number, started: Started) {
    this.machine = machine;
    this.pid = pid;
    this.parent = started.parent;
    this.args = started.args;
    this.env = started.env;
    this.cwd = started.cwd;
    this.stdin = started.stdin ?? new Held('');
    this.stdout = started.stdout;
    this.stderr = started.stderr;
    this.others = started.others ?? new Map();
    this.startedAt = machine.now();
  }

  /** The signal that is ending it. */
  get ended(): number | undefined {
    return this.#ended;
  }

  /** An absolute path, as this process means it. */
  path(name: string): string {
    const path = resolve(this.cwd, name);
    return name.endsWith('/') && path !== '/' ? `${path}/` : path;
  }

  *print(text: Bytes): Run {
    if (text !== '') yield* this.stdout.write(this, text);
  }

  *complain(text: Bytes): Run {
    yield* this.stderr.write(this, text);
  }

  /** Everything up to the end of standard input. */
  *readAll(source: Source = this.stdin): Run<Bytes> {
    const parts: Bytes[] = [];
    for (let bytes; (bytes = yield* source.read(this)) !== undefined;) parts.push(bytes);
    return parts.join('');
  }

  /** A line without its end; undefined when there are no more. The last one may have had none. */
  *readLine(source: Source = this.stdin): Run<Bytes | undefined> {
    let line = '';
    for (;;) {
      const bytes = yield* source.read(this);
      if (bytes === undefined) return line === '' ? undefined : line;
      const newline = bytes.indexOf('\n');
      if (newline < 0) {
        line += bytes;
        continue;
      }
      if (newline + 1 < bytes.length) source.unread(bytes.slice(newline + 1));
      return line + bytes.slice(0, newline);
    }
  }

  /** Waits for one event, unless a signal ends the process before: then this throws Killed. */
  *wait(waiter: Waiter): Run {
    this.check();
    this.#waiting = waiter;
    yield* waiter.wait();
    this.#waiting = undefined;
    this.check();
  }

  *sleep(micros: number): Run {
    const until = this.machine.now() + micros;
    while (this.machine.now() < until) {
      const waiter = this.machine.waiter();
      const cancel = this.machine.after(until - this.machine.now(), () => waiter.settle());
      try {
        yield* this.wait(waiter);
      } finally {
        cancel();
      }
    }
  }

  /** Called once in every turn of what could go on for ever, so that `while :; do :; done` does not stop the clock. */
  *turn(): Run {
    this.check();
    const now = this.machine.now();
    this.#turns = Math.min(FREE_TURNS, this.#turns + (now - this.#lastTurn) / TURN_MICROS);
    this.#lastTurn = now;
    if (this.#turns >= 1) this.#turns--;
    else yield* this.sleep(TURN_MICROS);
  }

  check(): void {
    if (this.#ended !== undefined) throw new Killed(this.#ended);
    this.interruption?.();
  }

  /** False: it could not be sent, because the first process of a machine hears only what it listens for. */
  signal(signal: number): boolean {
    if (signal === 0) return true;
    const handler = signal === SIGKILL ? undefined : this.handlers.get(signal);
    if (handler === 'ignored') return true;
    if (handler) {
      handler();
      return true;
    }
    if (HARMLESS.has(signal)) return true;
    if (this.pid === 1) return false;
    this.end(signal);
    return true;
  }

  /** Ends it, whatever it listens for: what the kernel does, and a runtime from outside. */
  end(signal: number): void {
    this.#ended ??= signal;
    this.wake();
  }

  /** Ends what it waits for early; who waits looks again. */
  wake(): void {
    this.#waiting?.settle();
  }
}

/** Runs a program to its end; a signal is 128 and its number. The process leaves the table, and its streams are closed by its starter. */
export function* runProcess(process: Process, program: Program): Run<number> {
  const { processes } = process.machine;
  processes.add(process);
  try {
    return yield* program(process);
  } catch (error) {
    if (error instanceof Exit) return error.code & 255;
    if (error instanceof Killed) return 128 + error.signal;
    throw error;
  } finally {
    processes.remove(process);
  }
}
