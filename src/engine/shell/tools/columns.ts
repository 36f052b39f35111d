import type { Bytes } from '../../apimachinery/index.ts';
import { compareStrings } from '../../apimachinery/index.ts';
import type { Program } from '../machine.ts';
import { CLASSES } from '../interpreter/glob.ts';
import { unescapeAnsi } from '../syntax/reader.ts';
import { Inputs, UsageFailure, readArguments, type Arguments } from './arguments.ts';

interface Key {
  readonly from: number;
  readonly to: number;
  readonly numeric: boolean;
  readonly reversed: boolean;
}

function keysOf(args: Arguments): Key[] {
  const all = { numeric: args.has('n', 'h', 'g', 'V'), reversed: args.has('r') };
  const keys = args.all('k').map((text) => {
    const match = /^([0-9]+)(?:\.[0-9]+)?([a-zA-Z]*)(?:,([0-9]+)(?:\.[0-9]+)?([a-zA-Z]*))?$/.exec(text);
    if (!match) throw new UsageFailure(`invalid number at field start: invalid count at start of '${text}'`, 2);
    const letters = (match[2] ?? '') + (match[4] ?? '');
    const numeric = letters === '' ? all.numeric : /[nhgV]/.test(letters);
    return {
      from: Number(match[1]),
      to: Number(match[3] ?? Infinity),
      numeric,
      reversed: letters === '' ? all.reversed : letters.includes('r'),
    };
  });
  return keys.length > 0 ? keys : [{ from: 1, to: Infinity, ...all }];
}

const UNITS = 'KMGTPE';

function numberAt(text: Bytes): number {
  const match = /^\s*(-?[0-9]*\.?[0-9]+)([KMGTPE]?)/.exec(text);
  return match ? Number(match[1]) * 1024 ** (UNITS.indexOf(match[2] || ' ') + 1) : 0;
}

export const sort: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'nrufhgVbsdiM',
    values: 'kto',
    long: {
      reverse: 'r',
      unique: 'u',
      'numeric-sort': 'n',
      key: 'k',
      'field-separator': 't',
      'ignore-case': 'f',
      'version-sort': 'V',
      'human-numeric-sort': 'h',
    },
  });
  const inputs = new Inputs(process, args.words);
  const keys = keysOf(args);
  const separator = args.value('t');
  const lines: Bytes[] = [];
  yield* inputs.lines(function* (line) {
    lines.push(line);
  });
  const fold = (text: Bytes) => (args.has('f') ? text.toUpperCase() : text);
  const keyText = (line: Bytes, key: Key): Bytes => {
    if (key.from === 1 && key.to === Infinity) return line;
    const fields = separator === undefined ? (line.match(/[ \t]*[^ \t]+/g) ?? []) : line.split(separator);
    return fields.slice(key.from - 1, key.to).join(separator ?? '');
  };
  const byKeys = (a: Bytes, b: Bytes): number => {
    for (const key of keys) {
      const [x, y] = [keyText(a, key), keyText(b, key)];
      const order = key.numeric ? numberAt(x) - numberAt(y) : compareStrings(fold(x), fold(y));
      if (order !== 0) return key.reversed ? -order : order;
    }
    return 0;
  };
  lines.sort(
    (a, b) => byKeys(a, b) || (args.has('s', 'u') ? 0 : args.has('r') ? compareStrings(b, a) : compareStrings(a, b)),
  );
  const shown = args.has('u') ? lines.filter((line, i) => i === 0 || byKeys(lines[i - 1]!, line) !== 0) : lines;
  const text = shown.map((line) => `${line}\n`).join('');
  const into = args.value('o');
  if (into === undefined) yield* process.print(text);
  else process.machine.files.write(process.path(into), text);
  return inputs.failed > 0 ? 2 : 0;
};

export const uniq: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'cdui',
    values: 'fs',
    long: { count: 'c', repeated: 'd', unique: 'u', 'ignore-case': 'i' },
  });
  const inputs = new Inputs(process, args.words.slice(0, 1));
  const skip = args.count(0, 'f');
  const keyOf = (line: Bytes) => {
    const rest = skip > 0 ? line.replace(new RegExp(`^(?:[ \\t]*[^ \\t]+){0,${Math.min(skip, 100)}}`), '') : line;
    return args.has('i') ? rest.toLowerCase() : rest;
  };
  let held: Bytes | undefined;
  let count = 0;
  const flush = function* () {
    if (held === undefined || (args.has('d') && count < 2) || (args.has('u') && count > 1)) return;
    yield* process.print(args.has('c') ? `${String(count).padStart(7)} ${held}\n` : `${held}\n`);
  };
  yield* inputs.lines(function* (line) {
    if (held !== undefined && keyOf(line) === keyOf(held)) {
      count++;
      return;
    }
    yield* flush();
    held = line;
    count = 1;
  });
  yield* flush();
  return inputs.failed > 0 ? 1 : 0;
};

/** `1,3-5,7-` */
function rangesOf(list: string): (n: number) => boolean {
  const ranges = list.split(',').map((part) => {
    const match = /^([0-9]*)(-?)([0-9]*)$/.exec(part);
    if (!match || part === '' || part === '-') throw new UsageFailure(`invalid field value '${part}'`);
    const from = match[1] === '' ? 1 : Number(match[1]);
    const to = match[2] === '' ? from : match[3] === '' ? Infinity : Number(match[3]);
    return { from, to };
  });
  return (n) => ranges.some(({ from, to }) => n >= from && n <= to);
}

export const cut: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'sn',
    values: 'dfcb',
    long: {
      delimiter: 'd',
      fields: 'f',
      characters: 'c',
      bytes: 'b',
      'only-delimited': 's',
      'output-delimiter': 'O',
      complement: 'C',
    },
  });
  const list = args.value('f', 'c', 'b');
  if (list === undefined) throw new UsageFailure('you must specify a list of bytes, characters, or fields');
  const chosen = rangesOf(list);
  const wanted = args.has('C') ? (n: number) => !chosen(n) : chosen;
  const delimiter = args.value('d') ?? '\t';
  const inputs = new Inputs(process, args.words);
  yield* inputs.lines(function* (line) {
    if (!args.has('f')) {
      yield* process.print(`${[...line].filter((_, i) => wanted(i + 1)).join('')}\n`);
      return;
    }
    if (!line.includes(delimiter)) {
      if (!args.has('s')) yield* process.print(`${line}\n`);
      return;
    }
    const fields = line.split(delimiter).filter((_, i) => wanted(i + 1));
    yield* process.print(`${fields.join(args.value('O') ?? delimiter)}\n`);
  });
  return inputs.failed > 0 ? 1 : 0;
};

/** The characters that a set of tr stands for: ranges, classes, escapes. */
function setOf(text: Bytes): string[] {
  const named = text.replace(/\[:([a-z]+):\]/g, (all, name: string) => {
    const test = CLASSES.get(name);
    if (!test) throw new UsageFailure(`invalid character class '${name}'`);
    return (
      Array.from({ length: 256 }, (_, i) => String.fromCharCode(i))
        .filter(test)
        .join('')
        .replaceAll('-', '') || all
    );
  });
  const chars = [...unescapeAnsi(named)];
  const out: string[] = [];
  for (let i = 0; i < chars.length; i++) {
    const last = chars[i + 2];
    if (chars[i + 1] === '-' && last !== undefined) {
      for (let code = chars[i]!.charCodeAt(0); code <= last.charCodeAt(0); code++) out.push(String.fromCharCode(code));
      i += 2;
    } else out.push(chars[i]!);
  }
  return out;
}

export const tr: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'dscCt',
    long: { delete: 'd', 'squeeze-repeats': 's', complement: 'c' },
  });
  const [first, second] = args.words;
  if (first === undefined) throw new UsageFailure('missing operand');
  if (second === undefined && !args.has('d', 's')) throw new UsageFailure(`missing operand after '${first}'`);
  const from = setOf(first);
  const chosen = new Set(from);
  const to = second === undefined ? [] : setOf(second);
  const has = args.has('c', 'C') ? (c: string) => !chosen.has(c) : (c: string) => chosen.has(c);
  const map = new Map(from.map((c, i) => [c, to[Math.min(i, to.length - 1)] ?? c]));
  const squeezed = to.length > 0 ? new Set(to) : undefined;
  const squeezes = (c: string) => (squeezed ? squeezed.has(c) : has(c));
  let last = '';
  for (let bytes; (bytes = yield* process.stdin.read(process)) !== undefined;) {
    let out = '';
    for (const c of bytes) {
      if (args.has('d') && has(c)) continue;
      const put = !args.has('d') && to.length > 0 && has(c) ? (args.has('c', 'C') ? to.at(-1)! : map.get(c)!) : c;
      if (args.has('s') && put === last && squeezes(put)) continue;
      last = put;
      out += put;
    }
    yield* process.print(out);
  }
  return 0;
};

export const paste: Program = function* (process) {
  const args = readArguments(process, { flags: 's', values: 'd', long: { serial: 's', delimiters: 'd' } });
  const inputs = new Inputs(process, args.words);
  const by = unescapeAnsi(args.value('d') ?? '\t');
  const columns: Bytes[][] = [];
  for (const name of inputs.names) {
    const lines: Bytes[] = [];
    yield* new Inputs(process, [name]).lines(function* (line) {
      lines.push(line);
    });
    columns.push(lines);
  }
  if (args.has('s')) for (const lines of columns) yield* process.print(`${lines.join(by)}\n`);
  else {
    const rows = Math.max(0, ...columns.map((lines) => lines.length));
    for (let i = 0; i < rows; i++) yield* process.print(`${columns.map((lines) => lines[i] ?? '').join(by)}\n`);
  }
  return 0;
};
