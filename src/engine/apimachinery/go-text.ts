import { sortedKeys } from './compare.ts';

/** How Go prints values in the texts that Kubernetes users know. */

const PLAIN = /^[ !#-[\]-~]*$/;

const ESCAPES: Readonly<Record<string, string>> = {
  '\u0007': '\\a',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
  '"': '\\"',
  '\\': '\\\\',
};

const UNPRINTABLE = /[\p{C}\p{Z}]/u;

function quoteRune(rune: string): string {
  const escaped = ESCAPES[rune];
  if (escaped !== undefined) return escaped;
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x20 || code === 0x7f) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x7f || !UNPRINTABLE.test(rune)) return rune;
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
}

/** strconv.Quote, which is fmt's %q. */
export function goQuote(text: string): string {
  if (PLAIN.test(text)) return `"${text}"`;
  let out = '"';
  for (const rune of text) out += quoteRune(rune);
  return `${out}"`;
}

/** unicode.IsPrint: letters, marks, numbers, punctuation, symbols and the ASCII space. */
export function isPrint(rune: string): boolean {
  const code = rune.codePointAt(0) ?? 0;
  if (code < 0x7f) return code >= 0x20;
  return code !== 0x7f && !UNPRINTABLE.test(rune);
}

const HTML = /[<>&\u2028\u2029]/g;

function escapeHTML(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** encoding/json: as JSON.stringify, but `<`, `>`, `&` and the two line separators are escaped. Key order is the object's own. */
export function goJSON(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.replace(HTML, escapeHTML);
}

/** Length as Go's len() counts it: UTF-8 bytes. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) continue;
    // A character of a surrogate pair is four bytes in two units, so each half adds one; others add one or two.
    bytes += unit < 0x800 || (unit >= 0xd800 && unit <= 0xdfff) ? 1 : 2;
  }
  return bytes;
}

/** fmt's %v of a decoded JSON value: `map[a:1 b:[x y]]`, `<nil>`. */
export function goFormat(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goFormat).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const fields = value as Readonly<Record<string, unknown>>;
  const pairs = sortedKeys(value).map((key) => `${key}:${goFormat(fields[key])}`);
  return `map[${pairs.join(' ')}]`;
}
