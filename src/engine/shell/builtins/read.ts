import type { Bytes } from '../../apimachinery/index.ts';
import type { Shell } from '../interpreter/shell.ts';
import type { Run } from '../machine.ts';
import type { Builtin } from './index.ts';

interface Flags {
  raw: boolean;
  silent: boolean;
  prompt: Bytes;
  delimiter: Bytes;
  most: number;
  names: Bytes[];
}

function flagsOf(words: readonly Bytes[]): Flags {
  const flags: Flags = { raw: false, silent: false, prompt: '', delimiter: '\n', most: Infinity, names: [] };
  for (let i = 1; i < words.length; i++) {
    const word = words[i]!;
    if (!word.startsWith('-') || word === '-') {
      flags.names.push(word);
      continue;
    }
    for (let j = 1; j < word.length; j++) {
      const letter = word[j]!;
      if (letter === 'r') flags.raw = true;
      else if (letter === 's') flags.silent = true;
      else if ('pdnNtu'.includes(letter)) {
        const value = word.slice(j + 1) || (words[++i] ?? '');
        if (letter === 'p') flags.prompt = value;
        else if (letter === 'd') flags.delimiter = value.slice(0, 1) || '\0';
        else if (letter === 'n' || letter === 'N') flags.most = Number(value) || 0;
        break;
      }
    }
  }
  return flags;
}

/** Reads one line into variables, split by IFS; the last one gets the rest. */
export const read: Builtin = function* (shell, words) {
  const flags = flagsOf(words);
  if (flags.prompt !== '' && shell.process.stdin.tty) yield* shell.process.complain(flags.prompt);
  const { line, ended } = yield* readUpTo(shell, flags);
  const names = flags.names.length > 0 ? flags.names : ['REPLY'];
  const fields = flags.names.length === 0 ? [line] : split(line, names.length, shell.variables.get('IFS') ?? ' \t\n');
  names.forEach((name, i) => shell.variables.set(name, fields[i] ?? ''));
  return ended ? 1 : 0;
};

function* readUpTo(shell: Shell, { raw, delimiter, most }: Flags): Run<{ line: Bytes; ended: boolean }> {
  const { process } = shell;
  let line = '';
  for (;;) {
    const bytes = yield* process.stdin.read(process);
    if (bytes === undefined) return { line, ended: true };
    for (let i = 0; i < bytes.length; i++) {
      const c = bytes[i]!;
      const done = line.length >= most;
      if (c === delimiter || done) {
        process.stdin.unread(bytes.slice(done ? i : i + 1));
        return { line, ended: false };
      }
      if (c === '\\' && !raw) {
        const next = bytes[++i];
        if (next !== undefined && next !== '\n') line += next;
      } else line += c;
    }
    if (line.length >= most) return { line, ended: false };
  }
}

function split(line: Bytes, count: number, ifs: Bytes): Bytes[] {
  const blank = (c: string | undefined) => c !== undefined && ifs.includes(c) && c.trim() === '';
  const fields: Bytes[] = [];
  let at = 0;
  const skip = () => {
    while (blank(line[at])) at++;
  };
  skip();
  while (fields.length < count - 1 && at < line.length) {
    const begin = at;
    while (at < line.length && !ifs.includes(line[at]!)) at++;
    fields.push(line.slice(begin, at));
    skip();
    if (at < line.length && ifs.includes(line[at]!) && !blank(line[at])) {
      at++;
      skip();
    }
  }
  let end = line.length;
  while (end > at && blank(line[end - 1])) end--;
  fields.push(line.slice(at, end));
  return fields;
}
