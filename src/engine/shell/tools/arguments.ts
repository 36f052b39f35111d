import type { Bytes } from '../../apimachinery/index.ts';
import { FileError } from '../files/file-system.ts';
import { basename } from '../files/path.ts';
import type { Run, Source } from '../machine.ts';
import { openSource } from '../open.ts';
import type { Process } from '../process.ts';
import { Exit } from '../signals.ts';

/** What a tool was told: letters and long names that stood there, with their values, and the words that are left. */
export class Arguments {
  readonly words: readonly Bytes[];
  readonly #flags: ReadonlyMap<string, readonly Bytes[]>;

  constructor(flags: ReadonlyMap<string, readonly Bytes[]>, words: readonly Bytes[]) {
    this.#flags = flags;
    this.words = words;
  }

  /** Whether one of these was given. */
  has(...names: string[]): boolean {
    return names.some((name) => this.#flags.has(name));
  }

  /** The value that was given last. */
  value(...names: string[]): Bytes | undefined {
    return this.all(...names).at(-1);
  }

  all(...names: string[]): readonly Bytes[] {
    return names.flatMap((name) => this.#flags.get(name) ?? []);
  }

  /** A number that was given; the tool ends with `invalid` when it is none. */
  count(fallback: number, ...names: string[]): number {
    const text = this.value(...names);
    if (text === undefined) return fallback;
    const match = /^[+-]?([0-9]+)([kKmMgG]?)b?$/i.exec(text);
    if (!match) throw new UsageFailure(`invalid number '${text}'`);
    const unit = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[match[2]!.toLowerCase() as '' | 'k' | 'm' | 'g'];
    return Number(match[1]) * unit;
  }
}

/** The tool was called wrongly; `runTool` prints it behind the tool's name. */
export class UsageFailure extends Error {
  readonly code: number;
  constructor(message: string, code = 1) {
    super(message);
    this.code = code;
  }
}

export interface FlagSpec {
  /** Letters without a value, and `name` for `--name`. */
  readonly flags?: string;
  /** Letters with a value. */
  readonly values?: string;
  /** Long names → the letter (or name) that they are kept under; those in `values` take one. */
  readonly long?: Readonly<Record<string, string>>;
  /** Words stop the flags: `env`, `xargs`, `timeout`. */
  readonly stopAtWord?: boolean;
}

/** getopt_long(3). Throws UsageFailure for what the tool does not know. */
export function readArguments(
  process: Pick<Process, 'args'>,
  { flags = '', values = '', long = {}, stopAtWord }: FlagSpec,
): Arguments {
  const found = new Map<string, Bytes[]>();
  const words: Bytes[] = [];
  const put = (name: string, value: Bytes) => void found.set(name, [...(found.get(name) ?? []), value]);
  const args = process.args.slice(1);
  for (let i = 0; i < args.length; i++) {
    const word = args[i]!;
    if (word === '--') {
      words.push(...args.slice(i + 1));
      break;
    }
    if (word.startsWith('--')) {
      const [name = '', given] = splitOnce(word.slice(2), '=');
      if (!Object.hasOwn(long, name)) throw new UsageFailure(`unrecognized option '${word}'`);
      const as = long[name]!;
      if (values.includes(as) && given === undefined) {
        if (i + 1 >= args.length) throw new UsageFailure(`option '--${name}' requires an argument`);
        put(as, args[++i]!);
      } else put(as, given ?? '');
    } else if (word.startsWith('-') && word !== '-') i = letters(word, i, args, flags, values, put);
    else if (stopAtWord) {
      words.push(...args.slice(i));
      break;
    } else words.push(word);
  }
  return new Arguments(found, words);
}

function letters(
  word: Bytes,
  at: number,
  args: readonly Bytes[],
  flags: string,
  values: string,
  put: (name: string, value: Bytes) => void,
): number {
  for (let j = 1; j < word.length; j++) {
    const letter = word[j]!;
    if (values.includes(letter)) {
      const rest = word.slice(j + 1);
      if (rest === '' && at + 1 >= args.length) throw new UsageFailure(`option requires an argument -- '${letter}'`);
      put(letter, rest === '' ? args[at + 1]! : rest);
      return rest === '' ? at + 1 : at;
    }
    if (!flags.includes(letter)) throw new UsageFailure(`invalid option -- '${letter}'`);
    put(letter, '');
  }
  return at;
}

export function splitOnce(text: string, by: string): readonly [string, string | undefined] {
  const at = text.indexOf(by);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + by.length)];
}

export function toolName(process: Process): string {
  return basename(process.args[0] ?? '');
}

/** Tells of a file in the words of busybox, which are those of most: `cat: can't open 'x': No such file or directory`. */
export function* complainOf(process: Process, message: Bytes): Run {
  yield* process.complain(`${toolName(process)}: ${message}\n`);
}

/** The lines and bytes of files, or of standard input when none are named. */
export class Inputs {
  readonly #process: Process;
  readonly #paths: readonly Bytes[];
  /** How many could not be read. */
  failed = 0;

  constructor(process: Process, paths: readonly Bytes[]) {
    this.#process = process;
    this.#paths = paths.length > 0 ? paths : ['-'];
  }

  get names(): readonly Bytes[] {
    return this.#paths;
  }

  /** Undefined: it could not be opened, which has been told. */
  *open(path: Bytes): Run<Source | undefined> {
    try {
      if (path === '-') return this.#process.stdin;
      const source = openSource(this.#process, path);
      return source;
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
      this.failed++;
      yield* complainOf(this.#process, cannotOpen(this.#process, path, error));
      return undefined;
    }
  }

  /** Hands over each line as it comes, without its newline; `false` from `each` ends the reading. */
  *lines(each: (line: Bytes, path: Bytes) => Run<boolean | void>): Run {
    for (const path of this.#paths) {
      const source = yield* this.open(path);
      if (!source) continue;
      for (let line; (line = yield* this.#process.readLine(source)) !== undefined;) {
        if ((yield* each(line, path)) === false) return;
      }
    }
  }

  /** Everything, one file after another. */
  *all(): Run<Bytes> {
    const parts: Bytes[] = [];
    for (const path of this.#paths) {
      const source = yield* this.open(path);
      if (source) parts.push(yield* this.#process.readAll(source));
    }
    return parts.join('');
  }
}

/** GNU's tools say `cat: x: No such…`, busybox's `cat: can't open 'x': No such…`. */
function cannotOpen(process: Process, path: Bytes, error: FileError): string {
  if (!process.machine.gnu) {
    return error.code === 'EISDIR' ? `read error: ${error.message}` : `can't open '${path}': ${error.message}`;
  }
  return `${path}: ${error.message}`;
}

/** Lines of a text; a newline at the end makes no empty line behind it. */
export function linesOf(text: Bytes): Bytes[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

/** Ends the program at once. */
export function quit(code: number): never {
  throw new Exit(code);
}
