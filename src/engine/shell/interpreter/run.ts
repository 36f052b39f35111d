import type { Bytes } from '../../apimachinery/index.ts';
import { FileError } from '../files/file-system.ts';
import type { Run } from '../machine.ts';
import { runProcess } from '../process.ts';
import { Exit, Killed } from '../signals.ts';
import { Parser } from '../syntax/parser.ts';
import { SyntaxFailure, type Command, type List, type ListItem, type Pipeline } from '../syntax/tree.ts';
import { ArithmeticFailure } from './arithmetic.ts';
import { compound } from './compound.ts';
import { runPipes } from './pipeline.ts';
import { runSimple } from './simple.ts';
import { ExpansionFailure, LoopControl, Returned, type Shell } from './shell.ts';
import { complainOfSyntax } from './syntax-errors.ts';

/** Runs a text in this shell, line by line; the answer is the code of the last command. */
export function* runScript(shell: Shell, script: Bytes): Run<number> {
  const parser = new Parser(script, (name) => shell.aliases.get(name));
  const first = shell.line;
  let ran = false;
  for (;;) {
    let list: List | undefined;
    try {
      list = parser.next();
    } catch (error) {
      if (!(error instanceof SyntaxFailure)) throw error;
      yield* complainOfSyntax(shell, error, script);
      shell.status = 2;
      return 2;
    }
    if (!list) break;
    ran = true;
    yield* runList(shell, list);
  }
  if (!ran) shell.status = 0;
  if (shell.origin === 'interactive') shell.line = first;
  return shell.status;
}

/** Runs a whole program's worth: what throws out of it becomes its code, and its EXIT trap is run. */
export function* runToEnd(shell: Shell, body: () => Run<number>): Run<number> {
  let code: number;
  try {
    code = yield* body();
    yield* runTraps(shell);
  } catch (error) {
    if (error instanceof Exit) code = error.code & 255;
    else if (error instanceof LoopControl || error instanceof Returned) code = shell.status;
    else throw error;
  }
  const trap = shell.traps.get(0);
  if (trap === undefined || trap === '') return code;
  shell.traps.delete(0);
  shell.status = code;
  try {
    yield* runScript(shell, trap);
  } catch (error) {
    if (error instanceof Exit) return error.code & 255;
    throw error;
  }
  return code;
}

/** What the traps of signals that have come say; a shell looks between two commands. */
export function* runTraps(shell: Shell): Run {
  for (let signal; (signal = shell.pendingTraps.shift()) !== undefined;) {
    const { status } = shell;
    const action = shell.traps.get(signal);
    if (action) yield* runScript(shell, action);
    shell.status = status;
  }
}

export function* runList(shell: Shell, list: List): Run<number> {
  for (const item of list.items) {
    if (item.background) yield* runInBackground(shell, item);
    else yield* runItem(shell, item);
  }
  return shell.status;
}

function* runItem(shell: Shell, { first, rest }: ListItem): Run<number> {
  const guarded = rest.length > 0;
  yield* guard(shell, guarded, () => runPipeline(shell, first));
  for (let i = 0; i < rest.length; i++) {
    const { when, run } = rest[i]!;
    if ((when === '&&') !== (shell.status === 0)) continue;
    yield* guard(shell, i < rest.length - 1, () => runPipeline(shell, run));
  }
  return shell.status;
}

/** `set -e` forgives what somebody looks at: conditions, and all but the last of `a && b`. */
export function* guard(shell: Shell, guarded: boolean, run: () => Run<number>): Run<number> {
  if (!guarded) return yield* run();
  shell.guarded++;
  try {
    return yield* run();
  } finally {
    shell.guarded--;
  }
}

function* runPipeline(shell: Shell, pipeline: Pipeline): Run<number> {
  const { commands, negated } = pipeline;
  if (negated) shell.guarded++;
  let code: number;
  try {
    code = commands.length === 1 ? yield* runCommand(shell, commands[0]!) : yield* runPipes(shell, pipeline, RUNNER);
  } finally {
    if (negated) shell.guarded--;
  }
  shell.status = negated ? (code === 0 ? 1 : 0) : code;
  if (shell.pendingTraps.length > 0) yield* runTraps(shell);
  const failed = shell.status !== 0 && !negated;
  if (failed && shell.options.errexit && shell.guarded === 0) shell.leave(shell.status);
  return shell.status;
}

/** What the parts of the interpreter ask of it. */
export interface Runner {
  command(shell: Shell, command: Command): Run<number>;
  list(shell: Shell, list: List): Run<number>;
  toEnd(shell: Shell, body: () => Run<number>): Run<number>;
  script(shell: Shell, script: Bytes): Run<number>;
}

export const RUNNER: Runner = { command: runCommand, list: runList, toEnd: runToEnd, script: runScript };

function* runInBackground(shell: Shell, item: ListItem): Run {
  const text = item.first.text;
  const child = shell.fork({}, text);
  if (!child) {
    yield* shell.complain('fork: retry: Resource temporarily unavailable');
    shell.status = 254;
    return;
  }
  child.replaceable = item.rest.length === 0;
  const foreground = { ...item, background: false };
  const job = shell.start(child.process, text, () =>
    runProcess(child.process, () => runToEnd(child, () => runItem(child, foreground))),
  );
  shell.jobs.push(job);
  shell.lastBackground = job.pid;
  shell.status = 0;
  if (shell.origin === 'interactive') yield* shell.process.complain(`[${shell.jobs.length}] ${job.pid}\n`);
}

function* runCommand(shell: Shell, command: Command): Run<number> {
  shell.line = command.line;
  shell.process.check();
  shell.enter();
  try {
    if (command.kind === 'simple') return yield* runSimple(shell, command, RUNNER);
    return yield* compound(shell, command, RUNNER);
  } catch (error) {
    return yield* failed(shell, error);
  } finally {
    shell.depth--;
  }
}

/** A word that could not be expanded or a file that could not be opened: the command's failure, or the shell's. */
function* failed(shell: Shell, error: unknown): Run<number> {
  if (error instanceof ArithmeticFailure || error instanceof FileError) {
    yield* shell.complain(error.message);
    return 1;
  }
  if (!(error instanceof ExpansionFailure)) throw error;
  yield* shell.complain(error.message);
  const code = shell.dialect === 'bash' ? 1 : 2;
  if (!error.fatal) return 1;
  if (shell.origin === 'interactive' && shell.functionDepth === 0) {
    if (shell.depth > 150) throw new Killed(2);
    return code;
  }
  return shell.leave(shell.dialect === 'bash' && shell.origin === '-c' ? (error.code ?? 127) : code);
}
