/** How go-yaml v2 writes one string: which style it takes, and what the style makes of it (sigs.k8s.io/yaml/goyaml.v2). */

const BEST_WIDTH = 80;

const WORDS = new Set(
  (
    'y Y yes Yes YES true True TRUE on On ON n N no No NO false False FALSE off Off OFF ~ null Null NULL ' +
    '.nan .NaN .NAN .inf .Inf .INF +.inf +.Inf +.INF -.inf -.Inf -.INF'
  ).split(' '),
);
const FLOAT = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const INTEGER = /^[-+]?(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+)$/;
const BASE_60 = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const TIMESTAMP =
  /^\d{4}-(\d\d?)-(\d\d?)(?:[Tt]\d\d?:\d\d?:\d\d?(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)| \d\d?:\d\d?:\d\d?(?:\.\d+)?)?$/;

/** Prefixed by its base, and no more than a uint64 holds. */
function isInteger(plain: string): boolean {
  if (!INTEGER.test(plain)) return false;
  return BigInt(plain.replace(/^[-+]/, '')) <= 0xffff_ffff_ffff_ffffn;
}

/** Whether a reader would take the plain text for something else than a string. */
function resolvesToOther(text: string): boolean {
  if (text === '' || WORDS.has(text)) return true;
  const first = text.charAt(0);
  if (first === '.') return FLOAT.test(text);
  if (!/[-+0-9]/.test(first)) return false;
  const date = TIMESTAMP.exec(text);
  if (date !== null && Number(date[1]) <= 12 && Number(date[2]) <= 31) return true;
  const plain = text.replaceAll('_', '');
  return isInteger(plain) || FLOAT.test(plain) || BASE_60.test(text);
}

/** What the text allows (yaml_emitter_analyze_scalar). */
interface Analysis {
  readonly multiline: boolean;
  readonly plain: boolean;
  readonly single: boolean;
  readonly block: boolean;
}

const UNPRINTABLE = /[^\n\x20-\x7e\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]/;
const BREAK = /[\r\n\u0085\u2028\u2029]/;
const STARTS_INDICATOR = /^[#,[\]{}&*!|>'"%@`]/;

function analyze(text: string): Analysis {
  if (text === '') return { multiline: false, plain: true, single: true, block: false };
  const indicators =
    /^(---|\.\.\.)/.test(text) ||
    STARTS_INDICATOR.test(text) ||
    /^[?:-]([ \t]|$)/.test(text) ||
    /:([ \t]|$)/.test(text) ||
    /[ \t\r\n\u0085\u2028\u2029]#/.test(text);
  const multiline = BREAK.test(text);
  const outer = /^[ \r\n\u0085\u2028\u2029]|[ \r\n\u0085\u2028\u2029]$/.test(text);
  const breakSpace = /[\r\n\u0085\u2028\u2029] /.test(text);
  const special = / [\r\n\u0085\u2028\u2029]/.test(text) || UNPRINTABLE.test(text);
  return {
    multiline,
    plain: !indicators && !outer && !breakSpace && !special && !multiline,
    single: !breakSpace && !special,
    block: !text.endsWith(' ') && !special,
  };
}

/** Breaks long lines at spaces as the emitter does: only past the width, and never next to another space. */
function fold(runes: readonly string[], indent: number, column: number, quoted: boolean): string {
  let out = '';
  let spaces = false;
  let at = column;
  runes.forEach((rune, i) => {
    if (rune !== ' ') {
      const text = quoted && rune === "'" ? "''" : rune;
      out += text;
      at += text.length > 1 && quoted && rune === "'" ? 2 : 1;
      spaces = false;
      return;
    }
    const inside = !quoted || (i > 0 && i < runes.length - 1);
    if (!spaces && at > BEST_WIDTH && inside && runes[i + 1] !== ' ') {
      out += `\n${' '.repeat(indent)}`;
      at = indent;
    } else {
      out += ' ';
      at++;
    }
    spaces = true;
  });
  return out;
}

const ESCAPES = new Map([
  ['\0', '0'],
  ['\x07', 'a'],
  ['\b', 'b'],
  ['\t', 't'],
  ['\n', 'n'],
  ['\v', 'v'],
  ['\f', 'f'],
  ['\r', 'r'],
  ['\x1b', 'e'],
  ['"', '"'],
  ['\\', '\\'],
  ['\u0085', 'N'],
  ['\u00a0', '_'],
  ['\u2028', 'L'],
  ['\u2029', 'P'],
]);

function escaped(rune: string): string | undefined {
  if (rune !== '"' && rune !== '\\' && !UNPRINTABLE.test(rune) && !BREAK.test(rune)) return undefined;
  const short = ESCAPES.get(rune);
  if (short !== undefined) return `\\${short}`;
  const code = rune.codePointAt(0) ?? 0;
  const hex = (width: number): string => code.toString(16).toUpperCase().padStart(width, '0');
  if (code <= 0xff) return `\\x${hex(2)}`;
  return code <= 0xffff ? `\\u${hex(4)}` : `\\U${hex(8)}`;
}

function doubleQuoted(runes: readonly string[], indent: number, column: number, breaks: boolean): string {
  let out = '"';
  let spaces = false;
  let at = column + 1;
  runes.forEach((rune, i) => {
    if (rune !== ' ') {
      const text = escaped(rune) ?? rune;
      out += text;
      at += text === rune ? 1 : text.length;
      spaces = false;
      return;
    }
    if (breaks && !spaces && at > BEST_WIDTH && i > 0 && i < runes.length - 1) {
      const keeps = runes[i + 1] === ' ';
      out += `\n${' '.repeat(indent)}${keeps ? '\\' : ''}`;
      at = indent + (keeps ? 1 : 0);
    } else {
      out += ' ';
      at++;
    }
    spaces = true;
  });
  return `${out}"`;
}

function literal(text: string, indent: number): string {
  const hint = /^[ \r\n\u0085\u2028\u2029]/.test(text) ? '2' : '';
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const lines = body.split('\n').map((line) => (line === '' ? '' : `${' '.repeat(indent)}${line}`));
  return `|${hint}${chomp}\n${lines.join('\n')}`;
}

/**
 * A string as the emitter writes it, without the line's end after it.
 *
 * @param indent where a line goes on when the string takes more than one
 * @param column where the string begins
 * @param key a key that stands before its colon in one line
 */
export function yamlString(text: string, indent: number, column: number, key = false): string {
  const can = analyze(text);
  const runes = [...text];
  if (text.includes('\n')) {
    return can.block && !key ? literal(text, indent) : doubleQuoted(runes, indent, column, !key);
  }
  if (resolvesToOther(text)) return doubleQuoted(runes, indent, column, !key);
  if (can.plain && !(key && can.multiline)) return key ? text : fold(runes, indent, column, false);
  if (!can.single || (key && can.multiline)) return doubleQuoted(runes, indent, column, !key);
  return `'${key ? text.replaceAll("'", "''") : fold(runes, indent, column + 1, true)}'`;
}
