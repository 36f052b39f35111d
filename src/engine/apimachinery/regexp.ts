/**
 * Regular expressions in Go's syntax (RE2), as far as JavaScript can say the same: flags at the beginning, named groups,
 * `\A` and `\z`, `\pN`, POSIX classes. Undefined for what is not a regular expression.
 *
 * Different from RE2, which takes time in proportion to the text: here a pattern such as `(a+)+$` can take much longer.
 */
const cache = new Map<string, RegExp | undefined>();
const CACHE_LIMIT = 1000;

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7F',
  blank: '\\t ',
  cntrl: '\\x00-\\x1F\\x7F',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

export function compileRE2(pattern: string): RegExp | undefined {
  if (cache.has(pattern)) return cache.get(pattern);
  if (cache.size >= CACHE_LIMIT) cache.clear();
  const made = compile(pattern);
  cache.set(pattern, made);
  return made;
}

function compile(pattern: string): RegExp | undefined {
  const leading = /^\(\?([imsU]+)\)/.exec(pattern);
  const flags = `u${(leading?.[1] ?? '').replace(/[^ims]/g, '')}`;
  const body = leading === null ? pattern : pattern.slice(leading[0].length);
  // What has meaning in JavaScript only: looking around, and going back to a group.
  if (/\(\?<?[=!]/.test(body) || /(^|[^\\])(\\\\)*\\[1-9k]/.test(body)) return undefined;
  try {
    return new RegExp(translate(body), flags);
  } catch {
    return undefined;
  }
}

/** Outside a class, inside one, and after a backslash different things are meant by the same character. */
function translate(body: string): string {
  let out = '';
  let inClass = false;
  for (let i = 0; i < body.length; i++) {
    const c = body.charAt(i);
    if (c === '\\') {
      const next = body.charAt(++i);
      if (next === 'Q' && !inClass) {
        const end = body.indexOf('\\E', i);
        const quoted = body.slice(i + 1, end < 0 ? undefined : end);
        out += quoted.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
        i = end < 0 ? body.length : end + 1;
      } else if (/[pP]/.test(next) && body.charAt(i + 1) !== '{') out += `\\${next}{${body.charAt(++i)}}`;
      else out += escape(next, inClass);
    } else if (inClass) {
      const posix = c === '[' ? /^\[:(\^?)(\w+):\]/.exec(body.slice(i)) : null;
      if (posix !== null) {
        out += POSIX[posix[2] ?? ''] ?? '';
        i += posix[0].length - 1;
      } else {
        out += c === '[' ? '\\[' : c;
        if (c === ']') inClass = false;
      }
    } else if (c === '[') {
      inClass = true;
      out += c;
      if (body.charAt(i + 1) === '^') out += body.charAt(++i);
      if (body.charAt(i + 1) === ']') {
        out += '\\]';
        i++;
      }
    } else if (c === '(' && body.startsWith('(?P<', i)) {
      out += '(?<';
      i += 3;
    } else out += literalBrace(body, i, c);
  }
  return out;
}

/** A brace that repeats nothing is itself in Go. */
function literalBrace(body: string, at: number, c: string): string {
  if (c === '{') return /^\{\d+(?:,\d*)?\}/.test(body.slice(at)) ? c : '\\{';
  if (c === '}') return /\{\d+(?:,\d*)?$/.test(body.slice(0, at)) ? c : '\\}';
  return c === ']' ? '\\]' : c;
}

function escape(next: string, inClass: boolean): string {
  if (!inClass && next === 'A') return '^';
  if (!inClass && next === 'z') return '$';
  if (next === 'a') return '\\x07';
  if (/[a-zA-Z0-9]/.test(next)) return `\\${next}`;
  // With the flag `u` only what is syntax may be escaped.
  return /[\\^$.*+?()[\]{}|/-]/.test(next) ? (next === '-' && !inClass ? '-' : `\\${next}`) : next;
}
