import { FileError } from '../files/file-system.ts';
import type { Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import type { Builtin } from './index.ts';

function* go(shell: Shell, name: string, target: string): Run<number> {
  const { process } = shell;
  const path = process.path(target).replace(/(.)\/+$/, '$1');
  const stat = process.machine.files.stat(path);
  if (stat?.type !== 'directory') {
    const why = new FileError(stat ? 'ENOTDIR' : 'ENOENT').message;
    const said = { bash: `${target}: ${why}`, dash: `can't cd to ${target}`, ash: `can't cd to ${target}: ${why}` };
    yield* shell.complain(`${name}: ${said[shell.dialect]}`);
    return shell.dialect === 'dash' ? 2 : 1;
  }
  shell.variables.set('OLDPWD', process.cwd);
  process.cwd = path;
  shell.variables.set('PWD', path);
  return 0;
}

export const cd: Builtin = function* (shell, words) {
  const args = words.slice(1).filter((word) => !/^-[LP]+$|^--$/.test(word));
  const home = shell.variables.get('HOME') ?? shell.process.machine.user.home;
  if (args.length > 1 && shell.dialect === 'bash') {
    yield* shell.complain('cd: too many arguments');
    return 1;
  }
  const target = args[0] ?? home;
  if (target !== '-') return yield* go(shell, 'cd', target === '' ? '.' : target);
  const old = shell.variables.get('OLDPWD');
  if (old === undefined) {
    yield* shell.complain('cd: OLDPWD not set');
    return 1;
  }
  const code = yield* go(shell, 'cd', old);
  if (code === 0) yield* shell.process.print(`${shell.process.cwd}\n`);
  return code;
};

export const pwd: Builtin = function* (shell) {
  yield* shell.process.print(`${shell.process.cwd}\n`);
  return 0;
};

function* show(shell: Shell): Run<number> {
  yield* shell.process.print(`${[shell.process.cwd, ...shell.directories].join(' ')}\n`);
  return 0;
}

export const dirs: Builtin = show;

export const pushd: Builtin = function* (shell, words) {
  const from = shell.process.cwd;
  const target = words[1] ?? shell.directories.shift();
  if (target === undefined) {
    yield* shell.complain('pushd: no other directory');
    return 1;
  }
  const code = yield* go(shell, 'pushd', target);
  if (code !== 0) return code;
  shell.directories.unshift(from);
  return yield* show(shell);
};

export const popd: Builtin = function* (shell) {
  const target = shell.directories.shift();
  if (target === undefined) {
    yield* shell.complain('popd: directory stack empty');
    return 1;
  }
  const code = yield* go(shell, 'popd', target);
  return code === 0 ? yield* show(shell) : code;
};
