import { goQuote } from './go-text.ts';

/** What is wrong with a text. */
class Complaint {
  readonly message: string;

  constructor(message: string) {
    this.message = message;
  }
}

const END = new Complaint('unexpected end of JSON input');

/** The first byte of the character, shown as a character of its own, because Go's scanner goes byte by byte. */
function quoteCharacter(character: string): string {
  if (character === "'") return "'\\''";
  if (character === '"') return `'"'`;
  const point = character.codePointAt(0) ?? 0;
  const byte =
    point < 0x80 ? point : point < 0x800 ? 0xc0 | (point >> 6) : point < 0x10000 ? 0xe0 | (point >> 12) : 0xf0;
  return `'${goQuote(String.fromCharCode(byte)).slice(1, -1)}'`;
}

/** Go's scanner, run only over text that is known not to parse, to say what it would say. encoding/json scanner.go */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  #fail(context: string): Complaint {
    const character = this.#text.charAt(this.#at);
    return character === '' ? END : new Complaint(`invalid character ${quoteCharacter(character)} ${context}`);
  }

  #space(): string {
    while (' \t\r\n'.includes(this.#text.charAt(this.#at) || 'x')) this.#at++;
    return this.#text.charAt(this.#at);
  }

  /** Undefined when the text is sound after all. */
  document(): Complaint | undefined {
    const wrong = this.#value();
    if (wrong !== undefined) return wrong;
    return this.#space() === '' ? undefined : this.#fail('after top-level value');
  }

  #value(): Complaint | undefined {
    const first = this.#space();
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    if (first === 't') return this.#literal('true');
    if (first === 'f') return this.#literal('false');
    if (first === 'n') return this.#literal('null');
    if (first !== '' && '-0123456789'.includes(first)) return this.#number();
    return this.#fail('looking for beginning of value');
  }

  #object(): Complaint | undefined {
    this.#at++;
    if (this.#space() === '}') {
      this.#at++;
      return undefined;
    }
    for (;;) {
      if (this.#space() !== '"') return this.#fail('looking for beginning of object key string');
      const key = this.#string();
      if (key !== undefined) return key;
      if (this.#space() !== ':') return this.#fail('after object key');
      this.#at++;
      const wrong = this.#value();
      if (wrong !== undefined) return wrong;
      const next = this.#space();
      if (next !== '}' && next !== ',') return this.#fail('after object key:value pair');
      this.#at++;
      if (next === '}') return undefined;
    }
  }

  #array(): Complaint | undefined {
    this.#at++;
    if (this.#space() === ']') {
      this.#at++;
      return undefined;
    }
    for (;;) {
      const wrong = this.#value();
      if (wrong !== undefined) return wrong;
      const next = this.#space();
      if (next !== ']' && next !== ',') return this.#fail('after array element');
      this.#at++;
      if (next === ']') return undefined;
    }
  }

  #string(): Complaint | undefined {
    this.#at++;
    for (;;) {
      const character = this.#text.charAt(this.#at);
      if (character === '' || character < ' ') return this.#fail('in string literal');
      this.#at++;
      if (character === '"') return undefined;
      if (character !== '\\') continue;
      const escape = this.#text.charAt(this.#at);
      if (escape === '' || !'bfnrt\\/"u'.includes(escape)) return this.#fail('in string escape code');
      this.#at++;
      if (escape !== 'u') continue;
      for (let i = 0; i < 4; i++, this.#at++) {
        if (!/^[0-9a-fA-F]$/.test(this.#text.charAt(this.#at)))
          return this.#fail('in \\u hexadecimal character escape');
      }
    }
  }

  #literal(word: string): Complaint | undefined {
    for (let i = 0; i < word.length; i++, this.#at++) {
      if (this.#text.charAt(this.#at) === word.charAt(i)) continue;
      return this.#fail(`in literal ${word} (expecting '${word.charAt(i)}')`);
    }
    return undefined;
  }

  #digits(): boolean {
    const start = this.#at;
    while (/^\d$/.test(this.#text.charAt(this.#at))) this.#at++;
    return this.#at > start;
  }

  #number(): Complaint | undefined {
    if (this.#text.charAt(this.#at) === '-') this.#at++;
    if (this.#text.charAt(this.#at) === '0') this.#at++;
    else if (!this.#digits()) return this.#fail('in numeric literal');
    if (this.#text.charAt(this.#at) === '.') {
      this.#at++;
      if (!this.#digits()) return this.#fail('after decimal point in numeric literal');
    }
    if (/^[eE]$/.test(this.#text.charAt(this.#at))) {
      this.#at++;
      if (/^[-+]$/.test(this.#text.charAt(this.#at))) this.#at++;
      if (!this.#digits()) return this.#fail('in exponent of numeric literal');
    }
    return undefined;
  }
}

/** What encoding/json says of the text, or undefined when it is sound. Recursive: only for text whose nesting is already bounded. */
export function explainJSONSyntax(text: string): string | undefined {
  return new Scanner(text).document()?.message;
}
