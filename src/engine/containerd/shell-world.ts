import type { Bytes } from '../apimachinery/index.ts';
import type { Process, Task } from '../sim/index.ts';
import type { Stdin } from './stdio.ts';

/** What a running script may touch: its container. */
export interface ShellWorld {
  readonly process: Process;
  readonly hostname: string;
  readonly ip: string;
  readonly env: Record<string, string>;
  /** Files that programs have made, by path, with what is in them. */
  readonly files: Map<string, Bytes>;
  /** False once the container has been stopped; the script ends at its next step. */
  readonly alive: () => boolean;
  /** Undefined: there is nothing to read, and there never will be. */
  readonly stdin: Stdin | undefined;
  /** Whether somebody sits before it at a terminal: then a shell asks with a prompt. */
  readonly tty: boolean;
  /** Who hears of ctrl-C; a shell at a terminal listens itself, for what it runs. */
  readonly interrupts: Interrupts;
  readonly write: (bytes: Bytes) => void;
  readonly complain: (bytes: Bytes) => void;
  readonly clock: () => string;
  /** Runs a program of the image that serves until it is stopped; undefined: there is none of that name. */
  readonly server: (binary: string) => Task<number> | undefined;
  /** What a client program in the image answers; undefined: there is none of that name. */
  readonly client: (binary: string) => number | undefined;
}

export interface Interrupts {
  heard: () => void;
}

/** `exit` leaves all loops at once. */
export class Exit extends Error {
  readonly code: number;
  constructor(code: number) {
    super(`exit ${code}`);
    this.code = code;
  }
}

export class Break extends Error {}
