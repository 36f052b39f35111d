const SIMPLE = new Map([
  ['a', '\x07'],
  ['b', '\b'],
  ['f', '\f'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['v', '\v'],
  ['\\', '\\'],
]);

const ESCAPE = /\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[0-7]{3}|.)|[^\\]/suy;

/** strconv.Unquote, in which single quotes hold a string too; undefined when that is none. */
export function unquoteExtend(text: string): string | undefined {
  const quote = text.charAt(0);
  if (text.length < 2 || (quote !== '"' && quote !== "'") || !text.endsWith(quote)) return undefined;
  return unescape(text.slice(1, -1), quote);
}

/** What stands between quotes of that kind, its escapes resolved. */
export function unescape(inside: string, quote: string): string | undefined {
  let out = '';
  ESCAPE.lastIndex = 0;
  while (ESCAPE.lastIndex < inside.length) {
    const found = ESCAPE.exec(inside);
    if (found === null) return undefined;
    const [whole, escape] = found;
    const text = escape === undefined ? (whole === quote ? undefined : whole) : escapeText(escape, quote);
    if (text === undefined) return undefined;
    out += text;
  }
  return out;
}

function escapeText(escape: string, quote: string): string | undefined {
  if (escape.length === 1) return escape === quote ? quote : SIMPLE.get(escape);
  const octal = /^[0-7]/.test(escape);
  const code = parseInt(octal ? escape : escape.slice(1), octal ? 8 : 16);
  return code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff) ? undefined : String.fromCodePoint(code);
}
