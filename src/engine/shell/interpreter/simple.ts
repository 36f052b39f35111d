import type { Bytes } from '../../apimachinery/index.ts';
import { builtinNamed, type Builtin } from '../builtins/index.ts';
import type { Run } from '../machine.ts';
import { Process, runProcess } from '../process.ts';
import { Exit } from '../signals.ts';
import type { Command } from '../syntax/tree.ts';
import { expandText, expandWords } from './expand.ts';
import { callFunction } from './function.ts';
import { lookUp } from './lookup.ts';
import { redirect } from './redirect.ts';
import type { Runner } from './run.ts';
import { ExpansionFailure, type Shell } from './shell.ts';
import { substitutions } from './substitution.ts';

type Simple = Extract<Command, { kind: 'simple' }>;

export function* runSimple(shell: Shell, command: Simple, by: Runner): Run<number> {
  const substitute = substitutions(by);
  shell.substituted = 0;
  const before = shell.temporary.length;
  const words = yield* expandWords(shell, command.words, substitute);
  const values: [string, Bytes][] = [];
  for (const { name, append, value } of command.assignments) {
    const text = yield* expandText(shell, value, substitute);
    const held = append ? (shell.variables.get(name) ?? '') + text : text;
    if (words.length === 0) assign(shell, name, held);
    else values.push([name, held]);
  }
  if (shell.options.xtrace)
    yield* trace(shell, words, words.length === 0 ? command.assignments.map((a) => a.name) : []);
  const restore = yield* redirect(shell, command.redirects, substitute);
  const [name] = words;
  if (name === undefined) {
    restore();
    return shell.substituted;
  }
  let kept = false;
  try {
    const builtin = shell.functions.has(name) ? undefined : builtinNamed(name);
    if (name === 'exec' && builtin) kept = words.length === 1;
    return yield* runWords(shell, words, values, builtin, by);
  } finally {
    if (!kept) restore();
    for (const path of shell.temporary.splice(before)) {
      if (shell.process.machine.files.stat(path)) shell.process.machine.files.remove(path);
    }
  }
}

export function assign(shell: Shell, name: string, value: Bytes): void {
  if (shell.variables.set(name, value, shell.options.allexport || undefined)) return;
  const said = shell.dialect === 'bash' ? 'readonly variable' : 'is read only';
  throw new ExpansionFailure(`${name}: ${said}`, shell.dialect !== 'bash' || shell.origin !== 'interactive', 1);
}

function* trace(shell: Shell, words: readonly Bytes[], assigned: readonly string[]): Run {
  const shown = [
    ...assigned.map((name) => `${name}=${quoted(shell.variables.get(name) ?? '')}`),
    ...words.map((word) => (word === '' ? "''" : quoted(word))),
  ];
  yield* shell.process.complain(`+ ${shown.join(' ')}\n`);
}

function quoted(word: Bytes): Bytes {
  return /[\s'"\\$&|;<>()*?[\]`]/.test(word) ? `'${word.replaceAll("'", "'\\''")}'` : word;
}

/** A function, a builtin, or a program, in this order. */
function* runWords(
  shell: Shell,
  words: readonly Bytes[],
  values: readonly (readonly [string, Bytes])[],
  builtin: Builtin | undefined,
  by: Runner,
): Run<number> {
  const [name = ''] = words;
  const body = shell.functions.get(name);
  if (!body && !builtin) return yield* runProgram(shell, words, values);
  const giveBack = shell.variables.lend(values);
  try {
    if (body) return yield* callFunction(shell, body, words.slice(1), by);
    return yield* builtin!(shell, words, by);
  } finally {
    giveBack();
  }
}

/** A program in a process of its own; or in the shell's, when that has nothing else to do. */
export function* runProgram(
  shell: Shell,
  words: readonly Bytes[],
  values: readonly (readonly [string, Bytes])[],
): Run<number> {
  const found = lookUp(shell, words);
  if ('complaint' in found) {
    yield* shell.complain(found.complaint);
    return found.code;
  }
  const env = shell.variables.environment();
  for (const [name, value] of values) env.set(name, value);
  const { process } = shell;
  const { machine } = process;
  if (shell.replaceable && shell.traps.size === 0) {
    process.args = found.args;
    process.env = env;
    throw new Exit(yield* found.program(process));
  }
  const pid = machine.processes.nextPid();
  if (pid === undefined) {
    yield* shell.complain('fork: retry: Resource temporarily unavailable');
    return 254;
  }
  const child = new Process(machine, pid, {
    args: found.args,
    env,
    cwd: process.cwd,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    others: shell.fds,
    parent: process,
  });
  for (const [signal, handler] of process.handlers) if (handler === 'ignored') child.handlers.set(signal, handler);
  const job = shell.start(child, words.join(' '), () => runProcess(child, found.program));
  return yield* shell.await(job, false);
}
