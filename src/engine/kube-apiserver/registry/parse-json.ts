/** Go's decoder gives up at 10 000; here less, because what reads the result calls itself. */
const MAX_DEPTH = 1000;

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /true|false|null/y;

/** A body that is not JSON, with encoding/json's words for why. */
export class JSONSyntaxError extends Error {}

/** JSON.parse, except that its errors are Go's and the same in every browser. */
export function parseJSON(text: string): unknown {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (inString) {
      if (c === 0x5c) i++;
      else if (c === 0x22) inString = false;
    } else if (c === 0x22) inString = true;
    else if (c === 0x7b || c === 0x5b) {
      if (++depth > MAX_DEPTH) throw new JSONSyntaxError('exceeded max depth');
    } else if (c === 0x7d || c === 0x5d) depth--;
  }
  try {
    return JSON.parse(text);
  } catch {
    throw new JSONSyntaxError(new Scanner(text).whyNot());
  }
}

/** Reads text that is known not to be JSON, up to where it goes wrong. encoding/json/scanner.go */
class Scanner {
  #at = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  whyNot(): string {
    const error = this.#value() ?? (this.#peek() === '' ? undefined : this.#invalid('after top-level value'));
    return error ?? 'invalid JSON';
  }

  #peek(): string {
    while (' \t\r\n'.includes(this.#text.charAt(this.#at)) && this.#at < this.#text.length) this.#at++;
    return this.#text.charAt(this.#at);
  }

  #invalid(context: string): string {
    if (this.#at >= this.#text.length) return 'unexpected end of JSON input';
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at)!);
    const shown =
      character === "'" ? `'\\''` : character === '"' ? `'"'` : `'${JSON.stringify(character).slice(1, -1)}'`;
    return `invalid character ${shown} ${context}`;
  }

  #value(): string | undefined {
    const first = this.#peek();
    if (first === '{') return this.#object();
    if (first === '[') return this.#array();
    if (first === '"') return this.#string();
    for (const pattern of [NUMBER, LITERAL]) if (this.#take(pattern)) return undefined;
    return this.#invalid('looking for beginning of value');
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    if (!pattern.test(this.#text)) return false;
    this.#at = pattern.lastIndex;
    return true;
  }

  #string(): string | undefined {
    for (this.#at++; this.#at < this.#text.length; this.#at++) {
      const c = this.#text.charAt(this.#at);
      if (c === '"') return this.#close();
      if (c < ' ') return this.#invalid('in string literal');
      if (c !== '\\') continue;
      this.#at++;
      if (this.#text.charAt(this.#at) === 'u') {
        for (let digit = 0; digit < 4; digit++) {
          this.#at++;
          if (!/[0-9a-fA-F]/.test(this.#text.charAt(this.#at)))
            return this.#invalid('in \\u hexadecimal character escape');
        }
      } else if (!'"\\/bfnrt'.includes(this.#text.charAt(this.#at) || '?'))
        return this.#invalid('in string escape code');
    }
    return this.#invalid('');
  }

  #object(): string | undefined {
    this.#at++;
    if (this.#peek() === '}') return this.#close();
    for (;;) {
      if (this.#peek() !== '"') return this.#invalid('looking for beginning of object key string');
      const key = this.#string();
      if (key !== undefined) return key;
      if (this.#peek() !== ':') return this.#invalid('after object key');
      this.#at++;
      const value = this.#value();
      if (value !== undefined) return value;
      const next = this.#peek();
      if (next === '}') return this.#close();
      if (next !== ',') return this.#invalid('after object key:value pair');
      this.#at++;
    }
  }

  #array(): string | undefined {
    this.#at++;
    if (this.#peek() === ']') return this.#close();
    for (;;) {
      const value = this.#value();
      if (value !== undefined) return value;
      const next = this.#peek();
      if (next === ']') return this.#close();
      if (next !== ',') return this.#invalid('after array element');
      this.#at++;
    }
  }

  #close(): undefined {
    this.#at++;
    return undefined;
  }
}
