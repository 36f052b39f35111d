import type { Bytes } from '../../apimachinery/index.ts';
import { FileError } from '../files/file-system.ts';
import { basename as lastName, dirname as folderOf, join, resolve } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { UsageFailure, complainOf, readArguments, type Arguments } from './arguments.ts';

/** Does something to each file; what is refused is told, and the others are done. */
function* forEach(
  process: Process,
  paths: readonly Bytes[],
  refused: (path: Bytes, why: FileError) => Bytes,
  then: (path: Bytes) => void,
): Run<number> {
  let code = 0;
  for (const path of paths) {
    yield* process.turn();
    try {
      then(path);
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      code = 1;
      yield* complainOf(process, refused(path, error));
    }
  }
  return code;
}

function needed(args: Arguments, many = 1): readonly Bytes[] {
  if (args.words.length === 0) throw new UsageFailure('missing operand');
  if (args.words.length < many) throw new UsageFailure(`missing destination file operand after '${args.words[0]}'`);
  return args.words;
}

/** Makes a directory and those above it. */
export function makeFolders(process: Process, path: string): void {
  const { files } = process.machine;
  if (files.stat(path)?.type === 'directory') return;
  const above = folderOf(path);
  if (above !== path) makeFolders(process, above);
  files.mkdir(path);
}

export const mkdir: Program = function* (process) {
  const args = readArguments(process, { flags: 'pv', values: 'm', long: { parents: 'p', mode: 'm' } });
  const said = (path: Bytes, why: FileError) =>
    process.machine.gnu
      ? `cannot create directory '${path}': ${why.message}`
      : `can't create directory '${path}': ${why.message}`;
  return yield* forEach(process, needed(args), said, (path) => {
    if (args.has('p')) makeFolders(process, process.path(path).replace(/(.)\/$/, '$1'));
    else process.machine.files.mkdir(process.path(path));
  });
};

export const rmdir: Program = function* (process) {
  const args = readArguments(process, { flags: 'p' });
  return yield* forEach(
    process,
    needed(args),
    (path, why) => (process.machine.gnu ? `failed to remove '${path}': ${why.message}` : `'${path}': ${why.message}`),
    (path) => {
      const { files } = process.machine;
      const stat = files.stat(process.path(path));
      if (stat && stat.type !== 'directory') throw new FileError('ENOTDIR');
      files.remove(process.path(path));
    },
  );
};

/** A file, or a directory with all that is in it. */
export function removeAll(process: Process, path: string): void {
  const { files } = process.machine;
  if (files.lstat(path)?.type === 'directory')
    for (const name of files.list(path)) removeAll(process, join(path, name));
  files.remove(path);
}

export const rm: Program = function* (process) {
  const args = readArguments(process, { flags: 'rRfiv', long: { recursive: 'r', force: 'f' } });
  if (args.words.length === 0 && args.has('f')) return 0;
  const said = (path: Bytes, why: FileError) =>
    process.machine.gnu
      ? `cannot remove '${path}': ${why.message}`
      : why.code === 'EISDIR'
        ? `'${path}' is a directory`
        : `can't remove '${path}': ${why.message}`;
  return yield* forEach(process, needed(args), said, (path) => {
    const full = process.path(path);
    const stat = process.machine.files.lstat(full);
    if (!stat && args.has('f')) return;
    if (stat?.type === 'directory') {
      if (!args.has('r', 'R')) throw new FileError('EISDIR');
      if (full === '/') throw new FileError('EBUSY');
      removeAll(process, full);
    } else process.machine.files.remove(full);
  });
};

export const touch: Program = function* (process) {
  const args = readArguments(process, { flags: 'cam', values: 'dtr' });
  return yield* forEach(
    process,
    needed(args),
    (path, why) => (process.machine.gnu ? `cannot touch '${path}': ${why.message}` : `${path}: ${why.message}`),
    (path) => {
      const { files } = process.machine;
      const full = process.path(path);
      if (files.stat(full)) files.touch(full, process.machine.now());
      else if (!args.has('c')) files.write(full, '');
    },
  );
};

export const chmod: Program = function* (process) {
  const args = readArguments(
    { args: process.args.filter((word, i) => i === 0 || !/^-[rwxX]+$/.test(word)) },
    { flags: 'Rvf' },
  );
  const [mode = '', ...paths] = args.words;
  return yield* forEach(
    process,
    paths,
    (path, why) => `${path}: ${why.message}`,
    (path) => {
      const full = process.path(path);
      const stat = process.machine.files.stat(full);
      if (!stat) throw new FileError('ENOENT');
      process.machine.files.chmod(full, modeOf(mode, stat.mode));
    },
  );
};

function modeOf(text: string, old: number): number {
  if (/^[0-7]+$/.test(text)) return parseInt(text, 8);
  let mode = old;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxX]*)$/.exec(clause);
    if (!match) throw new UsageFailure(`invalid mode: '${text}'`);
    const who = match[1] === '' || match[1]!.includes('a') ? 'ugo' : match[1]!;
    const bits = [...match[3]!].reduce((sum, c) => sum | ({ r: 4, w: 2 }[c] ?? 1), 0);
    const mask = [...who].reduce((sum, c) => sum | (bits << ({ u: 6, g: 3 }[c] ?? 0)), 0);
    mode = match[2] === '+' ? mode | mask : match[2] === '-' ? mode & ~mask : mask;
  }
  return mode;
}

/** Owners are not kept: everything belongs to whoever runs. */
export const chown: Program = function* (process) {
  const args = readArguments(process, { flags: 'Rvfh' });
  return yield* forEach(
    process,
    args.words.slice(1),
    (path, why) => `${path}: ${why.message}`,
    (path) => {
      if (!process.machine.files.stat(process.path(path))) throw new FileError('ENOENT');
    },
  );
};

function copy(process: Process, from: string, to: string, recursive: boolean): void {
  const { files } = process.machine;
  const stat = files.stat(from);
  if (!stat) throw new FileError('ENOENT');
  if (stat.type === 'directory') {
    if (!recursive) throw new FileError('EISDIR');
    if (to === from || to.startsWith(`${from}/`)) throw new FileError('EINVAL');
    if (!files.stat(to)) files.mkdir(to);
    for (const name of files.list(from)) copy(process, join(from, name), join(to, name), recursive);
    return;
  }
  files.write(to, files.read(from));
  files.chmod(to, stat.mode);
}

/** Where a file of cp, mv or ln goes: into a directory under its own name, or to the name that was given. */
function destination(process: Process, source: string, target: string): string {
  const full = process.path(target);
  return process.machine.files.stat(full)?.type === 'directory'
    ? join(full, lastName(source))
    : full.replace(/(.)\/$/, '$1');
}

export const cp: Program = function* (process) {
  const args = readArguments(process, { flags: 'rRapfvuLPdTn', long: { recursive: 'r', archive: 'a' } });
  const words = needed(args, 2);
  const target = words.at(-1)!;
  if (words.length > 2 && process.machine.files.stat(process.path(target))?.type !== 'directory')
    throw new UsageFailure(`target '${target}': No such file or directory`);
  const said = (path: Bytes, why: FileError) =>
    why.code === 'EISDIR'
      ? process.machine.gnu
        ? `-r not specified; omitting directory '${path}'`
        : `omitting directory '${path}'`
      : why.code === 'ENOENT'
        ? process.machine.gnu
          ? `cannot stat '${path}': ${why.message}`
          : `can't stat '${path}': ${why.message}`
        : `${process.machine.gnu ? 'cannot create regular file' : "can't create"} '${target}': ${why.message}`;
  return yield* forEach(process, words.slice(0, -1), said, (path) =>
    copy(
      process,
      process.path(path).replace(/(.)\/$/, '$1'),
      destination(process, path, target),
      args.has('r', 'R', 'a'),
    ),
  );
};

export const mv: Program = function* (process) {
  const args = readArguments(process, { flags: 'fivnT' });
  const words = needed(args, 2);
  const target = words.at(-1)!;
  const said = (path: Bytes, why: FileError) =>
    process.machine.gnu
      ? `cannot ${why.code === 'ENOENT' ? 'stat' : 'move'} '${path}'${why.code === 'ENOENT' ? '' : ` to '${target}'`}: ${why.message}`
      : `can't rename '${path}': ${why.message}`;
  return yield* forEach(process, words.slice(0, -1), said, (path) => {
    const { files } = process.machine;
    const from = process.path(path);
    const to = destination(process, path, target);
    if (files.stat(from)?.type === 'file' && files.stat(to)?.type === 'file') files.remove(to);
    files.rename(from, to);
  });
};

export const ln: Program = function* (process) {
  const args = readArguments(process, { flags: 'sfnvT' });
  const words = needed(args);
  const target = words[1] ?? lastName(words[0]!);
  return yield* forEach(
    process,
    [words[0]!],
    (path, why) => `failed to create symbolic link '${path}': ${why.message}`,
    (source) => {
      const { files } = process.machine;
      const path = destination(process, source, target);
      if (args.has('f') && files.lstat(path)) files.remove(path);
      if (args.has('s')) files.symlink(source, path);
      else files.write(path, files.read(process.path(source)));
    },
  );
};

export const basename: Program = function* (process) {
  const args = readArguments(process, { flags: 'a', values: 's' });
  const [path, suffix] = needed(args);
  const ending = args.value('s') ?? suffix ?? '';
  for (const one of args.has('a', 's') ? args.words : [path!]) {
    const name = lastName(one);
    yield* process.print(
      `${ending !== '' && name !== ending && name.endsWith(ending) ? name.slice(0, -ending.length) : name}\n`,
    );
  }
  return 0;
};

export const dirname: Program = function* (process) {
  for (const path of needed(readArguments(process, {}))) yield* process.print(`${folderOf(path)}\n`);
  return 0;
};

/** `readlink` and `realpath`. */
export const readlink: Program = function* (process) {
  const args = readArguments(process, { flags: 'fenmsqv' });
  const { files } = process.machine;
  let code = 0;
  for (const path of needed(args)) {
    const stat = files.lstat(process.path(path));
    const whole = args.has('f', 'e', 'm') || lastName(process.args[0]!) === 'realpath';
    if (whole && (stat || args.has('f', 'm'))) yield* process.print(`${followed(process, process.path(path))}\n`);
    else if (stat?.target !== undefined) yield* process.print(`${stat.target}\n`);
    else code = 1;
    if (code === 1 && whole) yield* complainOf(process, `${path}: No such file or directory`);
  }
  return code;
};

function followed(process: Process, path: string): string {
  let at = path;
  for (let i = 0; i < 40; i++) {
    const stat = process.machine.files.lstat(at);
    if (stat?.target === undefined) return at;
    at = resolve(folderOf(at), stat.target);
  }
  return at;
}

export const mktemp: Program = function* (process) {
  const args = readArguments(process, { flags: 'dqtu', values: 'p' });
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const pick = () => letters[Math.floor(process.machine.random() * letters.length)]!;
  const template = args.words[0] ?? `${args.value('p') ?? '/tmp'}/tmp.XXXXXX`;
  const path = template.replace(/X+$/, (xs) => [...xs].map(pick).join(''));
  if (args.has('d')) process.machine.files.mkdir(process.path(path));
  else process.machine.files.write(process.path(path), '');
  yield* process.print(`${path}\n`);
  return 0;
};
