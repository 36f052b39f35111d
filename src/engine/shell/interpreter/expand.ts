import type { Bytes } from '../../apimachinery/index.ts';
import type { Run } from '../machine.ts';
import type { List, Part, Word } from '../syntax/tree.ts';
import { ArithmeticFailure, evaluate } from './arithmetic.ts';
import { expandBraces } from './braces.ts';
import { glob, hasGlob } from './glob.ts';
import { expandParameter, valueOf } from './parameters.ts';
import { ExpansionFailure, type Shell } from './shell.ts';

/** Runs the commands of `$( )` and gives what they printed; and of `<( )`, giving a path. */
export interface Substitutions {
  output(shell: Shell, body: List): Run<Bytes>;
  path(shell: Shell, body: List): Run<Bytes>;
}

/** A word on its way to be an argument: its text, and the same as a pattern in which what was quoted stands for itself. */
interface Field {
  text: Bytes;
  pattern: Bytes;
}

/** Arguments that one command may have, and the bytes in them (E2BIG). */
const MOST_FIELDS = 100_000;

/** Collects the pieces of a word into fields, splitting what was not quoted. */
class Fields {
  readonly done: Field[] = [];
  readonly #ifs: Bytes;
  #current: Field | undefined;

  constructor(ifs: Bytes) {
    this.#ifs = ifs;
  }

  quoted(text: Bytes): void {
    this.#current ??= { text: '', pattern: '' };
    this.#current.text += text;
    this.#current.pattern += escapeGlob(text);
  }

  bare(text: Bytes): void {
    if (text === '') return;
    this.#current ??= { text: '', pattern: '' };
    this.#current.text += text;
    this.#current.pattern += text;
  }

  /** The result of an expansion that nobody has quoted. */
  split(text: Bytes): void {
    let piece = '';
    for (let i = 0; i < text.length; i++) {
      const c = text[i]!;
      if (!this.#ifs.includes(c)) {
        piece += c;
        continue;
      }
      this.bare(piece);
      piece = '';
      // A separator that is no blank makes an empty field between two of them.
      if (c.trim() !== '') this.#current ??= { text: '', pattern: '' };
      this.next();
    }
    this.bare(piece);
  }

  next(): void {
    if (this.#current) this.done.push(this.#current);
    this.#current = undefined;
    if (this.done.length > MOST_FIELDS) throw new ExpansionFailure('Argument list too long', false);
  }
}

function escapeGlob(text: Bytes): Bytes {
  return text.replace(/[\\*?[\]]/g, '\\$&');
}

/** The arguments that words become: braces, tildes, `$`, splitting, file names, and quotes off, in this order. */
export function* expandWords(shell: Shell, words: readonly Word[], by: Substitutions): Run<Bytes[]> {
  const out: Bytes[] = [];
  for (const word of words) {
    const only = word.length === 1 ? word[0]! : undefined;
    if (only?.kind === 'text' && (only.quoted || !/[*?[{~]/.test(only.text))) {
      out.push(only.text);
      continue;
    }
    for (const one of shell.dialect === 'bash' ? expandBraces(word) : [word]) {
      const fields = new Fields(shell.variables.get('IFS') ?? ' \t\n');
      yield* expandParts(shell, tilde(shell, one), fields, by);
      fields.next();
      for (const field of fields.done) out.push(...pathsOf(shell, field));
    }
  }
  return out;
}

function pathsOf(shell: Shell, { text, pattern }: Field): Bytes[] {
  if (shell.options.noglob || !hasGlob(pattern)) return [text];
  const paths = glob(shell.process.machine.files, shell.process.cwd, pattern);
  return paths.length > 0 ? paths : [text];
}

/** `~` and `~/x` at the beginning of a word. */
function tilde(shell: Shell, word: Word): Word {
  const [first] = word;
  if (first?.kind !== 'text' || first.quoted || !/^~(?:\/|$)/.test(first.text)) return word;
  const home = shell.variables.get('HOME') ?? shell.process.machine.user.home;
  return [{ ...first, text: home, quoted: true }, { ...first, text: first.text.slice(1) }, ...word.slice(1)];
}

function* expandParts(shell: Shell, parts: readonly Part[], fields: Fields, by: Substitutions): Run {
  for (const part of parts) {
    if (part.kind === 'text') {
      if (part.quoted) fields.quoted(part.text);
      else fields.bare(part.text);
      continue;
    }
    if (part.kind === 'parameter' && (part.name === '@' || part.name === '*') && part.operator === undefined) {
      allArguments(shell, part.name, part.quoted, fields);
      continue;
    }
    if (part.kind === 'parameter' && !part.quoted && part.operand && /^:?[-+]$/.test(part.operator ?? '')) {
      const value = valueOf(shell, part.name);
      const missing = value === undefined || (part.operator!.startsWith(':') && value === '');
      if (missing === part.operator!.endsWith('-')) yield* expandParts(shell, part.operand, fields, by);
      else if (part.operator!.endsWith('-')) fields.split(value ?? '');
      continue;
    }
    const text = yield* expandPart(shell, part, by);
    if (part.kind === 'process' || part.quoted) fields.quoted(text);
    else fields.split(text);
  }
}

/** `"$@"` keeps each argument for itself; `"$*"` joins them. */
function allArguments(shell: Shell, name: '@' | '*', quoted: boolean, fields: Fields): void {
  const { positional } = shell;
  const ifs = shell.variables.get('IFS') ?? ' \t\n';
  if (quoted && name === '*') {
    fields.quoted(positional.join(ifs[0] ?? ''));
    return;
  }
  positional.forEach((argument, i) => {
    if (i > 0) fields.next();
    if (quoted) fields.quoted(argument);
    else fields.split(argument);
  });
}

function* expandPart(shell: Shell, part: Exclude<Part, { kind: 'text' }>, by: Substitutions): Run<Bytes> {
  switch (part.kind) {
    case 'parameter':
      return yield* expandParameter(shell, part, {
        text: (word) => expandText(shell, word, by),
        pattern: (word) => expandPattern(shell, word, by),
      });
    case 'command':
      return yield* by.output(shell, part.body);
    case 'process':
      return yield* by.path(shell, part.body);
    default:
      return String(arithmetic(shell, yield* expandText(shell, part.expression, by)));
  }
}

/** A word that stays one: the value of an assignment, the target of a redirection. */
export function* expandText(shell: Shell, word: Word, by: Substitutions): Run<Bytes> {
  let text = '';
  for (const part of tilde(shell, word)) {
    if (part.kind === 'text') text += part.text;
    else if (part.kind === 'parameter' && part.name === '@' && part.operator === undefined) {
      text += shell.positional.join(' ');
    } else text += yield* expandPart(shell, part, by);
  }
  return text;
}

/** A word that is a pattern: what was quoted in it stands for itself. */
export function* expandPattern(shell: Shell, word: Word, by: Substitutions): Run<Bytes> {
  let pattern = '';
  for (const part of tilde(shell, word)) {
    const text = part.kind === 'text' ? part.text : yield* expandPart(shell, part, by);
    pattern += part.kind !== 'process' && part.quoted ? escapeGlob(text) : text;
  }
  return pattern;
}

export function arithmetic(shell: Shell, expression: Bytes): bigint {
  try {
    return evaluate(expression, {
      get: (name) => valueOf(shell, name) ?? '',
      set: (name, value) => void shell.variables.set(name, value),
    });
  } catch (error) {
    if (!(error instanceof ArithmeticFailure)) throw error;
    if (shell.dialect === 'bash') throw new ExpansionFailure(error.message, true, 1);
    const zero = error.message.includes('division by 0');
    if (shell.dialect === 'ash') throw new ExpansionFailure(zero ? 'divide by zero' : 'arithmetic syntax error', true);
    const what = zero ? 'division by zero' : 'expecting primary';
    throw new ExpansionFailure(`arithmetic expression: ${what}: "${expression.trim()}"`, true);
  }
}
