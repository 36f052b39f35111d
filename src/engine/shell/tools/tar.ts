import type { Bytes } from '../../apimachinery/index.ts';
import { dirname, join, resolve } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { UsageFailure, complainOf, readArguments } from './arguments.ts';
import { makeFolders } from './files.ts';
import { tar, untar, type TarEntry } from './tar-format.ts';

/** `tar cf - PATH` and `tar xmf - -C PATH`, as kubectl cp runs them, and what else is done with archives that are not compressed. */
export const tarProgram: Program = function* (process) {
  const [first = '', ...rest] = process.args.slice(1);
  if (first !== '' && !first.startsWith('-')) process.args = [process.args[0]!, ...oldStyle(first, rest)];
  const args = readArguments(process, {
    flags: 'cxtvmpzOhP',
    values: 'fC',
    long: { 'no-same-permissions': 'p', 'no-same-owner': 'p', 'no-overwrite-dir': 'p', warning: 'p' },
  });
  const name = args.value('f') ?? '-';
  const folder = process.path(args.value('C') ?? '.');
  if (args.has('c')) return yield* create(process, args.words, folder, name, args.has('v'));
  if (!args.has('x', 't'))
    throw new UsageFailure("You must specify one of the '-Acdtrux', '--delete' or '--test-label' options", 2);
  const archive = name === '-' ? yield* process.readAll() : process.machine.files.read(process.path(name));
  for (const entry of untar(archive)) {
    const wanted =
      args.words.length === 0 || args.words.some((word) => entry.path === word || entry.path.startsWith(`${word}/`));
    if (!wanted) continue;
    if (args.has('t') || args.has('v')) yield* process.print(`${entry.path}\n`);
    if (args.has('x')) extract(process, folder, entry);
  }
  return 0;
};

/** `tar cfC - /tmp x`: letters first, and their values in the same order behind them. */
function oldStyle(letters: Bytes, rest: readonly Bytes[]): Bytes[] {
  const words = [...rest];
  const out: Bytes[] = [];
  for (const letter of letters) {
    out.push(`-${letter}`);
    if (letter === 'f' || letter === 'C') out.push(words.shift() ?? '-');
  }
  return [...out, ...words];
}

/** A name that leads out of the directory stays in it. */
function extract(process: Process, folder: string, { path, content, mode }: TarEntry): void {
  const { files } = process.machine;
  const target = join(folder, resolve('/', path).slice(1));
  if (content === undefined) {
    makeFolders(process, target);
    return;
  }
  makeFolders(process, dirname(target));
  files.write(target, content);
  if (mode !== 0) files.chmod(target, mode & 0o777);
}

function* create(
  process: Process,
  words: readonly Bytes[],
  folder: string,
  name: Bytes,
  verbose: boolean,
): Run<number> {
  const entries: TarEntry[] = [];
  let code = 0;
  for (const word of words) {
    const path = resolve(folder, word);
    if (process.machine.files.stat(path)) collect(process, path, word, entries);
    else {
      code = process.machine.gnu ? 2 : 1;
      yield* complainOf(process, `${word}: ${process.machine.gnu ? 'Cannot stat: ' : ''}No such file or directory`);
    }
  }
  if (words.some((word) => word.startsWith('/')))
    yield* complainOf(
      process,
      process.machine.gnu ? "Removing leading `/' from member names" : "removing leading '/' from member names",
    );
  if (code !== 0 && entries.length === 0 && !process.machine.gnu) return code;
  if (verbose) for (const entry of entries) yield* process.complain(`${entry.path}\n`);
  const archive = tar(entries);
  if (name === '-') yield* process.print(archive);
  else process.machine.files.write(process.path(name), archive);
  if (code === 2) yield* complainOf(process, 'Exiting with failure status due to previous errors');
  return code;
}

function collect(process: Process, path: string, name: Bytes, into: TarEntry[]): void {
  const { files } = process.machine;
  const stat = files.stat(path);
  if (!stat) return;
  const modified = Math.floor(stat.modified / 1_000_000);
  if (stat.type !== 'directory') {
    into.push({ path: name, content: files.read(path), mode: stat.mode, modified });
    return;
  }
  into.push({ path: name, content: undefined, mode: stat.mode, modified });
  for (const child of files.list(path)) collect(process, join(path, child), join(name, child), into);
}
