import { PrintError } from '../types.ts';
import { unquoteExtend } from './unquote.ts';

/** The language of client-go/util/jsonpath: text with actions in braces, each a list of steps. */
export type Node =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'list'; readonly nodes: Node[] }
  | { readonly kind: 'field'; readonly name: string }
  | { readonly kind: 'array'; readonly bounds: readonly [Bound, Bound, Bound] }
  | {
      readonly kind: 'filter';
      readonly left: readonly Node[];
      readonly right: readonly Node[];
      readonly operator: string;
    }
  | { readonly kind: 'value'; readonly value: number | boolean }
  | { readonly kind: 'union'; readonly lists: readonly (readonly Node[])[] }
  | { readonly kind: 'identifier'; readonly name: string }
  | { readonly kind: 'wildcard' }
  | { readonly kind: 'recursive' };

/** From, to or step of a slice; undefined: not written. `derived`: it followed from the index alone. */
export interface Bound {
  readonly value: number | undefined;
  readonly derived?: boolean;
}

/** The texts and actions of a template, in their order. Throws PrintError. */
export function parseTemplate(text: string): Node[] {
  return new Parser(text).template();
}

/** The steps of one expression, as they stand between braces. */
function parseAction(text: string): Node[] {
  const [first] = parseTemplate(`{${text}}`);
  return first?.kind === 'list' ? first.nodes : [];
}

const FILTER = /^([^!<>=]+)([!<>=]+)(.+?)$/;
const SLICE = /^(-?\d*)(:-?\d*)?(:-?\d*)?$/;
const TERMINATOR = /[ \t\r\n.,[\]$@{}]/;
const ALPHANUMERIC = /[\p{L}\p{Nd}_]/u;
const DIGIT = /\p{Nd}/u;

class Parser {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  template(): Node[] {
    const root: Node[] = [];
    while (this.#at < this.#text.length) {
      const open = this.#text.indexOf('{', this.#at);
      const end = open < 0 ? this.#text.length : open;
      if (end > this.#at) root.push({ kind: 'text', text: this.#text.slice(this.#at, end) });
      this.#at = end + 1;
      if (open < 0) return root;
      const nodes: Node[] = [];
      root.push({ kind: 'list', nodes });
      this.#action(nodes);
    }
    return root;
  }

  #rune(): string {
    const code = this.#text.codePointAt(this.#at);
    return code === undefined ? '' : String.fromCodePoint(code);
  }

  #action(nodes: Node[]): void {
    while (true) {
      if (this.#text.startsWith('}', this.#at)) {
        this.#at++;
        return;
      }
      if (this.#text.startsWith('[?(', this.#at)) this.#filter(nodes);
      else if (this.#text.startsWith('..', this.#at)) this.#recursive(nodes);
      else this.#step(nodes);
    }
  }

  #step(nodes: Node[]): void {
    const rune = this.#rune();
    if (rune === '' || rune === '\r' || rune === '\n') throw new PrintError('unclosed action');
    if (rune === ' ' || rune === '@' || rune === '$') this.#at++;
    else if (rune === '[') this.#array(nodes);
    else if (rune === '"' || rune === "'") this.#quote(nodes, rune);
    else if (rune === '.') {
      this.#at++;
      this.#field(nodes);
    } else if (rune === '+' || rune === '-' || DIGIT.test(rune)) this.#number(nodes);
    else if (ALPHANUMERIC.test(rune)) this.#identifier(nodes);
    else {
      const code = (rune.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
      throw new PrintError(`unrecognized character in action: U+${code} '${rune}'`);
    }
  }

  #identifier(nodes: Node[]): void {
    const start = this.#at;
    while (this.#at < this.#text.length && !TERMINATOR.test(this.#text.charAt(this.#at))) this.#at++;
    const name = this.#text.slice(start, this.#at);
    if (name === 'true' || name === 'false') nodes.push({ kind: 'value', value: name === 'true' });
    else nodes.push({ kind: 'identifier', name });
  }

  #recursive(nodes: Node[]): void {
    if (nodes.at(-1)?.kind === 'recursive') throw new PrintError('invalid multiple recursive descent');
    this.#at += 2;
    nodes.push({ kind: 'recursive' });
    if (ALPHANUMERIC.test(this.#rune())) this.#field(nodes);
  }

  #number(nodes: Node[]): void {
    const text = /^[+-]?[\p{Nd}.]*/u.exec(this.#text.slice(this.#at))?.[0] ?? '';
    this.#at += text.length;
    if (!/^[+-]?(\d+\.?\d*|\.\d+)$/.test(text)) throw new PrintError(`cannot parse number ${text}`);
    nodes.push({ kind: 'value', value: Number(text) });
  }

  #field(nodes: Node[]): void {
    const start = this.#at;
    while (this.#at < this.#text.length && !TERMINATOR.test(this.#text.charAt(this.#at))) {
      this.#at += this.#text.charAt(this.#at) === '\\' ? 2 : 1;
    }
    const name = this.#text.slice(start, this.#at);
    nodes.push(name === '*' ? { kind: 'wildcard' } : { kind: 'field', name: name.replaceAll('\\', '') });
  }

  #quote(nodes: Node[], end: string): void {
    const start = this.#at++;
    while (true) {
      const rune = this.#rune();
      if (rune === '' || rune === '\n') throw new PrintError('unterminated quoted string');
      this.#at += rune.length;
      if (rune === end && this.#text.charAt(this.#at - 2) !== '\\') break;
    }
    const quoted = this.#text.slice(start, this.#at);
    const text = unquoteExtend(quoted);
    if (text === undefined) throw new PrintError(`unquote string ${quoted} error invalid syntax`);
    nodes.push({ kind: 'text', text });
  }

  #array(nodes: Node[]): void {
    const found = /^\[([^\]\n]*)\]/.exec(this.#text.slice(this.#at));
    if (found === null) throw new PrintError('unterminated array');
    this.#at += found[0].length;
    const inside = found[1] === '*' ? ':' : (found[1] ?? '');
    const parts = inside.split(',');
    if (parts.length > 1) {
      nodes.push({ kind: 'union', lists: parts.map((part) => parseAction(`[${part.replace(/^ +| +$/g, '')}]`)) });
      return;
    }
    const key = /^'([^']*)'$/.exec(inside)?.[1];
    if (key !== undefined) nodes.push(...parseAction(`.${key}`));
    else nodes.push({ kind: 'array', bounds: sliceBounds(inside) });
  }

  #filter(nodes: Node[]): void {
    this.#at += 3;
    const start = this.#at;
    const end = this.#filterEnd();
    const text = this.#text.slice(start, end);
    if (this.#text.charAt(end + 1) !== ']') throw new PrintError('unclosed array expect ]');
    this.#at = end + 2;
    const found = FILTER.exec(text);
    if (found === null) {
      nodes.push({ kind: 'filter', left: parseAction(text), right: [], operator: 'exists' });
      return;
    }
    const [left, operator, right] = [found[1] ?? '', found[2] ?? '', found[3] ?? ''];
    nodes.push({ kind: 'filter', left: parseAction(left), right: parseAction(right), operator });
  }

  /** Where the filter's parenthesis closes: the first one that is not inside its one pair of quotes. */
  #filterEnd(): number {
    let pair = '';
    let ended = false;
    for (let at = this.#at; at < this.#text.length; at++) {
      const unit = this.#text.charAt(at);
      if (unit === '\n') break;
      if (unit === '"' || unit === "'") {
        if (pair === '') pair = unit;
        else if (unit === pair && this.#text.charAt(at - 1) !== '\\') ended = true;
      } else if (unit === ')' && (pair !== '') === ended) return at;
    }
    throw new PrintError('unterminated filter');
  }
}

function sliceBounds(inside: string): readonly [Bound, Bound, Bound] {
  const found = SLICE.exec(inside);
  if (found === null) throw new PrintError(`invalid array index ${inside}`);
  const number = (text: string): number => {
    if (!/^-?\d+$/.test(text)) throw new PrintError(`array index ${text} is not a number`);
    return Number(text);
  };
  const from: Bound = { value: found[1] ? number(found[1]) : undefined };
  const rest = (part: string | undefined): Bound => {
    const text = part?.slice(1) ?? '';
    return { value: text === '' ? undefined : number(text) };
  };
  const to: Bound = found[2] === undefined ? { value: (from.value ?? 0) + 1, derived: true } : rest(found[2]);
  return [from, to, rest(found[3])];
}
