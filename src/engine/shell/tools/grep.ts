import type { Bytes } from '../../apimachinery/index.ts';
import { join } from '../files/path.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { compileRegexp, type Match, type Regexp } from '../regexp/index.ts';
import { Inputs, UsageFailure, complainOf, readArguments, type Arguments } from './arguments.ts';

const LONG = {
  'ignore-case': 'i',
  'invert-match': 'v',
  count: 'c',
  'line-number': 'n',
  'extended-regexp': 'E',
  'fixed-strings': 'F',
  'perl-regexp': 'E',
  'only-matching': 'o',
  quiet: 'q',
  silent: 'q',
  recursive: 'r',
  'files-with-matches': 'l',
  'files-without-match': 'L',
  'word-regexp': 'w',
  'line-regexp': 'x',
  'no-messages': 's',
  'with-filename': 'H',
  'no-filename': 'h',
  'after-context': 'A',
  'before-context': 'B',
  context: 'C',
  'max-count': 'm',
  regexp: 'e',
  file: 'f',
  color: 'K',
  colour: 'K',
  'line-buffered': 'U',
  include: 'I',
  exclude: 'X',
};

/** grep, egrep and fgrep. */
export function grepProgram(kind: 'grep' | 'egrep' | 'fgrep'): Program {
  return function* (process) {
    const args = readGrepArguments(process);
    const words = [...args.words];
    const patterns = args.all('e').flatMap((text) => text.split('\n'));
    for (const name of args.all('f'))
      patterns.push(...(yield* new Inputs(process, [name]).all()).replace(/\n$/, '').split('\n'));
    if (patterns.length === 0) {
      const first = words.shift();
      if (first === undefined) {
        yield* process.complain('Usage: grep [OPTION]... PATTERNS [FILE]...\n');
        return 2;
      }
      patterns.push(...first.split('\n'));
    }
    const fixed = kind === 'fgrep' || args.has('F');
    const extended = kind === 'egrep' || args.has('E', 'P');
    const regexps = patterns.map((pattern) => regexpOf(pattern, fixed, extended, args));
    const recursive = args.has('r', 'R');
    const paths = recursive ? (words.length > 0 ? words : ['.']).flatMap((path) => under(process, path)) : words;
    return yield* search(process, args, regexps, paths, recursive);
  };
}

function readGrepArguments(process: Process): Arguments {
  process.args = process.args.flatMap((word, i) => (i > 0 && /^-[0-9]+$/.test(word) ? ['-C', word.slice(1)] : [word]));
  try {
    return readArguments(process, { flags: 'ivcnEFoqrRlLwxsHhPaUzG', values: 'efABCm', long: LONG });
  } catch (error) {
    if (error instanceof UsageFailure) throw new UsageFailure(error.message, 2);
    throw error;
  }
}

function regexpOf(pattern: Bytes, fixed: boolean, extended: boolean, args: Arguments): Regexp {
  let text = fixed ? pattern.replace(/[\\^$.*[\]]/g, '\\$&') : pattern;
  const [open, close] = extended && !fixed ? ['(', ')'] : ['\\(', '\\)'];
  if (args.has('x')) text = `^${open}${text}${close}$`;
  else if (args.has('w')) text = `\\<${open}${text}${close}\\>`;
  const regexp = compileRegexp(text, { extended: extended && !fixed, ignoreCase: args.has('i') });
  if (typeof regexp === 'string') throw new UsageFailure(regexp, 2);
  return regexp;
}

/** All files below a directory. */
function under(process: Process, path: Bytes): Bytes[] {
  const { files } = process.machine;
  const stat = files.stat(process.path(path));
  if (stat?.type !== 'directory') return [path];
  return files.list(process.path(path)).flatMap((name) => {
    const child = join(path, name);
    return files.lstat(process.path(child))?.type === 'link' ? [] : under(process, child);
  });
}

function firstMatch(regexps: readonly Regexp[], line: Bytes, from: number): Match | undefined {
  let best: Match | undefined;
  for (const regexp of regexps) {
    const match = regexp.exec(line, from);
    if (match && (!best || match.start < best.start)) best = match;
  }
  return best;
}

function* search(
  process: Process,
  args: Arguments,
  regexps: readonly Regexp[],
  paths: readonly Bytes[],
  recursive: boolean,
): Run<number> {
  const inputs = new Inputs(process, paths);
  const named = args.has('H') || (!args.has('h') && (inputs.names.length > 1 || recursive));
  const around = args.count(0, 'C');
  const after = args.count(around, 'A');
  const before = args.count(around, 'B');
  const most = args.count(Infinity, 'm');
  let found = false;
  for (const path of inputs.names) {
    const { files } = process.machine;
    if (path !== '-' && files.stat(process.path(path))?.type === 'directory') {
      yield* complainOf(process, `${path}: Is a directory`);
      continue;
    }
    const source = yield* inputs.open(path);
    if (!source) continue;
    const prefix = (sign: string, number: number) =>
      (named ? `${path === '-' ? '(standard input)' : path}${sign}` : '') + (args.has('n') ? `${number}${sign}` : '');
    let count = 0;
    let number = 0;
    let printed = 0;
    let trailing = 0;
    const held: { line: Bytes; number: number }[] = [];
    for (let line; (line = yield* process.readLine(source)) !== undefined;) {
      number++;
      const match = firstMatch(regexps, line, 0);
      if ((match !== undefined) === args.has('v')) {
        if (trailing > 0) {
          trailing--;
          printed = number;
          yield* process.print(`${prefix('-', number)}${line}\n`);
        } else if (before > 0) {
          held.push({ line, number });
          if (held.length > before) held.shift();
        }
        continue;
      }
      found = true;
      count++;
      if (args.has('q')) return 0;
      if (args.has('l', 'L')) break;
      if (!args.has('c')) {
        const first = held[0]?.number ?? number;
        if ((before > 0 || after > 0) && printed > 0 && first > printed + 1) yield* process.print('--\n');
        for (const one of held.splice(0)) yield* process.print(`${prefix('-', one.number)}${one.line}\n`);
        if (args.has('o')) yield* printMatches(process, regexps, line, match, prefix(':', number));
        else yield* process.print(`${prefix(':', number)}${line}\n`);
        printed = number;
        trailing = after;
      }
      if (count >= most) break;
    }
    if (args.has('l') && count > 0) yield* process.print(`${path}\n`);
    if (args.has('L') && count === 0) yield* process.print(`${path}\n`);
    if (args.has('c') && !args.has('l', 'L')) yield* process.print(`${named ? `${path}:` : ''}${count}\n`);
  }
  if (inputs.failed > 0 && !args.has('s')) return 2;
  return found ? 0 : 1;
}

function* printMatches(
  process: Process,
  regexps: readonly Regexp[],
  line: Bytes,
  first: Match | undefined,
  prefix: Bytes,
): Run {
  for (let match = first; match;) {
    if (match.end > match.start) yield* process.print(`${prefix}${line.slice(match.start, match.end)}\n`);
    const from = match.end > match.start ? match.end : match.end + 1;
    match = from <= line.length ? firstMatch(regexps, line, from) : undefined;
  }
}
