import { bytesOf, type Bytes } from '../../engine/apimachinery/index.ts';
import { Process, SIGINT, SIGTERM, type Program, type Run, type Sink } from '../../engine/shell/index.ts';
import type { Input, Output } from '../../kubectl/world.ts';
import { drive } from './promises.ts';
import { Tty } from './tty.ts';

/** What a program written with promises is given of its process. */
export interface AsyncProcess {
  readonly process: Process;
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C, by kill, and when nobody reads its output any more. */
  readonly signal: AbortSignal;
  readonly sleep: (micros: number) => Promise<void>;
}

const INTERRUPTED = 130;
const TERMINATED = 143;

/** A program of promises as the shell runs it: what it writes goes down the pipe piece by piece, and a signal aborts it. */
export function asyncProgram(main: (io: AsyncProcess) => Promise<number>): Program {
  return function* run(process) {
    const abort = new AbortController();
    const outbox = new Outbox(process);
    // A signal's number stands until the program has ended by itself.
    let killed = 0;
    const stop = (code: number) => () => {
      killed = code;
      abort.abort(new Error('interrupted'));
      outbox.wake();
    };
    process.handlers.set(SIGINT, stop(INTERRUPTED));
    process.handlers.set(SIGTERM, stop(TERMINATED));
    let code: number | undefined;
    let failure: { readonly error: unknown } | undefined;
    void main(ioOf(process, outbox, abort.signal))
      .then(
        (exit) => (code = exit),
        (error: unknown) => (failure = { error }),
      )
      .finally(() => outbox.wake());
    try {
      while (code === undefined && !failure) {
        yield* outbox.deliver();
        // Whoever was interrupted has no more to say.
        if (killed !== 0) return killed;
        if (code === undefined && !failure) yield* outbox.wait();
      }
      yield* outbox.deliver();
    } finally {
      abort.abort(new Error('the program has ended'));
    }
    if (killed !== 0) return killed;
    if (failure) {
      const { error } = failure;
      yield* process.complain(
        bytesOf(`${process.args[0] ?? ''}: ${error instanceof Error ? error.message : String(error)}\n`),
      );
      return 1;
    }
    return code ?? 0;
  };
}

/** What was written and has not been taken yet, in its order over both streams. */
class Outbox {
  readonly #process: Process;
  #pieces: { readonly to: Sink; readonly bytes: Bytes }[] = [];
  #waiter;

  constructor(process: Process) {
    this.#process = process;
    this.#waiter = process.machine.waiter();
  }

  put(to: Sink, bytes: Bytes): void {
    this.#pieces.push({ to, bytes });
    this.wake();
  }

  wake(): void {
    this.#waiter.settle();
  }

  *wait(): Run {
    yield* this.#process.wait(this.#waiter);
  }

  *deliver(): Run {
    this.#waiter = this.#process.machine.waiter();
    while (this.#pieces.length > 0) {
      const pieces = this.#pieces;
      this.#pieces = [];
      for (const { to, bytes } of pieces) yield* to.write(this.#process, bytes);
    }
  }
}

function ioOf(process: Process, outbox: Outbox, signal: AbortSignal): AsyncProcess {
  return {
    process,
    signal,
    stdin: inputOf(process, signal),
    stdout: outputTo(process.stdout, outbox),
    stderr: outputTo(process.stderr, outbox),
    sleep: (micros) => sleep(process, micros, signal),
  };
}

function outputTo(sink: Sink, outbox: Outbox): Output {
  return {
    tty: sink.tty,
    write: (text) => outbox.put(sink, bytesOf(text)),
    writeBytes: (bytes) => outbox.put(sink, bytes),
  };
}

/** Reading goes on beside the program, so it is a process of its own to wait as. */
function inputOf(process: Process, signal: AbortSignal): Input {
  const { stdin, machine } = process;
  const reader = new Process(machine, 0, {
    args: process.args,
    env: process.env,
    cwd: process.cwd,
    stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    parent: process,
  });
  signal.addEventListener('abort', () => reader.end(SIGTERM), { once: true });
  return {
    tty: stdin.tty,
    read: async () => {
      try {
        return await drive(stdin.read(reader));
      } catch (error) {
        if (signal.aborted) return undefined;
        throw error;
      }
    },
    ...(stdin instanceof Tty && {
      raw: (on: boolean) => {
        stdin.raw = on;
      },
    }),
  };
}

function sleep({ machine }: Process, micros: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const aborted = (): void => {
      cancel();
      reject(signal.reason as Error);
    };
    const cancel = machine.after(micros, () => {
      signal.removeEventListener('abort', aborted);
      resolve();
    });
    if (signal.aborted) aborted();
    else signal.addEventListener('abort', aborted, { once: true });
  });
}
