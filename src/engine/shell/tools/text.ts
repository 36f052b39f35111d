import type { Bytes } from '../../apimachinery/index.ts';
import type { Program, Run } from '../machine.ts';
import type { Process } from '../process.ts';
import { Inputs, UsageFailure, readArguments } from './arguments.ts';

export const cat: Program = function* (process) {
  const args = readArguments(process, { flags: 'nbsvetAETu', long: { number: 'n', 'show-all': 'A' } });
  const inputs = new Inputs(process, args.words);
  if (args.has('n', 'b', 'A', 'E', 'e')) {
    let number = 0;
    yield* inputs.lines(function* (line) {
      const numbered = args.has('n') || (args.has('b') && line !== '');
      const front = numbered ? `${String(++number).padStart(6)}\t` : '';
      const shown = args.has('A', 'T', 't') ? line.replaceAll('\t', '^I') : line;
      yield* process.print(`${front}${shown}${args.has('A', 'E', 'e') ? '$' : ''}\n`);
    });
    return inputs.failed > 0 ? 1 : 0;
  }
  for (const name of inputs.names) {
    const source = yield* inputs.open(name);
    if (!source) continue;
    for (let bytes; (bytes = yield* source.read(process)) !== undefined;) yield* process.print(bytes);
  }
  return inputs.failed > 0 ? 1 : 0;
};

/** `tac`: the last line first. */
export const tac: Program = function* (process) {
  const inputs = new Inputs(process, process.args.slice(1));
  const lines: Bytes[] = [];
  yield* inputs.lines(function* (line) {
    lines.push(line);
  });
  for (const line of lines.reverse()) yield* process.print(`${line}\n`);
  return inputs.failed > 0 ? 1 : 0;
};

export const rev: Program = function* (process) {
  const inputs = new Inputs(process, process.args.slice(1));
  yield* inputs.lines(function* (line) {
    yield* process.print(`${[...line].reverse().join('')}\n`);
  });
  return inputs.failed > 0 ? 1 : 0;
};

export const wc: Program = function* (process) {
  const args = readArguments(process, { flags: 'lwcmL', long: { lines: 'l', words: 'w', bytes: 'c', chars: 'm' } });
  const inputs = new Inputs(process, args.words);
  const chosen = args.has('l', 'w', 'c', 'm', 'L');
  const rows: { counts: number[]; name: Bytes }[] = [];
  for (const name of inputs.names) {
    const source = yield* inputs.open(name);
    if (!source) continue;
    const text = yield* process.readAll(source);
    const counts: number[] = [];
    if (!chosen || args.has('l')) counts.push(text.split('\n').length - 1);
    if (!chosen || args.has('w')) counts.push(text.split(/[ \t\n\r\f\v]+/).filter((word) => word !== '').length);
    if (args.has('m')) counts.push(text.replace(/[\x80-\xbf]/g, '').length);
    if (!chosen || args.has('c')) counts.push(text.length);
    if (args.has('L')) counts.push(Math.max(...text.split('\n').map((line) => line.length)));
    rows.push({ counts, name });
  }
  if (rows.length > 1) {
    rows.push({
      counts: rows[0]!.counts.map((_, i) => rows.reduce((sum, row) => sum + row.counts[i]!, 0)),
      name: 'total',
    });
  }
  for (const { counts, name } of rows) {
    const plain = args.words.length === 0 && counts.length > 1;
    const width =
      counts.length === 1 && rows.length === 1
        ? 0
        : process.machine.gnu
          ? plain
            ? 7
            : String(Math.max(...rows.at(-1)!.counts)).length
          : 9;
    const joined = counts.map((count) => String(count).padStart(width)).join(' ');
    yield* process.print(`${joined}${args.words.length === 0 ? '' : ` ${name}`}\n`);
  }
  return inputs.failed > 0 ? 1 : 0;
};

/** `-5`, the old way of `-n 5`. */
function oldCount(process: Process): void {
  process.args = process.args.flatMap((word, i) =>
    i === 1 && /^-[0-9]+$/.test(word) ? ['-n', word.slice(1)] : [word],
  );
}

export const head: Program = function* (process) {
  oldCount(process);
  const args = readArguments(process, { flags: 'qv', values: 'nc', long: { lines: 'n', bytes: 'c' } });
  const inputs = new Inputs(process, args.words);
  const unit = args.has('c') ? 'c' : 'n';
  const given = args.value(unit) ?? '10';
  const count = args.count(10, unit);
  for (const [i, name] of inputs.names.entries()) {
    const source = yield* inputs.open(name);
    if (!source) continue;
    if (inputs.names.length > 1 && !args.has('q')) yield* process.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
    if (unit === 'c') {
      for (let left = count; left > 0;) {
        const bytes = yield* source.read(process, left);
        if (bytes === undefined) break;
        left -= bytes.length;
        yield* process.print(bytes);
      }
    } else if (given.startsWith('-')) {
      const lines = (yield* process.readAll(source)).split(/(?<=\n)/);
      yield* process.print(lines.slice(0, Math.max(0, lines.length - count)).join(''));
    } else {
      for (let left = count; left > 0; left--) {
        const line = yield* process.readLine(source);
        if (line === undefined) break;
        yield* process.print(`${line}\n`);
      }
    }
  }
  return inputs.failed > 0 ? 1 : 0;
};

/** How often `tail -f` looks whether a file has grown. */
const FOLLOW_MICROS = 1_000_000;

export const tail: Program = function* (process) {
  oldCount(process);
  const args = readArguments(process, { flags: 'fFqv', values: 'ncs', long: { lines: 'n', bytes: 'c', follow: 'f' } });
  const inputs = new Inputs(process, args.words);
  const unit = args.has('c') ? 'c' : 'n';
  const given = args.value(unit) ?? '10';
  const count = args.count(10, unit);
  for (const [i, name] of inputs.names.entries()) {
    const follows = args.has('f', 'F') && name !== '-' && !name.startsWith('/dev/');
    if (name === '/dev/null' && args.has('f', 'F')) continue;
    const source = yield* inputs.open(name);
    if (!source) continue;
    if (inputs.names.length > 1 && !args.has('q')) yield* process.print(`${i > 0 ? '\n' : ''}==> ${name} <==\n`);
    const text = yield* process.readAll(source);
    const pieces = unit === 'c' ? text.split('') : text.split(/(?<=\n)/);
    yield* process.print(
      pieces.slice(given.startsWith('+') ? Math.max(0, count - 1) : -count || pieces.length).join(''),
    );
    if (follows && i === inputs.names.length - 1) yield* follow(process, name, text.length);
  }
  if (args.has('f', 'F') && inputs.failed < inputs.names.length) for (;;) yield* process.sleep(3600 * FOLLOW_MICROS);
  return inputs.failed > 0 ? 1 : 0;
};

function* follow(process: Process, name: Bytes, seen: number): Run {
  const { files } = process.machine;
  const path = process.path(name);
  for (let length = seen; ;) {
    yield* process.sleep(FOLLOW_MICROS);
    const size = files.stat(path)?.size ?? 0;
    if (size === length) continue;
    const text = size > 0 ? files.read(path) : '';
    yield* process.print(size > length ? text.slice(length) : text);
    length = size;
  }
}

export const tee: Program = function* (process) {
  const args = readArguments(process, { flags: 'ai', long: { append: 'a' } });
  const { files } = process.machine;
  for (const name of args.words) if (!args.has('a')) files.write(process.path(name), '');
  for (let bytes; (bytes = yield* process.stdin.read(process)) !== undefined;) {
    yield* process.print(bytes);
    for (const name of args.words) files.write(process.path(name), bytes, 'append');
  }
  return 0;
};

export const yes: Program = function* (process) {
  const line = `${process.args.slice(1).join(' ') || 'y'}\n`;
  const many = line.repeat(Math.max(1, Math.floor(4096 / line.length)));
  for (;;) {
    yield* process.turn();
    yield* process.print(many);
  }
};

export const seq: Program = function* (process) {
  // A negative number is no flag.
  const negative = process.args.findIndex((word, i) => i > 0 && /^-[0-9.]/.test(word));
  const given =
    negative < 0 ? process.args : [...process.args.slice(0, negative), '--', ...process.args.slice(negative)];
  const args = readArguments({ args: given }, { flags: 'w', values: 'sf' });
  const numbers = args.words.map(Number);
  if (numbers.length === 0) throw new UsageFailure('missing operand');
  const wrong = args.words.find((word) => word.trim() === '' || !Number.isFinite(Number(word)));
  if (wrong !== undefined) throw new UsageFailure(`invalid floating point argument: '${wrong}'`);
  const [first, step, last] =
    numbers.length === 1
      ? [1, 1, numbers[0]!]
      : numbers.length === 2
        ? [numbers[0]!, 1, numbers[1]!]
        : [numbers[0]!, numbers[1]!, numbers[2]!];
  if (step === 0) throw new UsageFailure("invalid Zero increment value: '0'");
  const places = Math.max(...args.words.slice(0, 2).map((word) => (word.split('.')[1] ?? '').length));
  const width = args.has('w') ? Math.max(first.toFixed(places).length, last.toFixed(places).length) : 0;
  const by = args.value('s') ?? '\n';
  const steps = Math.floor((last - first) / step + 1e-9);
  let out = '';
  for (let i = 0; i <= steps; i++) {
    out += (first + i * step).toFixed(places).padStart(width, '0') + (i < steps ? by : '\n');
    if (out.length < 4096) continue;
    yield* process.turn();
    yield* process.print(out);
    out = '';
  }
  yield* process.print(out);
  return 0;
};
