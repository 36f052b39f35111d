import type { Bytes } from '../../apimachinery/index.ts';
import { FileError } from '../files/file-system.ts';
import { basename } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import { Process, runProcess } from '../process.ts';
import { SIGTERM, signalNumber } from '../signals.ts';
import { UsageFailure, complainOf, readArguments, toolName } from './arguments.ts';
import { intervalOf } from './time.ts';

/** Wraps a tool: what it throws becomes what it says, and its exit code. */
export function tool(program: Program): Program {
  return function* (process) {
    try {
      return yield* program(process);
    } catch (error) {
      if (error instanceof UsageFailure) {
        yield* process.complain(`${toolName(process)}: ${error.message}\n`);
        return error.code;
      }
      if (!(error instanceof FileError)) throw error;
      yield* process.complain(`${toolName(process)}: ${error.message}\n`);
      return 1;
    }
  };
}

/** Runs another program for this one: what `env`, `xargs` and `timeout` do. */
export function* spawn(
  process: Process,
  args: readonly Bytes[],
  change: { readonly env?: Map<string, Bytes>; readonly stdin?: Process['stdin'] } = {},
): Run<number> {
  const child = childOf(process, args, change);
  if (typeof child === 'number') {
    yield* complainOf(process, `can't execute '${args[0]}': No such file or directory`);
    return child;
  }
  return yield* runProcess(child.process, child.program);
}

function childOf(
  process: Process,
  args: readonly Bytes[],
  change: { readonly env?: Map<string, Bytes>; readonly stdin?: Process['stdin'] },
): { process: Process; program: Program } | number {
  const { machine } = process;
  const path = process.path(args[0] ?? '');
  const script = (args[0] ?? '').includes('/') && machine.files.stat(path)?.type === 'file';
  const program = machine.program(basename(args[0] ?? ''));
  const shell = script && machine.files.read(path).startsWith('#!') ? machine.program('sh') : undefined;
  const pid = machine.processes.nextPid();
  const chosen = shell ?? program;
  if (!chosen || pid === undefined) return 127;
  return {
    program: chosen,
    process: new Process(machine, pid, {
      args: shell ? ['sh', path, ...args.slice(1)] : args,
      env: change.env ?? process.env,
      cwd: process.cwd,
      stdin: change.stdin ?? process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      parent: process,
    }),
  };
}

export const env: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'i',
    values: 'u',
    long: { 'ignore-environment': 'i', unset: 'u' },
    stopAtWord: true,
  });
  const variables = args.has('i') ? new Map<string, Bytes>() : new Map(process.env);
  for (const name of args.all('u')) variables.delete(name);
  let at = 0;
  for (; /^[^=]+=/.test(args.words[at] ?? ''); at++) {
    const word = args.words[at]!;
    variables.set(word.slice(0, word.indexOf('=')), word.slice(word.indexOf('=') + 1));
  }
  if (at < args.words.length) return yield* spawn(process, args.words.slice(at), { env: variables });
  for (const [name, value] of variables) yield* process.print(`${name}=${value}\n`);
  return 0;
};

export const printenv: Program = function* (process) {
  const names = process.args.slice(1).filter((word) => !word.startsWith('-'));
  if (names.length === 0) {
    for (const [name, value] of process.env) yield* process.print(`${name}=${value}\n`);
    return 0;
  }
  let code = 0;
  for (const name of names) {
    const value = process.env.get(name);
    if (value === undefined) code = 1;
    else yield* process.print(`${value}\n`);
  }
  return code;
};

/** `nohup`, `nice`, `setsid`, `stdbuf` and their like: they run what is behind their flags. */
export const runs: Program = function* (process) {
  const args = readArguments(process, { flags: 'lfcw', values: 'noei', stopAtWord: true });
  if (args.words.length === 0) throw new UsageFailure('missing operand');
  return yield* spawn(process, args.words);
};

export const timeout: Program = function* (process) {
  const args = readArguments(process, {
    values: 'skt',
    flags: 'fv',
    long: { signal: 's', 'kill-after': 'k', foreground: 'f' },
    stopAtWord: true,
  });
  const [limit = '', ...command] = args.has('t') ? [args.value('t')!, ...args.words] : args.words;
  const micros = intervalOf(limit);
  if (micros === undefined) throw new UsageFailure(`invalid time interval '${limit}'`, 125);
  const signal = signalNumber(args.value('s') ?? 'TERM') ?? SIGTERM;
  const child = childOf(process, command, {});
  if (typeof child === 'number') {
    yield* complainOf(process, `failed to run command '${command[0] ?? ''}': No such file or directory`);
    return 127;
  }
  let late = false;
  const cancel = process.machine.after(micros, () => {
    late = true;
    child.process.signal(signal);
    for (const below of process.machine.processes.descendantsOf(child.process.pid)) below.signal(signal);
  });
  const code = yield* runProcess(child.process, child.program);
  cancel();
  if (!late) return code;
  return process.machine.gnu ? 124 : 128 + signal;
};

export const time: Program = function* (process) {
  const began = process.machine.now();
  const code = yield* spawn(
    process,
    process.args.slice(1).filter((word) => word !== '-p'),
  );
  const seconds = (process.machine.now() - began) / 1_000_000;
  const shown = `${Math.floor(seconds / 60)}m ${(seconds % 60).toFixed(2)}s`;
  yield* process.complain(`real\t${shown}\nuser\t0m 0.00s\nsys\t0m 0.00s\n`);
  return code;
};

export const xargs: Program = function* (process) {
  const args = readArguments(process, {
    flags: '0rtp',
    values: 'nILPds',
    long: { null: '0', 'no-run-if-empty': 'r', 'max-args': 'n', replace: 'I' },
    stopAtWord: true,
  });
  const command = args.words.length > 0 ? args.words : ['echo'];
  const text = yield* process.readAll();
  const replace = args.value('I');
  const items = args.has('0')
    ? text.split('\0').filter((one) => one !== '')
    : args.has('d')
      ? text.replace(/\n$/, '').split(args.value('d')!.replace('\\n', '\n'))
      : replace !== undefined
        ? text
            .split('\n')
            .map((line) => line.trim())
            .filter((line) => line !== '')
        : wordsOf(text);
  const most = replace !== undefined ? 1 : args.count(5000, 'n', 'L');
  if (items.length === 0 && (args.has('r') || replace !== undefined)) return 0;
  let code = 0;
  for (let i = 0; i < Math.max(1, items.length); i += most) {
    yield* process.turn();
    const some = items.slice(i, i + most);
    const line =
      replace === undefined ? [...command, ...some] : command.map((word) => word.replaceAll(replace, some[0] ?? ''));
    if (args.has('t')) yield* process.complain(`${line.join(' ')}\n`);
    const result = yield* spawn(process, line);
    if (result === 127) return 127;
    if (result !== 0) code = 123;
  }
  return code;
};

/** Words with their quotes taken off. */
function wordsOf(text: Bytes): Bytes[] {
  const words = text.match(/(?:[^\s"'\\]|\\[^]|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(/\\([^])|"([^"]*)"|'([^']*)'/g, (_all, a?: string, b?: string, c?: string) => a ?? b ?? c ?? ''),
  );
}

export const which: Program = function* (process) {
  let code = 0;
  for (const name of process.args.slice(1).filter((word) => !word.startsWith('-'))) {
    const { machine } = process;
    const folders = (process.env.get('PATH') ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin').split(
      ':',
    );
    const folder = folders.find((one) => machine.files.stat(`${one}/${name}`)?.type === 'file');
    if (folder !== undefined) yield* process.print(`${folder}/${name}\n`);
    else if (machine.program(name)) yield* process.print(`/usr/bin/${name}\n`);
    else code = 1;
  }
  return code;
};
