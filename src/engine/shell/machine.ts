import type { Bytes } from '../apimachinery/index.ts';
import type { FileSystem } from './files/file-system.ts';
import type { Process } from './process.ts';
import type { ProcessTable } from './process-table.ts';

/**
 * Something that runs, may wait, and in the end has a result. What it yields is what it waits for, and only its driver knows what
 * that is: a goroutine of sim is given `undefined` and woken later; a loop over promises awaits what it is given. Nothing is ever
 * sent in, so a value that was waited for is read from where it was put.
 */
export type Run<T = void> = Generator<unknown, T, undefined>;

/** One event that somebody waits for, once. Settling it twice is the same as once; waiting after it was settled takes no time. */
export interface Waiter {
  settle(): void;
  wait(): Run;
}

/** What is in `/bin`: reads and writes its process's streams, and answers its exit code. */
export type Program = (process: Process) => Run<number>;

/** Who runs it all: time, and things that go on at once. */
export interface Scheduler {
  /** Microseconds since the Unix epoch, of virtual time. */
  now(): number;
  /** Calls back after so many microseconds, unless what comes back is called first. */
  after(micros: number, fire: () => void): () => void;
  waiter(): Waiter;
  /** Starts something that runs beside its starter. */
  go(name: string, run: Run): void;
  /** A number of [0, 1), from a seed. */
  random(): number;
}

/** The machine that a shell and its tools run on: a container, a node, or the one in front of the learner. */
export interface Machine extends Scheduler {
  readonly files: FileSystem;
  readonly processes: ProcessTable;
  readonly hostname: string;
  readonly user: User;
  /** Whether its tools are GNU's, as in Debian; otherwise they are busybox's. Their complaints differ. */
  readonly gnu: boolean;
  /** What `uname` says, and `arch`. */
  readonly system: System;
  /** The program of that name (without folders); undefined: there is none. */
  program(name: string): Program | undefined;
}

export interface User {
  readonly name: string;
  readonly uid: number;
  readonly group: string;
  readonly gid: number;
  readonly home: string;
}

export interface System {
  readonly kernel: string;
  readonly release: string;
  readonly version: string;
  readonly machine: string;
}

/** Where a program reads. Undefined says that there will be no more. */
export interface Source {
  /** At least one byte, as soon as there is one; at most `most`. */
  read(process: Process, most?: number): Run<Bytes | undefined>;
  /** Gives back what was read too much, to be read again first. */
  unread(bytes: Bytes): void;
  readonly tty: boolean;
  close?(): void;
}

/** Where a program writes. It waits while nobody takes what is there. */
export interface Sink {
  write(process: Process, bytes: Bytes): Run;
  readonly tty: boolean;
  close?(): void;
}
