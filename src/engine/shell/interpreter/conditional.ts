import type { Bytes } from '../../apimachinery/index.ts';
import { unary } from '../builtins/test.ts';
import type { Run } from '../machine.ts';
import { compileRegexp } from '../regexp/index.ts';
import type { Word } from '../syntax/tree.ts';
import { arithmetic, expandPattern, expandText, type Substitutions } from './expand.ts';
import { globMatch } from './glob.ts';
import { ExpansionFailure, type Shell } from './shell.ts';

const BINARY = new Set([
  '=',
  '==',
  '!=',
  '=~',
  '<',
  '>',
  '-eq',
  '-ne',
  '-lt',
  '-le',
  '-gt',
  '-ge',
  '-nt',
  '-ot',
  '-ef',
]);

/** `[[ … ]]`: words are not split, and the right side of `==` is a pattern. */
export function* runConditional(shell: Shell, words: readonly (Word | string)[], by: Substitutions): Run<number> {
  const test = new Conditional(shell, words, by);
  const value = yield* test.or();
  if (!test.done) throw new ExpansionFailure('syntax error in conditional expression', false);
  return value ? 0 : 1;
}

class Conditional {
  readonly #shell: Shell;
  readonly #words: readonly (Word | string)[];
  readonly #by: Substitutions;
  #at = 0;

  constructor(shell: Shell, words: readonly (Word | string)[], by: Substitutions) {
    this.#shell = shell;
    this.#words = words;
    this.#by = by;
  }

  get done(): boolean {
    return this.#at >= this.#words.length;
  }

  /** An operator, or a word without quotes and dollars, as it stands. */
  #bare(ahead = 0): string | undefined {
    const word = this.#words[this.#at + ahead];
    if (typeof word === 'string' || word === undefined) return word;
    const [only] = word;
    return word.length === 1 && only?.kind === 'text' && !only.quoted ? only.text : undefined;
  }

  *or(): Run<boolean> {
    let value = yield* this.#and();
    while (this.#bare() === '||') {
      this.#at++;
      const right = yield* this.#and();
      value ||= right;
    }
    return value;
  }

  *#and(): Run<boolean> {
    let value = yield* this.#not();
    while (this.#bare() === '&&') {
      this.#at++;
      const right = yield* this.#not();
      value &&= right;
    }
    return value;
  }

  *#not(): Run<boolean> {
    if (this.#bare() === '!') {
      this.#at++;
      return !(yield* this.#not());
    }
    if (this.#bare() !== '(') return yield* this.#primary();
    this.#at++;
    const value = yield* this.or();
    if (this.#bare() !== ')') throw new ExpansionFailure("expected `)'", false);
    this.#at++;
    return value;
  }

  *#text(): Run<Bytes> {
    const word = this.#words[this.#at++];
    if (word === undefined) throw new ExpansionFailure('syntax error in conditional expression', false);
    return typeof word === 'string' ? word : yield* expandText(this.#shell, word, this.#by);
  }

  *#primary(): Run<boolean> {
    const operator = this.#bare(1);
    if (operator !== undefined && BINARY.has(operator)) return yield* this.#binary(operator);
    const first = this.#bare();
    if (first !== undefined && /^-[a-zA-Z]$/.test(first) && this.#at + 1 < this.#words.length) {
      this.#at++;
      return unary(this.#shell, first, yield* this.#text()) ?? false;
    }
    return (yield* this.#text()) !== '';
  }

  *#binary(operator: string): Run<boolean> {
    const left = yield* this.#text();
    this.#at++;
    const word = this.#words[this.#at];
    if (operator === '==' || operator === '=' || operator === '!=') {
      this.#at++;
      if (word === undefined) throw new ExpansionFailure('syntax error in conditional expression', false);
      const pattern = typeof word === 'string' ? word : yield* expandPattern(this.#shell, word, this.#by);
      return globMatch(pattern, left) === (operator !== '!=');
    }
    const right = yield* this.#text();
    if (operator === '=~') {
      const regexp = compileRegexp(right, { extended: true });
      if (typeof regexp === 'string') throw new ExpansionFailure(regexp, false);
      const match = regexp.exec(left, 0);
      return match !== undefined;
    }
    if (operator === '<') return left < right;
    if (operator === '>') return left > right;
    const a = arithmetic(this.#shell, left);
    const b = arithmetic(this.#shell, right);
    return compare(operator, a, b);
  }
}

/** `-eq` and its kin. */
export function compare(operator: string, a: bigint, b: bigint): boolean {
  switch (operator) {
    case '-eq':
      return a === b;
    case '-ne':
      return a !== b;
    case '-lt':
      return a < b;
    case '-le':
      return a <= b;
    case '-gt':
      return a > b;
    default:
      return a >= b;
  }
}
