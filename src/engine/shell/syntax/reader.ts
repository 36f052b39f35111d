import { SyntaxFailure, type List, type Part, type Word } from './tree.ts';

const NAME = /[A-Za-z_][A-Za-z0-9_]*/y;
const BLANK = new Set([' ', '\t']);
const META = new Set([' ', '\t', '\n', ';', '&', '|', '<', '>', '(', ')']);
const SPECIAL = '@*#?-$!0123456789';
/** Parameter operators, the longer ones first. */
const OPERATORS = [
  ':-',
  ':=',
  ':?',
  ':+',
  '##',
  '%%',
  '//',
  '/#',
  '/%',
  '^^',
  ',,',
  '-',
  '=',
  '?',
  '+',
  '#',
  '%',
  '/',
  '^',
  ',',
  ':',
];
/** How deep quotes, braces and substitutions may stand in each other. */
const MOST_NESTED = 100;

/** How a reader of words is told to read the commands inside `$( )`. */
export type CommandReader = (reader: WordReader, closer: ')') => List;

/** Reads words out of a script: quotes, backslashes, and everything that begins with `$`. */
export class WordReader {
  source: string;
  at = 0;
  /** An alias that names itself inside a substitution ends here. */
  aliasesLeft = 1000;
  readonly #commands: CommandReader;
  #nested = 0;
  #line = 1;
  /** Up to where lines have been counted. */
  #counted = 0;

  constructor(source: string, commands: CommandReader) {
    this.source = source;
    this.#commands = commands;
  }

  get line(): number {
    if (this.at < this.#counted) [this.#line, this.#counted] = [1, 0];
    for (; this.#counted < this.at; this.#counted++) if (this.source[this.#counted] === '\n') this.#line++;
    return this.#line;
  }

  /** A script that ends too early is told of as on the line behind its last one. */
  fail(message: string, incomplete: boolean, token?: string): never {
    const ended = incomplete && this.at >= this.source.length && !this.source.endsWith('\n');
    throw new SyntaxFailure(message, this.line + (ended ? 1 : 0), incomplete, token);
  }

  unclosed(opener: string): never {
    return this.fail(`unexpected EOF while looking for matching \`${opener}'`, true);
  }

  skipBlanks(): void {
    for (;;) {
      const c = this.source[this.at];
      if (c !== undefined && BLANK.has(c)) this.at++;
      else if (c === '\\' && this.source[this.at + 1] === '\n') this.at += 2;
      else if (c === '#') while (this.at < this.source.length && this.source[this.at] !== '\n') this.at++;
      else return;
    }
  }

  /** The word that stands here; undefined: an operator or the end does. */
  word(): Word | undefined {
    const parts = this.#parts((c) => META.has(c), false);
    return parts.length > 0 ? parts : undefined;
  }

  /** Parts up to a character that `ends` it, which is left where it is. Inside double quotes only `$`, backquote and backslash count. */
  #parts(ends: (c: string) => boolean, inQuotes: boolean): Part[] {
    if (++this.#nested > MOST_NESTED) this.fail('expressions are nested too deeply', false);
    const parts: Part[] = [];
    let text = '';
    const flush = () => {
      if (text !== '') parts.push({ kind: 'text', text, quoted: inQuotes });
      text = '';
    };
    while (this.at < this.source.length) {
      const c = this.source[this.at]!;
      if (!inQuotes && (c === '<' || c === '>') && this.source[this.at + 1] === '(') {
        flush();
        this.at += 2;
        parts.push({ kind: 'process', body: this.#commands(this, ')') });
        continue;
      }
      if (ends(c)) break;
      if (c === '$' || c === '`') {
        const part = c === '$' ? this.#dollar(inQuotes) : this.#backquoted(inQuotes);
        if (typeof part === 'string') text += part;
        else {
          flush();
          parts.push(part);
        }
      } else if (c === '\\') {
        const escaped = this.#escaped(inQuotes);
        if (escaped === undefined) continue;
        if (inQuotes) text += escaped;
        else {
          flush();
          parts.push({ kind: 'text', text: escaped, quoted: true });
        }
      } else if (!inQuotes && (c === "'" || c === '"')) {
        flush();
        parts.push(...(c === "'" ? [this.#single()] : this.#double()));
      } else {
        text += c;
        this.at++;
      }
    }
    flush();
    this.#nested--;
    return parts;
  }

  /** Undefined: a backslash at the end of a line joins it with the next. */
  #escaped(inQuotes: boolean): string | undefined {
    const next = this.source[this.at + 1];
    this.at += 2;
    if (next === undefined) {
      this.at--;
      return '\\';
    }
    if (next === '\n') return undefined;
    return inQuotes && !'$`"\\'.includes(next) ? `\\${next}` : next;
  }

  #single(): Part {
    const close = this.source.indexOf("'", this.at + 1);
    if (close < 0) this.unclosed("'");
    const text = this.source.slice(this.at + 1, close);
    this.at = close + 1;
    return { kind: 'text', text, quoted: true };
  }

  /** What stands between double quotes; an empty string is still a word. */
  #double(): Part[] {
    const begin = this.at++;
    const parts = this.#parts((c) => c === '"', true);
    if (this.source[this.at] !== '"') {
      this.at = begin;
      this.unclosed('"');
    }
    this.at++;
    return parts.length > 0 ? parts : [{ kind: 'text', text: '', quoted: true }];
  }

  /** `$'a\tb'` */
  #ansi(): Part {
    let text = '';
    this.at += 2;
    while (this.source[this.at] !== "'") {
      if (this.at >= this.source.length) this.unclosed("'");
      if (this.source[this.at] === '\\') text += this.source[this.at++]!;
      text += this.source[this.at++] ?? '';
    }
    this.at++;
    return { kind: 'text', text: unescapeAnsi(text), quoted: true };
  }

  #dollar(quoted: boolean): Part | string {
    const next = this.source[this.at + 1] ?? '';
    if (next === "'" && !quoted) return this.#ansi();
    if (next === '(') return this.source[this.at + 2] === '(' ? this.#arithmetic(quoted) : this.#substitution(quoted);
    if (next === '{') return this.#braced(quoted);
    if (next !== '' && SPECIAL.includes(next)) {
      this.at += 2;
      return { kind: 'parameter', name: next, quoted };
    }
    const name = this.#name(this.at + 1);
    if (name === undefined) {
      this.at++;
      return '$';
    }
    this.at += 1 + name.length;
    return { kind: 'parameter', name, quoted };
  }

  #name(at: number): string | undefined {
    NAME.lastIndex = at;
    return NAME.exec(this.source)?.[0];
  }

  #substitution(quoted: boolean): Part {
    this.at += 2;
    return { kind: 'command', body: this.#commands(this, ')'), quoted };
  }

  #backquoted(quoted: boolean): Part {
    let inner = '';
    let i = this.at + 1;
    for (; this.source[i] !== '`'; i++) {
      if (i >= this.source.length) this.unclosed('`');
      if (this.source[i] === '\\' && '$`\\'.includes(this.source[i + 1] ?? '\n')) i++;
      inner += this.source[i]!;
    }
    this.at = i + 1;
    const reader = new WordReader(`${inner})`, this.#commands);
    return { kind: 'command', body: this.#commands(reader, ')'), quoted };
  }

  /** `$(( … ))`: read like what stands between double quotes. */
  #arithmetic(quoted: boolean): Part {
    this.at += 3;
    return { kind: 'arithmetic', expression: this.arithmeticUpTo('))'), quoted };
  }

  /** Up to `))`, or one of `;` and `)` of a for loop, at the depth where it began. */
  arithmeticUpTo(closer: '))' | ';'): Word {
    let depth = 0;
    const parts = this.#parts((c) => {
      if (c === '(') depth++;
      if (depth === 0 && this.source.startsWith(closer, this.at)) return true;
      if (c === ')') depth--;
      return false;
    }, true);
    if (!this.source.startsWith(closer, this.at)) this.unclosed(')');
    this.at += closer.length;
    return parts;
  }

  #braced(quoted: boolean): Part {
    const begin = this.at;
    this.at += 2;
    let prefix = this.source[this.at] === '#' || this.source[this.at] === '!' ? this.source[this.at]! : '';
    if (prefix !== '' && /[}:\-=?+%/]/.test(this.source[this.at + 1] ?? '}')) prefix = '';
    this.at += prefix.length;
    const name = this.#parameterName();
    if (name === undefined) return this.#badSubstitution(begin);
    if (prefix !== '') {
      if (this.source[this.at] !== '}') return this.#badSubstitution(begin);
      this.at++;
      return { kind: 'parameter', name, quoted, operator: prefix === '#' ? 'length' : 'indirect' };
    }
    if (this.source[this.at] === '}') {
      this.at++;
      return { kind: 'parameter', name, quoted };
    }
    const operator = OPERATORS.find((known) => this.source.startsWith(known, this.at));
    if (operator === undefined) return this.#badSubstitution(begin);
    this.at += operator.length;
    const splits = operator.startsWith('/') ? '/' : operator === ':' ? ':' : undefined;
    const operand = this.#operand(quoted, splits);
    let second: Word | undefined;
    if (splits !== undefined && this.source[this.at] === splits) {
      this.at++;
      second = this.#operand(quoted, undefined);
    }
    if (this.source[this.at] !== '}') this.unclosed('}');
    this.at++;
    return { kind: 'parameter', name, quoted, operator, operand, second };
  }

  #parameterName(): string | undefined {
    const name = this.#name(this.at) ?? /^(?:[0-9]+|[@*#?$!-])/.exec(this.source.slice(this.at, this.at + 12))?.[0];
    if (name !== undefined) this.at += name.length;
    return name;
  }

  /** In quotes an operand may still hold quotes of its own. */
  #operand(quoted: boolean, splits: string | undefined): Word {
    const parts: Part[] = [];
    const ends = (c: string) => c === '}' || c === splits;
    for (;;) {
      parts.push(...this.#parts((c) => ends(c) || (quoted && c === '"'), quoted));
      if (!quoted || this.source[this.at] !== '"') return parts;
      parts.push(...this.#double());
    }
  }

  #badSubstitution(begin: number): never {
    const close = this.source.indexOf('}', begin);
    if (close < 0) this.unclosed('}');
    return this.fail(`${this.source.slice(begin, close + 1)}: bad substitution`, false);
  }

  /** The body of a here-document, whose delimiter was not quoted: `$`, backquote and backslash count, and quotes do not. */
  hereDocument(text: string): Word {
    const reader = new WordReader(text, this.#commands);
    return reader.#parts(() => false, true);
  }
}

/** The escapes of `$'…'`, `echo -e` and printf: `\n`, `\t`, `\\`, `\0nnn`, `\xhh` and their like. */
export function unescapeAnsi(text: string): string {
  return text.replace(/\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|(.))/gs, (all, hex, octal, one) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(String(hex), 16));
    if (octal !== undefined) return String.fromCharCode(parseInt(String(octal), 8) & 255);
    return Object.hasOwn(ESCAPED, String(one)) ? ESCAPED[String(one)]! : all;
  });
}

const ESCAPED: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  a: '\x07',
  b: '\b',
  f: '\f',
  v: '\v',
  e: '\x1b',
  E: '\x1b',
  '\\': '\\',
  "'": "'",
  '"': '"',
};
