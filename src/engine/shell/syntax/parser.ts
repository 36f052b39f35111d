import { WordReader } from './reader.ts';
import { CLOSERS, Tokens, textOfWord, type AliasLookup } from './tokens.ts';
import type { Assignment, Branch, Case, Command, List, ListItem, Pipeline, Redirect, Word } from './tree.ts';

type Body = Command extends infer C ? (C extends Command ? Omit<C, 'redirects' | 'line'> : never) : never;

/**
 * Reads a script one complete line at a time, as shells do: what stands above a mistake has run by then, and an alias counts from
 * the next line on.
 */
export class Parser extends Tokens {
  constructor(script: string | WordReader, alias: AliasLookup = () => undefined) {
    const inside = (reader: WordReader, closer: ')') => new Parser(reader, alias).#inside(closer);
    super(typeof script === 'string' ? new WordReader(script, inside) : script, alias);
  }

  /** The next line with a command; undefined: there are no more. */
  next(): List | undefined {
    this.newlines();
    if (this.ended()) return undefined;
    const items: ListItem[] = [];
    for (;;) {
      items.push(this.#item());
      const operator = this.operator();
      if (operator === undefined && this.ended()) break;
      if (operator === '\n') {
        this.take('\n');
        break;
      }
      if (operator !== ';' && operator !== '&') this.unexpected();
      this.take(operator);
      this.reader.skipBlanks();
      if (this.operator() === '\n') {
        this.take('\n');
        break;
      }
      if (this.ended()) break;
    }
    if (this.ended()) this.readHereDocuments();
    return { items };
  }

  /** The commands of `$( )`. */
  #inside(closer: ')'): List {
    const list = this.#list((operator) => operator === closer);
    if (this.operator() !== closer) this.reader.unclosed(closer);
    this.take(closer);
    return list;
  }

  /** Items up to an operator or reserved word that closes; at least one. */
  #list(closes: (operator: string | undefined) => boolean = () => false): List {
    const items: ListItem[] = [];
    for (;;) {
      this.newlines();
      const operator = this.operator();
      if (closes(operator) || this.ended()) return { items };
      const reserved = this.reserved();
      if (reserved !== undefined && CLOSERS.has(reserved)) return { items };
      if (operator === ';;' || operator === ';&') return { items };
      items.push(this.#item());
      const separator = this.operator();
      if (separator === ';' || separator === '&' || separator === '\n') this.take(separator);
      else return { items };
    }
  }

  /** A list that must hold a command: `then fi` is a mistake. */
  #body(): List {
    const list = this.#list();
    if (list.items.length === 0) this.unexpected();
    return list;
  }

  #item(): ListItem {
    const first = this.#pipeline();
    const rest: { when: '&&' | '||'; run: Pipeline }[] = [];
    for (;;) {
      const operator = this.operator();
      if (operator !== '&&' && operator !== '||') return { first, rest, background: operator === '&' };
      this.take(operator);
      this.newlines();
      rest.push({ when: operator, run: this.#pipeline() });
    }
  }

  #pipeline(): Pipeline {
    const reader = this.reader;
    reader.skipBlanks();
    const begin = reader.at;
    let negated = false;
    for (let word = this.reserved(); word === '!' || word === 'time'; word = this.reserved()) {
      if (word === '!') negated = !negated;
      reader.at += word.length;
    }
    const commands: Command[] = [];
    for (;;) {
      const command = this.#command();
      const operator = this.operator();
      const joined = operator === '|&' ? [...command.redirects, TO_OUTPUT] : command.redirects;
      commands.push(operator === '|&' ? { ...command, redirects: joined } : command);
      if (operator !== '|' && operator !== '|&') break;
      this.take(operator);
      this.newlines();
    }
    return { commands, negated, text: reader.source.slice(begin, reader.at).trim() };
  }

  #command(): Command {
    const reader = this.reader;
    reader.skipBlanks();
    const { line } = reader;
    const body = this.#compound();
    if (body === undefined) return this.#simple(line);
    const redirects: Redirect[] = [];
    for (let redirect; (redirect = this.redirect());) redirects.push(redirect);
    return { ...body, redirects, line };
  }

  #compound(): Body | undefined {
    const reader = this.reader;
    if (this.operator() === '(') {
      if (reader.source.startsWith('((', reader.at)) return this.#arithmetic();
      this.take('(');
      const body = this.#list((operator) => operator === ')');
      if (this.operator() !== ')' || body.items.length === 0) this.unexpected();
      this.take(')');
      return { kind: 'subshell', body };
    }
    const word = this.reserved();
    if (word === undefined) return this.#functionHere();
    if (CLOSERS.has(word) || word === 'in' || word === ']]') this.unexpected();
    reader.at += word.length;
    switch (word) {
      case '{': {
        const body = this.#body();
        this.expect('}');
        return { kind: 'group', body };
      }
      case 'if':
        return this.#if();
      case 'for':
        return this.#for();
      case 'case':
        return this.#case();
      case '[[':
        return this.#test();
      case 'function':
        return this.#function();
      default: {
        const condition = this.#body();
        return { kind: 'while', until: word === 'until', condition, body: this.#doBody() };
      }
    }
  }

  #arithmetic(): Body {
    this.reader.at += 2;
    return { kind: 'arithmetic', expression: this.reader.arithmeticUpTo('))') };
  }

  #doBody(): List {
    this.expect('do');
    const body = this.#body();
    this.expect('done');
    return body;
  }

  #if(): Body {
    const branches: Branch[] = [];
    for (;;) {
      const condition = this.#body();
      this.expect('then');
      branches.push({ condition, body: this.#body() });
      const word = this.reserved();
      if (word === 'elif') {
        this.reader.at += 4;
        continue;
      }
      let otherwise: List | undefined;
      if (word === 'else') {
        this.reader.at += 4;
        otherwise = this.#body();
      }
      this.expect('fi');
      return { kind: 'if', branches, otherwise };
    }
  }

  #for(): Body {
    const reader = this.reader;
    reader.skipBlanks();
    if (reader.source.startsWith('((', reader.at)) {
      reader.at += 2;
      const parts = [reader.arithmeticUpTo(';'), reader.arithmeticUpTo(';'), reader.arithmeticUpTo('))')] as const;
      if (this.operator() === ';') this.take(';');
      return { kind: 'cfor', parts: [parts[0], parts[1], parts[2]], body: this.#doBody() };
    }
    const name = this.#literal();
    if (name === undefined || !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      if (name === undefined) this.unexpected();
      reader.fail(`\`${name}': not a valid identifier`, false);
    }
    this.newlines();
    let words: Word[] | undefined;
    if (this.reserved() === 'in') {
      reader.at += 2;
      words = [];
      for (let word; this.operator() === undefined && (word = reader.word());) words.push(word);
    }
    const operator = this.operator();
    if (operator === ';' || operator === '\n') this.take(operator);
    return { kind: 'for', name, words, body: this.#doBody() };
  }

  #literal(): string | undefined {
    if (this.operator() !== undefined) return undefined;
    const word = this.reader.word();
    return word?.every((part) => part.kind === 'text') ? textOfWord(word) : undefined;
  }

  #case(): Body {
    const reader = this.reader;
    reader.skipBlanks();
    const word = this.operator() === undefined ? reader.word() : undefined;
    if (!word) return this.unexpected();
    this.expect('in');
    const cases: Case[] = [];
    for (;;) {
      this.newlines();
      if (this.reserved() === 'esac') break;
      if (this.operator() === '(') this.take('(');
      const patterns: Word[] = [];
      for (;;) {
        const pattern = this.operator() === undefined ? reader.word() : undefined;
        if (!pattern) return this.unexpected();
        patterns.push(pattern);
        if (this.operator() !== '|') break;
        this.take('|');
      }
      if (this.operator() !== ')') this.unexpected();
      this.take(')');
      const body = this.#list();
      const end = this.operator();
      cases.push({ patterns, body, falls: end === ';&' });
      if (end === ';;' || end === ';&' || end === ';;&') this.take(end);
      else break;
    }
    this.expect('esac');
    return { kind: 'case', word, cases };
  }

  /** `name() …` */
  #functionHere(): Body | undefined {
    const reader = this.reader;
    const match = /^([A-Za-z_][A-Za-z0-9_-]*)[ \t]*\([ \t]*\)/.exec(reader.source.slice(reader.at, reader.at + 200));
    if (!match) return undefined;
    reader.at += match[0].length;
    return this.#functionBody(match[1]!);
  }

  #function(): Body {
    const name = this.#literal() ?? this.unexpected();
    const match = /^[ \t]*\([ \t]*\)/.exec(this.reader.source.slice(this.reader.at));
    if (match) this.reader.at += match[0].length;
    return this.#functionBody(name);
  }

  #functionBody(name: string): Body {
    this.newlines();
    return { kind: 'function', name, body: this.#command() };
  }

  /** Words and operators up to `]]`. */
  #test(): Body {
    const reader = this.reader;
    const words: (Word | string)[] = [];
    for (;;) {
      this.newlines();
      if (this.reserved() === ']]') break;
      if (this.ended()) reader.unclosed(']]');
      const operator = this.operator();
      const previous = words.at(-1);
      const regexp = Array.isArray(previous) && textOfWord(previous) === '=~';
      if (operator !== undefined && !(regexp && operator === '(')) {
        this.take(operator);
        words.push(operator);
        continue;
      }
      words.push(regexp ? this.#regexpWord() : (reader.word() ?? this.unexpected()));
    }
    reader.at += 2;
    return { kind: 'test', words };
  }

  /** Behind `=~` parentheses and bars are part of the word. */
  #regexpWord(): Word {
    const reader = this.reader;
    const parts = [];
    for (;;) {
      const word = reader.word();
      if (word) parts.push(...word);
      const next = reader.source[reader.at] ?? '';
      if (!'()|<>'.includes(next) || next === '') return parts;
      parts.push({ kind: 'text' as const, text: next, quoted: false });
      reader.at++;
    }
  }

  #simple(line: number): Command {
    const reader = this.reader;
    const assignments: Assignment[] = [];
    const words: Word[] = [];
    const redirects: Redirect[] = [];
    for (;;) {
      const redirect = this.redirect();
      if (redirect) {
        redirects.push(redirect);
        continue;
      }
      if (this.operator() !== undefined || this.ended()) break;
      if (words.length === 0 && this.expandAlias()) continue;
      const word = reader.word()!;
      const assignment = words.length === 0 ? assignmentOf(word) : undefined;
      if (assignment) assignments.push(assignment);
      else words.push(word);
    }
    if (assignments.length + words.length + redirects.length === 0) this.unexpected();
    return { kind: 'simple', assignments, words, redirects, line };
  }
}

const TO_OUTPUT: Redirect = { fd: 2, kind: '>&', target: [{ kind: 'text', text: '1', quoted: false }] };

/** `name=value` and `name+=value`. */
function assignmentOf(word: Word): Assignment | undefined {
  const [first] = word;
  if (first?.kind !== 'text' || first.quoted) return undefined;
  const match = /^([A-Za-z_][A-Za-z0-9_]*)(\+?)=/.exec(first.text);
  if (!match) return undefined;
  const rest = first.text.slice(match[0].length);
  const value: Word = rest === '' ? word.slice(1) : [{ ...first, text: rest }, ...word.slice(1)];
  return { name: match[1]!, append: match[2] === '+', value };
}
