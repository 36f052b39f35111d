import type { Bytes } from '../apimachinery/index.ts';
import type { FileSystem } from './files/file-system.ts';
import type { Run, Scheduler, Sink, Source, Waiter } from './machine.ts';
import type { Process } from './process.ts';
import { Killed, SIGPIPE } from './signals.ts';

/** The bytes a pipe holds before its writer has to wait, as Linux's. */
const PIPE_CAPACITY = 65_536;

/**
 * What one program writes and another reads. The reader gets bytes as they come; the writer waits while the pipe is full, and is
 * killed by SIGPIPE once nobody will read any more: this is what ends `yes | head`.
 */
export class Pipe implements Source, Sink {
  readonly tty: boolean;
  readonly #scheduler: Pick<Scheduler, 'waiter'>;
  readonly #capacity = PIPE_CAPACITY;
  #held: Bytes = '';
  #writers = 1;
  #unread = false;
  #readers: Waiter[] = [];
  #waitingWriters: Waiter[] = [];

  constructor(scheduler: Pick<Scheduler, 'waiter'>, { tty = false } = {}) {
    this.#scheduler = scheduler;
    this.tty = tty;
  }

  *write(process: Process, bytes: Bytes): Run {
    for (;;) {
      if (this.#unread) throw new Killed(SIGPIPE);
      if (this.#held.length < this.#capacity) break;
      yield* process.wait(this.#joins(this.#waitingWriters));
    }
    this.#held += bytes;
    this.#wakeReader();
  }

  /** For who cannot wait: a person's keys, a network's bytes. What comes beyond twice the capacity is dropped. */
  push(bytes: Bytes): boolean {
    if (this.#unread || this.#held.length > 256 * this.#capacity) return false;
    this.#held += bytes;
    this.#wakeReader();
    return true;
  }

  *read(process: Process, most = Infinity): Run<Bytes | undefined> {
    while (this.#held === '') {
      if (this.#writers <= 0) return undefined;
      yield* process.wait(this.#joins(this.#readers));
    }
    const bytes = this.#held.length > most ? this.#held.slice(0, most) : this.#held;
    this.#held = this.#held.slice(bytes.length);
    settleAll(this.#waitingWriters);
    return bytes;
  }

  unread(bytes: Bytes): void {
    this.#held = bytes + this.#held;
  }

  /** One more who writes into it. */
  opened(): void {
    this.#writers++;
  }

  /** One of its writers has no more to say; after the last one the reader gets what is left, and then the end. */
  end(): void {
    this.#writers--;
    if (this.#writers <= 0) this.#wakeReader();
  }

  /** Nobody reads any more. */
  closeReader(): void {
    this.#unread = true;
    this.#held = '';
    settleAll(this.#waitingWriters);
  }

  #wakeReader(): void {
    settleAll(this.#readers);
  }

  /** A waiter is for one who waits, once: a signal may settle it too. */
  #joins(queue: Waiter[]): Waiter {
    const waiter = this.#scheduler.waiter();
    queue.push(waiter);
    return waiter;
  }
}

function settleAll(queue: Waiter[]): void {
  for (const waiter of queue.splice(0)) waiter.settle();
}

/** All that is ever going to be read, known beforehand: a file, a here-document, nothing. */
export class Held implements Source {
  readonly tty = false;
  #rest: Bytes;

  constructor(bytes: Bytes) {
    this.#rest = bytes;
  }

  *read(_process: Process, most = Infinity): Run<Bytes | undefined> {
    if (this.#rest === '') return undefined;
    const bytes = this.#rest.length > most ? this.#rest.slice(0, most) : this.#rest;
    this.#rest = this.#rest.slice(bytes.length);
    return bytes;
  }

  unread(bytes: Bytes): void {
    this.#rest = bytes + this.#rest;
  }
}

/** `/dev/zero` and `/dev/urandom`: they never end, so each read takes its turn. */
export class Endless implements Source {
  readonly tty = false;
  readonly #make: (length: number) => Bytes;

  constructor(make: (length: number) => Bytes) {
    this.#make = make;
  }

  *read(process: Process, most = 4096): Run<Bytes | undefined> {
    yield* process.turn();
    return this.#make(Math.min(most, PIPE_CAPACITY));
  }

  unread(): void {}
}

export const NOWHERE: Sink = { tty: false, write: function* () {} };

/** Gathers what is written: command substitution, exec probes, tests. */
export class Gathered implements Sink {
  readonly tty = false;
  #parts: Bytes[] = [];
  #length = 0;
  readonly #most: number;

  constructor(most = Infinity) {
    this.#most = most;
  }

  *write(_process: Process, bytes: Bytes): Run {
    if (this.#length + bytes.length > this.#most) bytes = bytes.slice(0, Math.max(0, this.#most - this.#length));
    this.#parts.push(bytes);
    this.#length += bytes.length;
  }

  get bytes(): Bytes {
    return this.#parts.join('');
  }
}

/** Every write is handed on at once. */
export class Told implements Sink {
  readonly tty: boolean;
  readonly #tell: (bytes: Bytes) => void;

  constructor(tell: (bytes: Bytes) => void, tty = false) {
    this.#tell = tell;
    this.tty = tty;
  }

  *write(_process: Process, bytes: Bytes): Run {
    if (bytes !== '') this.#tell(bytes);
  }
}

/** A file opened for writing; each write goes to its end. */
export class FileSink implements Sink {
  readonly tty = false;
  readonly #files: FileSystem;
  readonly #path: string;

  constructor(files: FileSystem, path: string, append: boolean) {
    this.#files = files;
    this.#path = path;
    files.write(path, '', append ? 'append' : undefined);
  }

  *write(_process: Process, bytes: Bytes): Run {
    this.#files.write(this.#path, bytes, 'append');
  }
}
