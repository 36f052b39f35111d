import { unescapeAnsi } from '../syntax/reader.ts';
import { format } from './format.ts';
import type { Builtin } from './index.ts';

export const echo: Builtin = function* (shell, words) {
  let first = 1;
  let newline = true;
  let escapes = shell.dialect === 'dash';
  const flags = shell.dialect === 'dash' ? /^-n+$/ : /^-[neE]+$/;
  for (; flags.test(words[first] ?? ''); first++) {
    if (words[first]!.includes('n')) newline = false;
    if (words[first]!.includes('e')) escapes = true;
    if (words[first]!.includes('E')) escapes = false;
  }
  let text = words.slice(first).join(' ');
  if (escapes) {
    const stop = text.indexOf('\\c');
    if (stop >= 0) [text, newline] = [text.slice(0, stop), false];
    text = unescapeAnsi(text);
  }
  yield* shell.process.turn();
  yield* shell.process.print(newline ? `${text}\n` : text);
  return 0;
};

export const printf: Builtin = function* (shell, words) {
  let args = words.slice(1);
  let into: string | undefined;
  if (args[0] === '-v' && args[1] !== undefined) [into, args] = [args[1], args.slice(2)];
  if (args[0] === '--') args = args.slice(1);
  if (args.length === 0) {
    yield* shell.complain('printf: usage: printf [-v var] format [arguments]');
    return 2;
  }
  const { text, complaints } = format(args[0]!, args.slice(1));
  for (const complaint of complaints) yield* shell.complain(`printf: ${complaint}`);
  if (into === undefined) yield* shell.process.print(text);
  else shell.variables.set(into, text);
  return complaints.length > 0 ? 1 : 0;
};
