import { encodeUTF8, getOwn, goQuote, sortedKeys } from '../../../engine/apimachinery/index.ts';
import { goFloat } from '../go-values.ts';

/**
 * A value in a template. A `number` is what JSON brought: int64 when it is whole, otherwise float64. Integers that the template
 * writes or counts are `bigint`; `null` is a nil interface and `undefined` no value at all.
 */
export type Value = unknown;

export function isInteger(value: Value): value is bigint | number {
  return typeof value === 'bigint' || Number.isInteger(value);
}

/** fmt's %v. */
export function valueText(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (typeof value === 'number') return goFloat(value);
  if (Array.isArray(value)) return `[${value.map(valueText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${valueText(getOwn(value, key))}`)
    .join(' ')}]`;
}

export function typeName(value: Value): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return '[]interface {}';
  switch (typeof value) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'bool';
    case 'bigint':
      return 'int';
    case 'number':
      return Number.isInteger(value) ? 'int64' : 'float64';
    default:
      return 'map[string]interface {}';
  }
}

/** template.IsTrue: not the zero of its type. */
export function isTrue(value: Value): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.keys(value).length > 0;
  return Boolean(value);
}

const DIRECTIVE = /%([-+# 0]*)(\d+)?(?:\.(\d+)?)?(.)|%$/gsu;

/** fmt.Sprintf, in the verbs that templates use. */
export function sprintf(format: string, args: readonly Value[]): string {
  let next = 0;
  const text = format.replace(DIRECTIVE, (whole, flags?: string, width?: string, precision?: string, verb?: string) => {
    if (verb === undefined) return '%!(NOVERB)';
    if (verb === '%') return '%';
    if (next >= args.length) return `%!${verb}(MISSING)`;
    const shown = verbText(verb, args[next++], precision ?? (/\.[^\d]$/.test(whole) ? '0' : undefined), flags ?? '');
    return pad(shown, Number(width ?? 0), flags ?? '', verb);
  });
  if (next >= args.length) return text;
  const extra = args.slice(next).map((arg) => (arg == null ? '<nil>' : `${typeName(arg)}=${valueText(arg)}`));
  return `${text}%!(EXTRA ${extra.join(', ')})`;
}

function pad(text: string, width: number, flags: string, verb: string): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  if (!flags.includes('0')) return ' '.repeat(missing) + text;
  const sign = /[dfeg]/.test(verb) ? (/^[-+]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function verbText(verb: string, value: Value, precision: string | undefined, flags: string): string {
  const cut = (text: string): string =>
    precision === undefined ? text : [...text].slice(0, Number(precision)).join('');
  const sign = (text: string): string => (flags.includes('+') && !text.startsWith('-') ? `+${text}` : text);
  if (verb === 'T') return typeName(value);
  if (verb === 'v') return typeof value === 'string' ? cut(value) : valueText(value);
  if (typeof value === 'string') {
    if (verb === 's') return cut(value);
    if (verb === 'q') return goQuote(cut(value));
    if (verb === 'x' || verb === 'X') return hex(value, verb);
  }
  if (isInteger(value)) {
    const base = new Map([
      ['d', 10],
      ['b', 2],
      ['o', 8],
      ['x', 16],
      ['X', 16],
    ]).get(verb);
    if (base !== undefined) return sign(verb === 'X' ? value.toString(base).toUpperCase() : value.toString(base));
    if (verb === 'c') return String.fromCodePoint(Number(value));
    if (verb === 'q') return `'${String.fromCodePoint(Number(value))}'`;
  }
  if (typeof value === 'number') {
    if (verb === 'f' || verb === 'F') return sign(value.toFixed(Number(precision ?? 6)));
    if (verb === 'e') return sign(exponent(value.toExponential(Number(precision ?? 6))));
    if (verb === 'g') return sign(goFloat(value));
  }
  if (typeof value === 'boolean' && verb === 't') return String(value);
  if (verb === 's' && typeof value === 'object' && value !== null) return listText(value);
  return value == null ? `%!${verb}(<nil>)` : `%!${verb}(${typeName(value)}=${valueText(value)})`;
}

/** What %s makes of a list or a map: of every element what it makes of that. */
function listText(value: object): string {
  const one = (item: Value): string => verbText('s', item, undefined, '');
  if (Array.isArray(value)) return `[${value.map(one).join(' ')}]`;
  return `map[${sortedKeys(value)
    .map((key) => `${key}:${one(getOwn(value, key))}`)
    .join(' ')}]`;
}

function exponent(text: string): string {
  return text.replace(/e([-+])(\d)$/, 'e$10$2');
}

function hex(text: string, verb: string): string {
  const digits = [...encodeUTF8(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return verb === 'X' ? digits.toUpperCase() : digits;
}

/** fmt.Sprint: a space between two that are no strings. */
export function sprint(values: readonly Value[]): string {
  return values
    .map((value, i) => {
      const spaced = i > 0 && typeof value !== 'string' && typeof values[i - 1] !== 'string';
      return (spaced ? ' ' : '') + valueText(value);
    })
    .join('');
}
