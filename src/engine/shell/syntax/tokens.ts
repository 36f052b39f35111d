import type { WordReader } from './reader.ts';
import type { Redirect, Word } from './tree.ts';

const RESERVED = new Set(
  '! { } if then elif else fi for while until do done case esac in function [[ ]] time'.split(' '),
);
/** Reserved words that a command cannot begin with: they close something. */
export const CLOSERS = new Set(['}', 'then', 'elif', 'else', 'fi', 'do', 'done', 'esac']);
const OPERATORS = [
  '&>>',
  '<<<',
  '<<-',
  '<>',
  '&&',
  '||',
  ';;&',
  ';;',
  ';&',
  '&>',
  '<<',
  '>>',
  '>&',
  '<&',
  '>|',
  '|&',
  '&',
  '|',
  ';',
  '(',
  ')',
  '<',
  '>',
  '\n',
];
const REDIRECTS = new Set(['&>>', '<<<', '<<-', '<>', '&>', '<<', '>>', '>&', '<&', '>|', '<', '>']);

interface HereDocument {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly stripTabs: boolean;
  readonly fill: (body: Word) => void;
}

/** Replaces a command's name by what an alias says; undefined: there is none. */
export type AliasLookup = (name: string) => string | undefined;

/** What the grammar stands on: operators, reserved words, aliases, and redirections with their here-documents. */
export class Tokens {
  readonly reader: WordReader;
  readonly #alias: AliasLookup;
  readonly #hereDocuments: HereDocument[] = [];
  /** Up to where the text of an alias reaches, in which that alias is a plain word. */
  #expanded: { name: string; end: number }[] = [];

  constructor(reader: WordReader, alias: AliasLookup) {
    this.reader = reader;
    this.#alias = alias;
  }

  ended(): boolean {
    this.reader.skipBlanks();
    return this.reader.at >= this.reader.source.length;
  }

  operator(): string | undefined {
    const reader = this.reader;
    reader.skipBlanks();
    if (
      (reader.source[reader.at] === '<' || reader.source[reader.at] === '>') &&
      reader.source[reader.at + 1] === '('
    ) {
      return undefined;
    }
    return OPERATORS.find((operator) => reader.source.startsWith(operator, reader.at));
  }

  take(operator: string): void {
    this.reader.at += operator.length;
    if (operator === '\n') this.readHereDocuments();
  }

  newlines(): void {
    while (this.operator() === '\n') this.take('\n');
  }

  /** The reserved word that stands here, if one does. */
  reserved(): string | undefined {
    const reader = this.reader;
    reader.skipBlanks();
    const match = /^(?:\[\[|\]\]|[{}!]|[a-z]+)(?=[\s;&|<>()]|$)/.exec(reader.source.slice(reader.at, reader.at + 12));
    return match && RESERVED.has(match[0]) ? match[0] : undefined;
  }

  expect(word: string): void {
    this.newlines();
    if (this.reserved() !== word) this.unexpected();
    this.reader.at += word.length;
  }

  unexpected(): never {
    const reader = this.reader;
    if (this.ended()) return reader.fail('syntax error: unexpected end of file', true);
    const operator = this.operator();
    const at = reader.at;
    const token = operator ?? (reader.word() ? reader.source.slice(at, reader.at) : reader.source[at]!);
    return reader.fail(`syntax error near unexpected token \`${operator === '\n' ? 'newline' : token}'`, false, token);
  }

  /** Puts an alias's text in the place of its name. */
  expandAlias(): boolean {
    const reader = this.reader;
    const match = /^[^\s;&|<>()$`"'\\=]+(?=[\s;&|<>()]|$)/.exec(reader.source.slice(reader.at, reader.at + 100));
    if (!match) return false;
    this.#expanded = this.#expanded.filter((one) => one.end > reader.at);
    if (this.#expanded.some((one) => one.name === match[0]) || reader.aliasesLeft <= 0) return false;
    const text = this.#alias(match[0]);
    if (text === undefined) return false;
    reader.aliasesLeft--;
    const { source, at } = reader;
    reader.source = source.slice(0, at) + text + source.slice(at + match[0].length);
    const grown = text.length - match[0].length;
    this.#expanded = this.#expanded.map((one) => ({ ...one, end: one.end + grown }));
    this.#expanded.push({ name: match[0], end: at + text.length + 1 });
    return true;
  }

  redirect(): Redirect | undefined {
    const reader = this.reader;
    reader.skipBlanks();
    const match = /^[0-9](?=[<>])/.exec(reader.source.slice(reader.at, reader.at + 2));
    if (match) reader.at++;
    const operator = this.operator();
    if (operator === undefined || !REDIRECTS.has(operator)) {
      if (match) reader.at--;
      return undefined;
    }
    this.take(operator);
    reader.skipBlanks();
    const target = this.operator() === undefined ? reader.word() : undefined;
    if (!target) this.unexpected();
    const fd = match ? Number(match[0]) : operator.startsWith('<') ? 0 : 1;
    if (operator === '<<' || operator === '<<-') return this.#hereDocument(fd, target, operator === '<<-');
    const kind = (operator === '>|' ? '>' : operator) as Redirect['kind'];
    return { fd, kind, target };
  }

  #hereDocument(fd: number, delimiter: Word, stripTabs: boolean): Redirect {
    const redirect: { fd: number; kind: '<<'; target: Word } = { fd, kind: '<<', target: [] };
    this.#hereDocuments.push({
      delimiter: textOfWord(delimiter),
      quoted: delimiter.some((part) => part.kind === 'text' && part.quoted),
      stripTabs,
      fill: (body) => void (redirect.target = body),
    });
    return redirect;
  }

  /** The lines behind the one that has just ended. */
  readHereDocuments(): void {
    const reader = this.reader;
    for (const document of this.#hereDocuments.splice(0)) {
      const lines: string[] = [];
      for (;;) {
        if (reader.at >= reader.source.length) {
          return reader.fail(`here-document delimited by end-of-file (wanted \`${document.delimiter}')`, true);
        }
        const end = reader.source.indexOf('\n', reader.at);
        const raw = reader.source.slice(reader.at, end < 0 ? undefined : end);
        reader.at = end < 0 ? reader.source.length : end + 1;
        const line = document.stripTabs ? raw.replace(/^\t+/, '') : raw;
        if (line === document.delimiter) break;
        lines.push(`${line}\n`);
      }
      const text = lines.join('');
      document.fill(document.quoted ? [{ kind: 'text', text, quoted: true }] : reader.hereDocument(text));
    }
  }
}

export function textOfWord(word: Word): string {
  return word.map((part) => (part.kind === 'text' ? part.text : '')).join('');
}
