import { compileRegexp } from '../../regexp/index.ts';
import { unescapeAnsi } from '../../syntax/reader.ts';
import { UsageFailure } from '../arguments.ts';
import type { Expression, Rule, Statement } from './tree.ts';

interface Token {
  readonly kind: 'number' | 'string' | 'regexp' | 'name' | 'operator' | 'end';
  readonly text: string;
}

const OPERATOR = /^(?:\+\+|--|&&|\|\||[-+*/%^=!<>]=|!~|[-+*/%^=!<>~?:,;{}()[\]$\n])/;
/** Behind these a slash divides; everywhere else it begins a regular expression. */
const VALUES = new Set([')', ']', '$']);
const MOST_TOKENS = 20_000;

function tokensOf(program: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < program.length;) {
    const rest = program.slice(at, at + 4096);
    const skipped = /^(?:[ \t\r]|\\\n|#[^\n]*)+/.exec(rest)?.[0];
    if (skipped) {
      at += skipped.length;
      continue;
    }
    const last = tokens.at(-1);
    const divides =
      last !== undefined &&
      (last.kind === 'number' || last.kind === 'string' || last.kind === 'name' || VALUES.has(last.text));
    const found = read(rest, divides);
    if (!found || tokens.length > MOST_TOKENS) throw new UsageFailure(`cmd. line:1: Unexpected token`, 1);
    tokens.push(found.token);
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '' });
  return tokens;
}

function read(rest: string, divides: boolean): { token: Token; length: number } | undefined {
  const number = /^(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/.exec(rest);
  if (number) return { token: { kind: 'number', text: number[0] }, length: number[0].length };
  const string = /^"((?:[^"\\\n]|\\[^])*)"/.exec(rest);
  if (string)
    return {
      token: { kind: 'string', text: unescapeAnsi(string[1]!.replaceAll('\\/', '/')) },
      length: string[0].length,
    };
  const regexp = divides ? undefined : /^\/((?:[^/\\\n]|\\.)*)\//.exec(rest);
  if (regexp) return { token: { kind: 'regexp', text: regexp[1]!.replaceAll('\\/', '/') }, length: regexp[0].length };
  const name = /^[A-Za-z_][A-Za-z0-9_]*/.exec(rest);
  if (name) return { token: { kind: 'name', text: name[0] }, length: name[0].length };
  const operator = OPERATOR.exec(rest);
  return operator ? { token: { kind: 'operator', text: operator[0] }, length: operator[0].length } : undefined;
}

/** Reads a program of awk. Throws UsageFailure. */
export function parseAwk(program: string): readonly Rule[] {
  return new Parser(tokensOf(program)).rules();
}

const COMPARE = new Set(['<', '<=', '==', '!=', '>', '>=']);

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get #token(): Token {
    return this.#tokens[this.#at]!;
  }

  #is(text: string): boolean {
    return this.#token.text === text && (this.#token.kind === 'operator' || this.#token.kind === 'name');
  }

  #take(text: string): boolean {
    if (!this.#is(text)) return false;
    this.#at++;
    return true;
  }

  #expect(text: string): void {
    if (!this.#take(text)) throw new UsageFailure(`cmd. line:1: Unexpected token`, 1);
  }

  #newlines(): void {
    while (this.#is('\n') || this.#is(';')) this.#at++;
  }

  rules(): Rule[] {
    const rules: Rule[] = [];
    for (this.#newlines(); this.#token.kind !== 'end'; this.#newlines()) {
      let when: Rule['when'];
      if (this.#is('BEGIN') || this.#is('END')) when = this.#tokens[this.#at++]!.text as 'BEGIN' | 'END';
      else if (!this.#is('{')) when = this.#expression();
      const block = this.#is('{') ? this.#block() : undefined;
      rules.push({ when, body: block });
    }
    return rules;
  }

  #block(): Statement[] {
    this.#expect('{');
    const body: Statement[] = [];
    for (this.#newlines(); !this.#is('}'); this.#newlines()) body.push(this.#statement());
    this.#expect('}');
    return body;
  }

  #statement(): Statement {
    if (this.#is('{')) return { kind: 'block', body: this.#block() };
    if (this.#take('if')) return this.#if();
    if (this.#take('while')) {
      this.#expect('(');
      const test = this.#expression();
      this.#expect(')');
      return { kind: 'while', test, body: this.#body(), step: undefined };
    }
    if (this.#take('for')) return this.#for();
    for (const kind of ['next', 'break', 'continue'] as const) if (this.#take(kind)) return { kind };
    if (this.#take('exit')) return { kind: 'exit', value: this.#ends() ? undefined : this.#expression() };
    return this.#simple();
  }

  #ends(): boolean {
    return this.#is(';') || this.#is('\n') || this.#is('}') || this.#token.kind === 'end';
  }

  #body(): Statement {
    while (this.#is('\n')) this.#at++;
    return this.#take(';') ? { kind: 'block', body: [] } : this.#statement();
  }

  #if(): Statement {
    this.#expect('(');
    const test = this.#expression();
    this.#expect(')');
    const then = this.#body();
    const mark = this.#at;
    this.#newlines();
    if (this.#take('else')) return { kind: 'if', test, then, otherwise: this.#body() };
    this.#at = mark;
    return { kind: 'if', test, then, otherwise: undefined };
  }

  #for(): Statement {
    this.#expect('(');
    const [name, word, array] = this.#tokens.slice(this.#at, this.#at + 3);
    if (name?.kind === 'name' && word?.text === 'in' && this.#tokens[this.#at + 3]?.text === ')') {
      this.#at += 4;
      return { kind: 'each', name: name.text, array: array!.text, body: this.#body() };
    }
    const nothing: Statement = { kind: 'block', body: [] };
    const begin = this.#is(';') ? nothing : this.#simple();
    this.#expect(';');
    const test: Expression = this.#is(';') ? { kind: 'number', value: 1 } : this.#expression();
    this.#expect(';');
    const step = this.#is(')') ? undefined : this.#simple();
    this.#expect(')');
    return { kind: 'block', body: [begin, { kind: 'while', test, body: this.#body(), step }] };
  }

  #simple(): Statement {
    if (this.#is('print') || this.#is('printf')) {
      const formatted = this.#tokens[this.#at++]!.text === 'printf';
      const args: Expression[] = [];
      if (!this.#ends()) {
        do args.push(this.#expression());
        while (this.#take(','));
      }
      return {
        kind: 'print',
        formatted,
        args: args.flatMap((one) => (one.kind === 'call' && one.name === '' ? one.args : [one])),
      };
    }
    if (this.#take('delete')) {
      const name = this.#tokens[this.#at++]!.text;
      if (!this.#take('[')) return { kind: 'delete', name, index: undefined };
      const index = this.#expression();
      this.#expect(']');
      return { kind: 'delete', name, index };
    }
    return { kind: 'expression', value: this.#expression() };
  }

  #expression(): Expression {
    if (++this.#depth > 100) throw new UsageFailure('cmd. line:1: expression nested too deeply', 1);
    const left = this.#choice();
    this.#depth--;
    const operator =
      /^[-+*/%^]?=$/.test(this.#token.text) && this.#token.kind === 'operator' ? this.#token.text : undefined;
    if (operator === undefined) return left;
    this.#at++;
    return { kind: 'assign', operator: operator.slice(0, -1), to: left, value: this.#expression() };
  }

  #choice(): Expression {
    const test = this.#level(0);
    if (!this.#take('?')) return test;
    const yes = this.#expression();
    this.#expect(':');
    return { kind: 'choice', test, yes, no: this.#expression() };
  }

  /** || · && · in · ~ · comparisons · what stands side by side · + · * · unary · ^ */
  #level(level: number): Expression {
    if (level >= LEVELS.length) return this.#joined();
    let left = this.#level(level + 1);
    while (this.#token.kind !== 'string' && this.#token.kind !== 'regexp' && LEVELS[level]!.has(this.#token.text)) {
      const operator = this.#tokens[this.#at++]!.text;
      if (operator === 'in') left = { kind: 'in', name: this.#tokens[this.#at++]!.text, key: left };
      else left = { kind: 'binary', operator, left, right: this.#level(level + 1) };
    }
    return left;
  }

  #joined(): Expression {
    let left = this.#sum();
    while (this.#begins()) left = { kind: 'binary', operator: '', left, right: this.#sum() };
    return left;
  }

  /** Whether a value stands here, which is then put behind the one before it. */
  #begins(): boolean {
    const { kind, text } = this.#token;
    if (kind === 'number' || kind === 'string' || kind === 'regexp') return true;
    if (kind === 'name') return !['in', 'else'].includes(text);
    return kind === 'operator' && ['$', '(', '!', '++', '--'].includes(text);
  }

  #sum(): Expression {
    let left = this.#product();
    while (this.#is('+') || this.#is('-'))
      left = { kind: 'binary', operator: this.#tokens[this.#at++]!.text, left, right: this.#product() };
    return left;
  }

  #product(): Expression {
    let left = this.#unary();
    while (this.#is('*') || this.#is('/') || this.#is('%')) {
      left = { kind: 'binary', operator: this.#tokens[this.#at++]!.text, left, right: this.#unary() };
    }
    return left;
  }

  #unary(): Expression {
    for (const operator of ['!', '-', '+'])
      if (this.#take(operator)) return { kind: 'unary', operator, value: this.#unary() };
    const left = this.#postfix();
    return this.#take('^') ? { kind: 'binary', operator: '^', left, right: this.#unary() } : left;
  }

  #postfix(): Expression {
    for (const operator of ['++', '--'])
      if (this.#take(operator))
        return { kind: 'step', by: operator === '++' ? 1 : -1, before: true, to: this.#primary() };
    const value = this.#primary();
    for (const operator of ['++', '--'])
      if (this.#take(operator)) return { kind: 'step', by: operator === '++' ? 1 : -1, before: false, to: value };
    return value;
  }

  #primary(): Expression {
    const { kind, text } = this.#tokens[this.#at++]!;
    if (kind === 'number') return { kind: 'number', value: Number(text) };
    if (kind === 'string') return { kind: 'string', value: text };
    if (kind === 'regexp') {
      const regexp = compileRegexp(text, { extended: true });
      if (typeof regexp === 'string') throw new UsageFailure(regexp, 1);
      return { kind: 'regexp', regexp };
    }
    if (text === '$') return { kind: 'field', index: this.#postfix() };
    if (text === '(') {
      const values = [this.#expression()];
      while (this.#take(',')) values.push(this.#expression());
      this.#expect(')');
      return values.length === 1 ? values[0]! : { kind: 'call', name: '', args: values };
    }
    if (kind !== 'name') throw new UsageFailure('cmd. line:1: Unexpected token', 1);
    if (this.#take('[')) {
      const index = this.#expression();
      this.#expect(']');
      return { kind: 'element', name: text, index };
    }
    if (!this.#take('('))
      return text === 'length' ? { kind: 'call', name: text, args: [] } : { kind: 'variable', name: text };
    const args: Expression[] = [];
    if (!this.#is(')')) {
      do args.push(this.#expression());
      while (this.#take(','));
    }
    this.#expect(')');
    return { kind: 'call', name: text, args };
  }
}

const LEVELS: readonly ReadonlySet<string>[] = [
  new Set(['||']),
  new Set(['&&']),
  new Set(['in']),
  new Set(['~', '!~']),
  COMPARE,
];
