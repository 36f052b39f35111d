import { goQuote } from '../../../engine/apimachinery/index.ts';
import { unescape } from '../jsonpath/unquote.ts';
import { PrintError } from '../types.ts';
import { lex, type Token, type TokenKind } from './lex.ts';
import { nodeText, type Command, type Expression, type Pipe, type Statement } from './nodes.ts';

export interface Template {
  readonly text: string;
  readonly body: readonly Statement[];
  readonly defined: ReadonlyMap<string, readonly Statement[]>;
}

/** Reads a template as text/template does under the name `output`. Throws PrintError with its texts. */
export function parse(text: string, functions: ReadonlySet<string>): Template {
  return new Parser(text, functions).template();
}

/** How a list of statements ended. */
type End = { readonly kind: 'end' | 'else' | 'eof' };

const OPERANDS: ReadonlySet<TokenKind> = new Set<TokenKind>([
  'bool',
  'character',
  'dot',
  'field',
  'identifier',
  'number',
  'nil',
  'raw',
  'string',
  'variable',
  '(',
]);

const NOT_EXECUTABLE = new Set(['bool', 'dot', 'nil', 'number', 'string']);

class Parser {
  readonly #text: string;
  readonly #tokens: readonly Token[];
  readonly #functions: ReadonlySet<string>;
  readonly #defined = new Map<string, readonly Statement[]>();
  #at = 0;
  #variables: string[] = ['$'];
  #actionLine = 0;
  #rangeDepth = 0;

  constructor(text: string, functions: ReadonlySet<string>) {
    this.#text = text;
    this.#tokens = lex(text);
    this.#functions = functions;
  }

  template(): Template {
    const [body, end] = this.#list(true);
    if (end.kind !== 'eof') this.#fail(`unexpected {{${end.kind}}}`);
    return { text: this.#text, body, defined: this.#defined };
  }

  #peek(): Token {
    return this.#tokens[Math.min(this.#at, this.#tokens.length - 1)]!;
  }

  #next(): Token {
    const token = this.#peek();
    this.#at++;
    return token;
  }

  #peekNonSpace(): Token {
    while (this.#peek().kind === 'space') this.#at++;
    return this.#peek();
  }

  #nextNonSpace(): Token {
    this.#peekNonSpace();
    return this.#next();
  }

  #fail(message: string, line = this.#tokens[Math.max(0, Math.min(this.#at, this.#tokens.length) - 1)]!.line): never {
    throw new PrintError(`template: output:${line}: ${message}`);
  }

  #unexpected(token: Token, context: string): never {
    if (token.kind !== 'error') return this.#fail(`unexpected ${tokenText(token)} in ${context}`, token.line);
    const started =
      this.#actionLine !== 0 && this.#actionLine !== token.line ? ` started at output:${this.#actionLine}` : '';
    const extra = started === '' || token.text.endsWith(' action') ? started : ` in action${started}`;
    return this.#fail(token.text + extra, token.line);
  }

  #expect(kind: TokenKind, context: string): Token {
    const token = this.#nextNonSpace();
    return token.kind === kind ? token : this.#unexpected(token, context);
  }

  /** Statements up to an {{end}}, an {{else}}, or at the top the template's end. */
  #list(top: boolean): readonly [readonly Statement[], End] {
    const statements: Statement[] = [];
    while (true) {
      const token = this.#next();
      if (token.kind === 'eof') return top ? [statements, { kind: 'eof' }] : this.#fail('unexpected EOF', token.line);
      if (token.kind === 'text') statements.push({ kind: 'text', text: token.text });
      else if (token.kind === 'left') {
        this.#actionLine = token.line;
        const read = this.#action(top);
        this.#actionLine = 0;
        if (read?.kind === 'end' || read?.kind === 'else') return [statements, read as End];
        if (read !== undefined) statements.push(read as Statement);
      } else this.#unexpected(token, 'input');
    }
  }

  #action(top: boolean): Statement | End | undefined {
    const token = this.#peekNonSpace();
    if (token.kind !== 'keyword') return { kind: 'action', at: token.at, pipe: this.#pipeline('command', 'right') };
    this.#at++;
    switch (token.text) {
      case 'if':
      case 'range':
      case 'with':
        return this.#control(token.text, token.at);
      case 'end':
        this.#expect('right', 'end');
        return { kind: 'end' };
      case 'else':
        return this.#else();
      case 'break':
      case 'continue':
        return this.#loopControl(token.text, token.at);
      case 'template':
        return this.#call();
      case 'block':
        return this.#block();
      default:
        return top ? this.#define() : this.#unexpected(token, 'command');
    }
  }

  #else(): End {
    const token = this.#peekNonSpace();
    // {{else if}} and {{else with}} are read by the statement that they belong to.
    if (token.kind === 'keyword' && (token.text === 'if' || token.text === 'with')) return { kind: 'else' };
    this.#expect('right', 'else');
    return { kind: 'else' };
  }

  #loopControl(kind: 'break' | 'continue', at: number): Statement {
    const token = this.#nextNonSpace();
    if (token.kind !== 'right') this.#unexpected(token, `{{${kind}}}`);
    if (this.#rangeDepth === 0) this.#fail(`{{${kind}}} outside {{range}}`);
    return { kind, at };
  }

  #control(kind: 'if' | 'range' | 'with', at: number): Statement {
    const outer = this.#variables.length;
    const pipe = this.#pipeline(kind, 'right');
    if (kind === 'range') this.#rangeDepth++;
    const [body, end] = this.#list(false);
    if (kind === 'range') this.#rangeDepth--;
    let otherwise: readonly Statement[] = [];
    if (end.kind === 'else') {
      const token = this.#peek();
      if (token.kind === 'keyword' && token.text === kind && kind !== 'range') {
        this.#at++;
        otherwise = [this.#control(kind, token.at)];
      } else {
        const [list, last] = this.#list(false);
        if (last.kind !== 'end') this.#fail(`expected end; found {{else}}`);
        otherwise = list;
      }
    }
    this.#variables.length = outer;
    return { kind, at, pipe, body, otherwise };
  }

  #name(context: string): string {
    const token = this.#nextNonSpace();
    if (token.kind !== 'string' && token.kind !== 'raw') return this.#unexpected(token, context);
    return this.#unquote(token);
  }

  #call(): Statement {
    const { at } = this.#peekNonSpace();
    const name = this.#name('template clause');
    if (this.#peekNonSpace().kind !== 'right') {
      return { kind: 'template', at, name, pipe: this.#pipeline('template clause', 'right') };
    }
    this.#at++;
    return { kind: 'template', at, name, pipe: undefined };
  }

  #block(): Statement {
    const { at } = this.#peekNonSpace();
    const name = this.#name('block clause');
    const pipe = this.#pipeline('block clause', 'right');
    this.#body(name, 'block clause');
    return { kind: 'template', at, name, pipe };
  }

  #define(): undefined {
    const name = this.#name('define clause');
    this.#expect('right', 'define clause');
    this.#body(name, 'define clause');
    return undefined;
  }

  #body(name: string, context: string): void {
    const outer = this.#variables;
    this.#variables = ['$'];
    const [body, end] = this.#list(false);
    if (end.kind !== 'end') this.#fail(`unexpected {{else}} in ${context}`);
    this.#variables = outer;
    this.#defined.set(name, body);
  }

  #pipeline(context: string, end: 'right' | ')'): Pipe {
    const { at } = this.#peekNonSpace();
    const { declares, assigns } = this.#declarations(context);
    const commands: Command[] = [];
    while (true) {
      const token = this.#nextNonSpace();
      if (token.kind === end) break;
      if (!OPERANDS.has(token.kind)) this.#unexpected(token, context);
      this.#at--;
      commands.push(this.#command());
    }
    if (commands.length === 0) this.#fail(`missing value for ${context}`);
    const stage = commands.findIndex(({ args }, i) => i > 0 && NOT_EXECUTABLE.has(args[0]!.kind));
    if (stage > 0) this.#fail(`non executable command in pipeline stage ${stage + 1}`);
    return { kind: 'pipe', at, assigns, declares, commands };
  }

  #declarations(context: string): { readonly declares: readonly string[]; readonly assigns: boolean } {
    const declares: string[] = [];
    while (this.#peekNonSpace().kind === 'variable') {
      const start = this.#at;
      const { text } = this.#next();
      const next = this.#peekNonSpace();
      if (next.kind === 'assign' || next.kind === 'declare') {
        this.#at++;
        declares.push(text);
        this.#variables.push(text);
        return { declares, assigns: next.kind === 'assign' };
      }
      if (next.kind !== 'char' || next.text !== ',') {
        this.#at = start;
        break;
      }
      this.#at++;
      declares.push(text);
      this.#variables.push(text);
      if (context !== 'range' || declares.length > 1) this.#fail(`too many declarations in ${context}`);
      if (!['variable', 'right', ')'].includes(this.#peekNonSpace().kind)) {
        this.#fail('range can only initialize variables');
      }
    }
    return { declares, assigns: false };
  }

  #command(): Command {
    const { at } = this.#peekNonSpace();
    const args: Expression[] = [];
    while (true) {
      this.#peekNonSpace();
      const operand = this.#operand();
      if (operand !== undefined) args.push(operand);
      const token = this.#next();
      if (token.kind === 'space') continue;
      if (token.kind === 'right' || token.kind === ')') this.#at--;
      else if (token.kind !== 'pipe') this.#unexpected(token, 'operand');
      break;
    }
    if (args.length === 0) this.#fail('empty command');
    return { at, args };
  }

  #operand(): Expression | undefined {
    const base = this.#term();
    if (base === undefined || this.#peek().kind !== 'field') return base;
    const { at } = this.#peek();
    const path: string[] = [];
    while (this.#peek().kind === 'field') path.push(this.#next().text.slice(1));
    if (base.kind === 'field' || base.kind === 'variable') return { ...base, at, path: [...base.path, ...path] };
    if (NOT_EXECUTABLE.has(base.kind)) this.#fail(`unexpected . after term ${goQuote(nodeText(base))}`);
    return { kind: 'chain', at, base, path };
  }

  #term(): Expression | undefined {
    const token = this.#nextNonSpace();
    const { at, text } = token;
    switch (token.kind) {
      case 'identifier':
        if (!this.#functions.has(text)) this.#fail(`function ${goQuote(text)} not defined`);
        return { kind: 'identifier', at, name: text };
      case 'dot':
      case 'nil':
        return { kind: token.kind, at };
      case 'variable':
        if (!this.#variables.includes(text)) this.#fail(`undefined variable ${goQuote(text)}`);
        return { kind: 'variable', at, name: text, path: [] };
      case 'field':
        return { kind: 'field', at, path: [text.slice(1)] };
      case 'bool':
        return { kind: 'bool', at, value: text === 'true' };
      case 'number':
        return { kind: 'number', at, text, value: this.#number(text) };
      case 'character':
        return { kind: 'number', at, text, value: BigInt(this.#unquote(token).codePointAt(0) ?? 0) };
      case 'string':
      case 'raw':
        return { kind: 'string', at, quoted: text, value: this.#unquote(token) };
      case '(':
        return this.#pipeline('parenthesized pipeline', ')');
      default:
        this.#at--;
        return undefined;
    }
  }

  #number(text: string): bigint | number {
    const plain = text.replaceAll('_', '').replace(/^\+/, '');
    const negative = plain.startsWith('-');
    const digits = negative ? plain.slice(1) : plain;
    const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
    if (/^(0[xX][0-9a-fA-F]+|0[bB][01]+|0[oO][0-7]+|\d+)$/.test(octal))
      return negative ? -BigInt(octal) : BigInt(octal);
    const value = Number(plain);
    return Number.isNaN(value) ? this.#fail(`bad number syntax: ${goQuote(text)}`) : value;
  }

  #unquote({ kind, text }: Token): string {
    const inside = text.slice(1, -1);
    if (kind === 'raw') return inside.replaceAll('\r', '');
    return unescape(inside, text.charAt(0)) ?? this.#fail('invalid syntax');
  }
}

function tokenText({ kind, text }: Token): string {
  if (kind === 'eof') return 'EOF';
  if (kind === 'keyword' || kind === 'dot' || kind === 'nil') return `<${text}>`;
  return text.length > 10 ? `${goQuote(text.slice(0, 10))}...` : goQuote(text);
}
