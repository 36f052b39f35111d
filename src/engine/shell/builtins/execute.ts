import { FileError } from '../files/file-system.ts';
import { Returned } from '../interpreter/shell.ts';
import { runProgram } from '../interpreter/simple.ts';
import type { Builtin } from './index.ts';

export const evaluate: Builtin = function* (shell, words, by) {
  const text = words.slice(1).join(' ');
  return text.trim() === '' ? 0 : yield* by.script(shell, text);
};

/** `. file`: runs it in this shell. */
export const source: Builtin = function* (shell, words, by) {
  const [name, file, ...args] = words;
  if (file === undefined) {
    yield* shell.complain(`${name}: filename argument required`);
    return 2;
  }
  const { positional } = shell;
  shell.sourcing++;
  try {
    const text = shell.process.machine.files.read(shell.process.path(file));
    if (args.length > 0) shell.positional = args;
    return yield* by.script(shell, text);
  } catch (error) {
    if (error instanceof Returned) return error.code;
    if (!(error instanceof FileError)) throw error;
    const bash = shell.dialect === 'bash';
    yield* shell.complain(bash ? `${file}: ${error.message}` : `.: can't open '${file}': ${error.message}`);
    return bash ? 1 : 2;
  } finally {
    shell.sourcing--;
    shell.positional = positional;
  }
};

/** The program takes the place of the shell; without one, the redirections stay (interpreter/simple.ts). */
export const exec: Builtin = function* (shell, words) {
  const args = words[1] === '--' ? words.slice(2) : words.slice(1);
  if (args.length === 0) return 0;
  shell.replaceable = true;
  shell.traps.clear();
  const code = yield* runProgram(shell, args, []);
  return shell.leave(code);
};
