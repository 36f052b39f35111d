import { isPrint } from '../../../engine/apimachinery/index.ts';

/** text/template/parse/lex.go */
export type TokenKind =
  | 'error'
  | 'eof'
  | 'text'
  | 'left'
  | 'right'
  | 'space'
  | 'bool'
  | 'nil'
  | 'dot'
  | 'field'
  | 'variable'
  | 'identifier'
  | 'keyword'
  | 'number'
  | 'character'
  | 'string'
  | 'raw'
  | 'assign'
  | 'declare'
  | 'pipe'
  | '('
  | ')'
  | 'char';

export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly at: number;
  readonly line: number;
}

const KEYWORDS = new Set('block break continue define else end if range template with'.split(' '));
const SPACE = /[ \t\r\n]/;
const NUMBER =
  /^[+-]?(0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|[0-9][0-9_]*(\.[0-9_]*)?([eE][+-]?[0-9_]+)?|\.[0-9_]+([eE][+-]?[0-9_]+)?)/;
const WORD = /[\p{L}\p{Nd}_]*/uy;
const ENDS_WORD = /^($|[ \t\r\n.,|:()]|-?\}\})/;

/** The tokens of a template; the last is `eof` or `error`. */
export function lex(input: string): readonly Token[] {
  return new Lexer(input).run();
}

class Lexer {
  readonly #input: string;
  readonly #tokens: Token[] = [];
  #at = 0;
  #line = 1;
  #depth = 0;
  #failed = false;

  constructor(input: string) {
    this.#input = input;
  }

  run(): readonly Token[] {
    let trim = false;
    while (!this.#failed) {
      const open = this.#input.indexOf('{{', this.#at);
      this.#text(open < 0 ? this.#input.length : open, trim, open >= 0 && this.#trimsLeft(open));
      if (open < 0) {
        this.#emit('eof', '');
        break;
      }
      trim = this.#delimited();
    }
    return this.#tokens;
  }

  #trimsLeft(open: number): boolean {
    return this.#input.charAt(open + 2) === '-' && SPACE.test(this.#input.charAt(open + 3));
  }

  #text(end: number, trimLeft: boolean, trimRight: boolean): void {
    let text = this.#input.slice(this.#at, end);
    if (trimLeft) text = text.replace(/^[ \t\r\n]+/, '');
    if (trimRight) text = text.replace(/[ \t\r\n]+$/, '');
    const at = this.#at;
    const line = this.#line;
    this.#advance(end - this.#at);
    if (text !== '') this.#tokens.push({ kind: 'text', text, at, line });
  }

  /** From `{{` past `}}`; answers whether the text after it is trimmed. */
  #delimited(): boolean {
    const skipped = this.#trimsLeft(this.#at) ? 4 : 2;
    if (this.#input.startsWith('/*', this.#at + skipped)) return this.#comment(skipped);
    this.#emit('left', '{{');
    this.#advance(skipped - 2);
    this.#depth = 0;
    while (!this.#failed) {
      const trims = this.#closingTrim();
      if (trims !== undefined) {
        if (this.#depth > 0) this.#fail('unclosed left paren');
        if (trims) this.#advance(2);
        this.#emit('right', '}}');
        return trims;
      }
      this.#inside();
    }
    return false;
  }

  /** Whether an action ends here, and if so whether it trims. */
  #closingTrim(): boolean | undefined {
    if (SPACE.test(this.#input.charAt(this.#at)) && this.#input.startsWith('-}}', this.#at + 1)) return true;
    return this.#input.startsWith('}}', this.#at) ? false : undefined;
  }

  #comment(skipped: number): boolean {
    const end = this.#input.indexOf('*/', this.#at + skipped);
    if (end < 0) {
      this.#fail('unclosed comment');
      return false;
    }
    this.#advance(end + 2 - this.#at);
    const trims = this.#closingTrim();
    if (trims === undefined) this.#fail('comment ends before closing delimiter');
    else this.#advance(trims ? 4 : 2);
    return trims === true;
  }

  #inside(): void {
    const c = this.#input.charAt(this.#at);
    if (c === '') this.#fail('unclosed action');
    else if (SPACE.test(c)) this.#space();
    else if (c === '=') this.#emit('assign', c);
    else if (c === ':') this.#declare();
    else if (c === '|') this.#emit('pipe', c);
    else if (c === '"') this.#quoted('string', '"', 'unterminated quoted string');
    else if (c === '`') this.#raw();
    else if (c === "'") this.#quoted('character', "'", 'unterminated character constant');
    else if (c === '$') this.#named('variable', 1);
    else if (c === '.' && !/[0-9]/.test(this.#input.charAt(this.#at + 1))) this.#named('field', 1);
    else if (/[-+.0-9]/.test(c)) this.#number();
    else if (c === '(' || c === ')') this.#paren(c);
    else this.#wordOrCharacter();
  }

  #space(): void {
    let end = this.#at;
    while (SPACE.test(this.#input.charAt(end)) && !this.#input.startsWith('-}}', end + 1)) end++;
    this.#emit('space', this.#input.slice(this.#at, end));
  }

  #declare(): void {
    if (this.#input.charAt(this.#at + 1) === '=') this.#emit('declare', ':=');
    else this.#fail('expected :=');
  }

  #paren(c: '(' | ')'): void {
    this.#depth += c === '(' ? 1 : -1;
    if (this.#depth < 0) this.#fail('unexpected right paren');
    else this.#emit(c, c);
  }

  #quoted(kind: TokenKind, quote: string, message: string): void {
    let end = this.#at + 1;
    while (this.#input.charAt(end) !== quote) {
      const c = this.#input.charAt(end);
      if (c === '' || c === '\n') return this.#fail(message);
      end += c === '\\' && this.#input.charAt(end + 1) !== '\n' ? 2 : 1;
    }
    this.#emit(kind, this.#input.slice(this.#at, end + 1));
  }

  #raw(): void {
    const end = this.#input.indexOf('`', this.#at + 1);
    if (end < 0) this.#fail('unterminated raw quoted string');
    else this.#emit('raw', this.#input.slice(this.#at, end + 1));
  }

  #named(kind: 'field' | 'variable', prefix: number): void {
    const text = this.#input.slice(this.#at, this.#at + prefix) + this.#word(this.#at + prefix);
    if (!this.#terminated(text)) return;
    this.#emit(text === '.' ? 'dot' : kind, text);
  }

  #word(at: number): string {
    WORD.lastIndex = at;
    return WORD.exec(this.#input)?.[0] ?? '';
  }

  #terminated(text: string): boolean {
    const rest = this.#input.slice(this.#at + text.length, this.#at + text.length + 3);
    if (ENDS_WORD.test(rest)) return true;
    this.#fail(`bad character ${unicodeText(rest)}`);
    return false;
  }

  #number(): void {
    const text = NUMBER.exec(this.#input.slice(this.#at, this.#at + 100))?.[0] ?? '';
    const next = this.#input.charAt(this.#at + text.length);
    if (text !== '' && !/[\p{L}\p{Nd}_]/u.test(next)) this.#emit('number', text);
    else this.#fail(`bad number syntax: ${JSON.stringify(text + next)}`);
  }

  #wordOrCharacter(): void {
    const text = this.#word(this.#at);
    if (text === '') {
      const c = this.#input.charAt(this.#at);
      if (c < '\x7f' && isPrint(c)) this.#emit('char', c);
      else this.#fail(`unrecognized character in action: ${unicodeText(this.#input.slice(this.#at))}`);
    } else if (this.#terminated(text)) {
      if (KEYWORDS.has(text)) this.#emit('keyword', text);
      else this.#emit(text === 'true' || text === 'false' ? 'bool' : text === 'nil' ? 'nil' : 'identifier', text);
    }
  }

  #emit(kind: TokenKind, text: string): void {
    this.#tokens.push({ kind, text, at: this.#at, line: this.#line });
    this.#advance(text.length);
  }

  #advance(length: number): void {
    for (const c of this.#input.slice(this.#at, this.#at + length)) if (c === '\n') this.#line++;
    this.#at += length;
  }

  #fail(message: string): void {
    this.#failed = true;
    this.#tokens.push({ kind: 'error', text: message, at: this.#at, line: this.#line });
  }
}

/** fmt's %#U of the first character. */
function unicodeText(text: string): string {
  const code = text.codePointAt(0) ?? 0;
  const rune = String.fromCodePoint(code);
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')}${isPrint(rune) ? ` '${rune}'` : ''}`;
}
