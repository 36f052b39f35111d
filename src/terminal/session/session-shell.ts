import { bytesOf, textOf, type Bytes } from '../../engine/apimachinery/index.ts';
import {
  Exit,
  isIncomplete,
  Killed,
  LoopControl,
  Process,
  Returned,
  runScript,
  Shell,
  SIGINT,
  type Run,
  type Sink,
  type Source,
} from '../../engine/shell/index.ts';
import { HOME } from '../files/index.ts';
import { HOSTNAME, type LearnerMachine } from '../machine/learner-machine.ts';

const INTERRUPTED = 128 + SIGINT;

export interface Streams {
  readonly stdin: Source;
  readonly stdout: Sink;
  readonly stderr: Sink;
}

const ENVIRONMENT: readonly (readonly [string, string])[] = [
  ['HOME', HOME],
  ['USER', 'user'],
  ['LOGNAME', 'user'],
  ['HOSTNAME', HOSTNAME],
  ['SHELL', '/bin/bash'],
  ['PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'],
  ['PWD', HOME],
  ['TERM', 'xterm-256color'],
  ['LANG', 'C.UTF-8'],
  ['EDITOR', 'edit'],
  ['SHLVL', '1'],
];

/** Ctrl-C while a line runs; the shell itself goes on. */
class Interrupted extends Error {}

/** A bash that is given whole command lines, one after the other, and remembers between them. */
export class SessionShell {
  readonly shell: Shell;
  readonly #machine: LearnerMachine;
  #interrupted = false;

  constructor(machine: LearnerMachine, streams: Streams) {
    this.#machine = machine;
    const pid = machine.processes.nextPid() ?? 1;
    const process = new Process(machine, pid, { args: ['bash'], env: new Map(ENVIRONMENT), cwd: HOME, ...streams });
    machine.processes.add(process);
    this.shell = new Shell(process, 'bash', 'interactive', 'bash');
    this.shell.aliases.set('k', 'kubectl');
    this.shell.aliases.set('ll', 'ls -l');
    process.handlers.set(SIGINT, () => {
      this.#interrupted = true;
      process.wake();
    });
    process.interruption = () => {
      if (!this.#interrupted) return;
      this.#interrupted = false;
      throw new Interrupted();
    };
  }

  get cwd(): string {
    return textOf(this.shell.process.cwd);
  }

  /** Whether more lines might make a whole command of it. */
  isIncomplete(text: string): boolean {
    return isIncomplete(this.shell, bytesOf(`${text}\n`));
  }

  /** Runs a command line to its end. Answers whether the shell goes on: `exit` ends it. */
  *run(text: string): Run<boolean> {
    const { shell } = this;
    this.#interrupted = false;
    shell.depth = 0;
    shell.loops = 0;
    try {
      yield* runScript(shell, bytesOf(text));
    } catch (error) {
      if (error instanceof Exit) {
        shell.status = error.code & 255;
        return false;
      }
      if (error instanceof LoopControl || error instanceof Returned) return true;
      if (!(error instanceof Interrupted || error instanceof Killed)) throw error;
      shell.status = INTERRUPTED;
      return shell.process.ended === undefined;
    }
    return true;
  }

  /** Reads what is written at home to be done first, `~/.bashrc`, if it is there. */
  *greet(): Run<boolean> {
    const script: Bytes | undefined = this.#machine.home.readNow(`${HOME}/.bashrc`);
    return script === undefined ? true : yield* this.run(textOf(script));
  }

  /** Ctrl-C: all that this shell has started hears of it, and the line is given up. */
  interrupt(): void {
    const { process } = this.shell;
    for (const child of this.#machine.processes.descendantsOf(process.pid)) child.signal(SIGINT);
    process.signal(SIGINT);
  }

  /** The terminal is gone: so is everything on it. */
  hangUp(): void {
    const { process } = this.shell;
    for (const child of this.#machine.processes.descendantsOf(process.pid)) child.end(1);
    process.end(1);
    this.#machine.processes.remove(process);
  }
}
