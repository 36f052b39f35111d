import type { Bytes } from '../apimachinery/index.ts';
import { takeOptions } from './builtins/set.ts';
import { FileError } from './files/file-system.ts';
import { basename } from './files/path.ts';
import { interact, isIncomplete } from './interactive.ts';
import { runScript, runToEnd } from './interpreter/run.ts';
import { Shell, type Dialect } from './interpreter/shell.ts';
import type { Program, Run } from './machine.ts';
import type { Process } from './process.ts';

/** Options of a shell's own command line that say nothing here. */
const IDLE = /^--(?:login|norc|noprofile|posix|rcfile=.*)$/;

/** The program that a shell is: `sh -c 'script' name args`, `sh file args`, or one that reads its standard input. */
export function shellProgram(dialect: Dialect | 'sh'): Program {
  return function* (process) {
    return yield* main(process, dialect === 'sh' ? 'ash' : dialect);
  };
}

function* main(process: Process, dialect: Dialect): Run<number> {
  const shell = newShell(process, dialect, basename(process.args[0] ?? 'sh').replace(/^-/, ''));
  let args = process.args.slice(1);
  let letters = '';
  while (/^[-+][a-zA-Z]|^--[a-z]/.test(args[0] ?? '')) {
    const [word = '', next] = args;
    args = args.slice(1);
    if (IDLE.test(word)) continue;
    letters += word.replace(/[^cis]/g, '');
    const others = word.slice(0, 1) + word.slice(1).replace(/[cils]/g, '');
    if (others.length === 1) continue;
    const named = others.endsWith('o');
    if (named) args = args.slice(1);
    const { wrong } = takeOptions(shell, named ? [others, next ?? ''] : [others]);
    if (wrong === undefined) continue;
    yield* process.complain(`${shell.name}: ${wrong}\n`);
    return 2;
  }
  if (args[0] === '--') args = args.slice(1);
  if (letters.includes('c')) return yield* runCommandLine(shell, args);
  if (args.length > 0) return yield* runFile(shell, args);
  if (letters.includes('i') || process.stdin.tty) return yield* interact(shell);
  shell.origin = 'script';
  return yield* runToEnd(shell, () => runLines(shell));
}

function newShell(process: Process, dialect: Dialect, name: Bytes): Shell {
  const shell = new Shell(process, dialect, 'script', name);
  const { variables } = shell;
  variables.set('PWD', process.cwd, true);
  if (dialect === 'bash') variables.set('SHLVL', String((Number(variables.get('SHLVL')) || 0) + 1), true);
  if (!variables.has('PATH'))
    variables.set('PATH', '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', true);
  return shell;
}

function* runCommandLine(shell: Shell, args: readonly Bytes[]): Run<number> {
  const [script, name, ...positional] = args;
  shell.origin = '-c';
  if (script === undefined) {
    yield* shell.process.complain(`${shell.name}: -c: option requires an argument\n`);
    return 2;
  }
  if (name !== undefined) shell.name = name;
  shell.positional = positional;
  // A script of one plain command becomes that command, as every shell does it: then signals reach it and not the shell.
  shell.replaceable = !/[;&|\n]/.test(script.trim());
  return yield* runToEnd(shell, () => runScript(shell, script));
}

function* runFile(shell: Shell, args: readonly Bytes[]): Run<number> {
  const [file = '', ...positional] = args;
  const { process } = shell;
  shell.origin = 'script';
  let script: Bytes;
  try {
    script = process.machine.files.read(process.path(file));
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const said = shell.dialect === 'bash' ? `${file}: ${error.message}` : `can't open '${file}': ${error.message}`;
    const place = shell.dialect === 'dash' ? '0: ' : '';
    yield* process.complain(
      `${shell.name}: ${place}${shell.dialect === 'dash' ? `cannot open ${file}: No such file` : said}\n`,
    );
    return shell.dialect === 'bash' ? (error.code === 'ENOENT' ? 127 : 126) : 2;
  }
  shell.name = file;
  shell.positional = positional;
  return yield* runToEnd(shell, () => runScript(shell, script));
}

/**
 * `cat script | sh`: each command as soon as it is whole, so that whoever writes line by line is answered line by line, and `read`
 * reads what stands behind it.
 */
function* runLines(shell: Shell): Run<number> {
  const { process } = shell;
  let pending = '';
  for (let line = yield* process.readLine(); line !== undefined; line = yield* process.readLine()) {
    pending += `${line}\n`;
    if (isIncomplete(shell, pending)) continue;
    const script = pending;
    pending = '';
    yield* runScript(shell, script);
  }
  return pending === '' ? shell.status : yield* runScript(shell, pending);
}
