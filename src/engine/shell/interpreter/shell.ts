import type { Bytes } from '../../apimachinery/index.ts';
import type { Run, Sink, Source, Waiter } from '../machine.ts';
import { Process } from '../process.ts';
import { Exit } from '../signals.ts';
import type { Command } from '../syntax/tree.ts';
import { Variables } from './variables.ts';

/** Which shell it is taken for: what it prints when something is wrong, and what of bash it does without. */
export type Dialect = 'bash' | 'ash' | 'dash';

/** Where the lines come from: this decides how a mistake is told. */
export type Origin = 'interactive' | '-c' | 'script';

export interface Options {
  errexit: boolean;
  nounset: boolean;
  xtrace: boolean;
  pipefail: boolean;
  noglob: boolean;
  noclobber: boolean;
  allexport: boolean;
}

/** Something that was started and that its shell may wait for. */
export interface Job {
  readonly pid: number;
  readonly text: Bytes;
  code: number | undefined;
  waiters: Waiter[];
}

/** `break 2` and `continue`: thrown, and caught by the loops. */
export class LoopControl extends Error {
  levels: number;
  readonly again: boolean;
  constructor(levels: number, again: boolean) {
    super('loop control');
    this.levels = levels;
    this.again = again;
  }
}

export class Returned extends Error {
  readonly code: number;
  constructor(code: number) {
    super('return');
    this.code = code;
  }
}

/** A word that could not be expanded: the command is not run. */
export class ExpansionFailure extends Error {
  /** The shell ends with it, unless somebody sits before it. */
  readonly fatal: boolean;
  /** The code that bash ends with, where it is not 127. */
  readonly code: number | undefined;
  constructor(message: string, fatal: boolean, code?: number) {
    super(message);
    this.fatal = fatal;
    this.code = code;
  }
}

/** How deep functions, substitutions and subshells may call each other. */
const MOST_NESTED = 200;

/** What a shell remembers between two commands. */
export class Shell {
  process: Process;
  readonly dialect: Dialect;
  origin: Origin;
  /** `$$`: a subshell says the number of the shell that it came from. */
  pid: number;
  /** `$0` */
  name: Bytes;
  readonly variables: Variables;
  functions = new Map<string, Command>();
  aliases = new Map<string, Bytes>();
  /** `$1` and those behind it. */
  positional: readonly Bytes[] = [];
  options: Options = {
    errexit: false,
    nounset: false,
    xtrace: false,
    pipefail: false,
    noglob: false,
    noclobber: false,
    allexport: false,
  };
  status = 0;
  /** The code of the last `$( )` of a command: an assignment's own. */
  substituted = 0;
  line = 1;
  lastBackground: number | undefined;
  jobs: Job[] = [];
  /** Signal (0 is EXIT) to what is run then; an empty string ignores it. */
  traps = new Map<number, Bytes>();
  readonly pendingTraps: number[] = [];
  /** Beyond 0, 1 and 2, which are its process's. */
  fds = new Map<number, Source | Sink>();
  loops = 0;
  functionDepth = 0;
  /** How many files of `.` are being read. */
  sourcing = 0;
  /** Where getopts is in a word of several letters. */
  optionOffset = { word: 1, at: 1 };
  depth = 0;
  /** In the condition of an `if`, on the left of `&&`: `set -e` looks away. */
  guarded = 0;
  /** Its process may become the last program that it runs. */
  replaceable = false;
  directories: Bytes[] = [];
  /** Files of `<( )`, which go with their command. */
  readonly temporary: Bytes[] = [];

  constructor(process: Process, dialect: Dialect, origin: Origin, name: Bytes, variables?: Variables) {
    this.process = process;
    this.pid = process.pid;
    this.dialect = dialect;
    this.origin = origin;
    this.name = name;
    this.variables = variables ?? new Variables(process.env);
  }

  /** A copy in a process of its own, which changes nothing of this one. Undefined: there are too many processes. */
  fork(streams: { readonly stdin?: Source; readonly stdout?: Sink }, text: Bytes): Shell | undefined {
    const { process } = this;
    const pid = process.machine.processes.nextPid();
    if (pid === undefined) return undefined;
    const child = new Process(process.machine, pid, {
      args: text === '' ? process.args : [text],
      env: process.env,
      cwd: process.cwd,
      stdin: streams.stdin ?? process.stdin,
      stdout: streams.stdout ?? process.stdout,
      stderr: process.stderr,
      parent: process,
    });
    const shell = new Shell(child, this.dialect, this.origin, this.name, this.variables.copy());
    shell.pid = this.pid;
    shell.functions = new Map(this.functions);
    shell.aliases = new Map(this.aliases);
    shell.positional = this.positional;
    shell.options = { ...this.options };
    shell.status = this.status;
    shell.line = this.line;
    shell.lastBackground = this.lastBackground;
    shell.fds = new Map(this.fds);
    shell.loops = this.loops;
    shell.functionDepth = this.functionDepth;
    shell.depth = this.depth;
    shell.guarded = this.guarded;
    shell.directories = [...this.directories];
    for (const [signal, action] of this.traps) if (action === '') shell.setTrap(signal, '');
    return shell;
  }

  /** Undefined takes the trap away. */
  setTrap(signal: number, action: Bytes | undefined): void {
    const { handlers } = this.process;
    if (action === undefined) {
      this.traps.delete(signal);
      handlers.delete(signal);
      return;
    }
    this.traps.set(signal, action);
    if (signal === 0) return;
    handlers.set(
      signal,
      action === ''
        ? 'ignored'
        : () => {
            this.pendingTraps.push(signal);
            this.process.wake();
          },
    );
  }

  /** What stands before a complaint: `sh: `, `bash: line 3: `, `./run.sh: 3: `. */
  get prefix(): Bytes {
    const { dialect, origin, name, line } = this;
    if (dialect === 'dash') return `${name}: ${line}: `;
    if (origin === 'interactive' || (dialect === 'ash' && origin === '-c')) return `${name}: `;
    return `${name}: line ${line}: `;
  }

  *complain(message: Bytes): Run {
    yield* this.process.complain(`${this.prefix}${message}\n`);
  }

  /** Enters one level deeper; to be left with `depth--`. */
  enter(): void {
    if (++this.depth > MOST_NESTED) throw new ExpansionFailure('maximum nesting level exceeded', true);
  }

  /** Waits until a job is over; a signal with a trap ends the waiting early if `interruptible`. */
  *await(job: Job, interruptible: boolean): Run<number> {
    while (job.code === undefined) {
      const waiter = this.process.machine.waiter();
      job.waiters.push(waiter);
      yield* this.process.wait(waiter);
      const pending = this.pendingTraps[0];
      if (interruptible && pending !== undefined && job.code === undefined) return 128 + pending;
    }
    return job.code;
  }

  /** Starts something that runs beside this shell, as one of its jobs. */
  start(process: Process, text: Bytes, run: () => Run<number>): Job {
    const job: Job = { pid: process.pid, text, code: undefined, waiters: [] };
    process.machine.processes.add(process);
    process.machine.go(text.split(' ')[0] ?? '', settle(job, run));
    return job;
  }

  /** Leaves with the code, once the EXIT trap has run: `exit`, `set -e`, a failed expansion. */
  leave(code: number): never {
    throw new Exit(code);
  }
}

function* settle(job: Job, run: () => Run<number>): Run {
  job.code = yield* run();
  for (const waiter of job.waiters.splice(0)) waiter.settle();
}
