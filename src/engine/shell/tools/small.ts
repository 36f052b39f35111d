import { format } from '../builtins/format.ts';
import { FileError } from '../files/file-system.ts';
import { evaluate, ArithmeticFailure } from '../interpreter/arithmetic.ts';
import { shellProgram } from '../main.ts';
import type { Program } from '../machine.ts';
import { openSink, openSource } from '../open.ts';
import { compileRegexp } from '../regexp/index.ts';
import { UsageFailure, complainOf, readArguments, splitOnce } from './arguments.ts';
import { human } from './ls.ts';

/** A builtin of the shell that is also a file in /bin: what `env`, `xargs` and `exec` find. */
export function asProgram(name: string): Program {
  return function* (process) {
    const args = process.args.slice(1).map((word) => `'${word.replaceAll("'", "'\\''")}'`);
    process.args = ['sh', '-c', `${name} ${args.join(' ')}`];
    return yield* shellProgram('ash')(process);
  };
}

export const truth: Program = function* () {
  return 0;
};

export const falsity: Program = function* () {
  return 1;
};

export const printf: Program = function* (process) {
  const [pattern, ...args] = process.args.slice(1);
  if (pattern === undefined) throw new UsageFailure('missing operand');
  const { text, complaints } = format(pattern, args);
  for (const complaint of complaints) yield* complainOf(process, complaint);
  yield* process.print(text);
  return complaints.length > 0 ? 1 : 0;
};

/** `expr 1 + 2`, and its `:` and comparisons. */
export const expr: Program = function* (process) {
  const words = process.args.slice(1);
  if (words[0] === 'length' && words.length === 2) return yield* answer(String(words[1]!.length));
  if (words.length === 3 && words[1] === ':') {
    const regexp = compileRegexp(`^${words[2]}`);
    if (typeof regexp === 'string') throw new UsageFailure(regexp, 2);
    const match = regexp.exec(words[0]!, 0);
    return yield* answer(match ? (match.groups[1] ?? String(match.end - match.start)) : '0');
  }
  if (words.length === 3 && ['=', '!=', '<', '>', '<=', '>='].includes(words[1]!)) {
    const [a, operator, b] = words as [string, string, string];
    const numbers = /^-?[0-9]+$/.test(a) && /^-?[0-9]+$/.test(b);
    const order = numbers ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0;
    const holds = {
      '=': order === 0,
      '!=': order !== 0,
      '<': order < 0,
      '>': order > 0,
      '<=': order <= 0,
      '>=': order >= 0,
    };
    return yield* answer(holds[operator as '='] ? '1' : '0');
  }
  try {
    return yield* answer(String(evaluate(words.join(' '), { get: () => '', set: () => {} })));
  } catch (error) {
    if (error instanceof ArithmeticFailure)
      throw new UsageFailure(error.message.includes('division') ? 'division by zero' : 'syntax error', 2);
    throw error;
  }

  function* answer(text: string) {
    yield* process.print(`${text}\n`);
    return text === '0' || text === '' ? 1 : 0;
  }
};

/** `dd if=… of=… bs=… count=…` */
export const dd: Program = function* (process) {
  const options = new Map(process.args.slice(1).map((word) => splitOnce(word, '=')));
  const sizeOf = (text: string | undefined, fallback: number) => {
    const match = /^([0-9]+)([ckKmMgG]?)B?$/.exec(text ?? '');
    const unit = { k: 1024, m: 1024 ** 2, g: 1024 ** 3 }[match?.[2]?.toLowerCase() ?? ''] ?? 1;
    return match ? Number(match[1]) * unit : fallback;
  };
  const block = Math.min(sizeOf(options.get('bs'), 512), 1 << 26);
  const count = sizeOf(options.get('count'), Infinity);
  try {
    const source = options.has('if') ? openSource(process, options.get('if')!) : process.stdin;
    const sink = options.has('of') ? openSink(process, options.get('of')!, false) : process.stdout;
    let total = 0;
    while (total < block * count) {
      const bytes = yield* source.read(process, Math.min(block * count - total, 65_536));
      if (bytes === undefined) break;
      total += bytes.length;
      yield* sink.write(process, bytes);
    }
    const [whole, part] = [Math.floor(total / block), total % block === 0 ? 0 : 1];
    yield* process.complain(`${whole}+${part} records in\n${whole}+${part} records out\n`);
    yield* process.complain(
      process.machine.gnu
        ? `${total} bytes (${human(total)}B) copied, 0.01 s, ${human(total * 100)}B/s\n`
        : `${total} bytes (${human(total)}B) copied, 0.010000 seconds, ${human(total * 100)}B/s\n`,
    );
    return 0;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    const name = options.get(error.code === 'ENOENT' ? 'if' : 'of') ?? 'standard output';
    yield* complainOf(
      process,
      process.machine.gnu ? `failed to open '${name}': ${error.message}` : `can't open '${name}': ${error.message}`,
    );
    return 1;
  }
};

/** `stat -c FORMAT file`, and the size and name without. */
export const stat: Program = function* (process) {
  const args = readArguments(process, { flags: 'Lt', values: 'c', long: { format: 'c' } });
  let code = 0;
  for (const path of args.words) {
    const found = process.machine.files.stat(process.path(path));
    if (!found) {
      code = 1;
      yield* complainOf(
        process,
        process.machine.gnu
          ? `cannot statx '${path}': No such file or directory`
          : `can't stat '${path}': No such file or directory`,
      );
      continue;
    }
    const { user } = process.machine;
    const kind = {
      file: found.size === 0 ? 'regular empty file' : 'regular file',
      directory: 'directory',
      link: 'symbolic link',
      device: 'character special file',
    }[found.type];
    const values: Readonly<Record<string, string>> = {
      n: path,
      s: String(found.size),
      a: found.mode.toString(8),
      F: kind,
      U: user.name,
      G: user.group,
      u: String(user.uid),
      g: String(user.gid),
      Y: String(Math.floor(found.modified / 1_000_000)),
    };
    const wanted = args.value('c') ?? '  File: %n\n  Size: %s\t%F\nAccess: (0%a)  Uid: (%u/%U)  Gid: (%g/%G)';
    yield* process.print(
      `${wanted.replace(/%([a-zA-Z])/g, (all, c: string) => (Object.hasOwn(values, c) ? values[c]! : all))}\n`,
    );
  }
  return code;
};
