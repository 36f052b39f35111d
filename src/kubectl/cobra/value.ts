import { ParseError, goQuote, parseDuration } from '../../engine/apimachinery/index.ts';
import type { Flag, FlagType } from './types.ts';

/** What a flag came to, by its type: a truth, a number (of a duration: microseconds), a text or a list of texts. */
export type FlagValue = boolean | number | string | readonly string[];

const TRUE = new Set(['1', 't', 'T', 'true', 'TRUE', 'True']);
const FALSE = new Set(['0', 'f', 'F', 'false', 'FALSE', 'False']);

/** The zero of each type, as a default is written in the usage. */
const ZEROS: Readonly<Record<FlagType, string>> = {
  bool: 'false',
  string: '',
  int: '0',
  int32: '0',
  duration: '0s',
  stringArray: '[]',
  stringSlice: '[]',
  intOrString: '',
};

export function defaultText(flag: Flag): string {
  return flag.default === "''" ? '' : (flag.default ?? ZEROS[flag.type]);
}

export function defaultValue(flag: Flag): FlagValue {
  const text = defaultText(flag);
  if (flag.type === 'stringArray' || flag.type === 'stringSlice') {
    const inside = text.replace(/^\[/, '').replace(/\]$/, '');
    return inside === '' ? [] : inside.split(',');
  }
  return parseValue(flag.type, text, []);
}

/** Reads one value as pflag does; `before`: what earlier values of a list came to. Throws strconv's and pflag's own words. */
export function parseValue(type: FlagType, text: string, before: readonly string[]): FlagValue {
  switch (type) {
    case 'bool':
      if (TRUE.has(text)) return true;
      if (FALSE.has(text)) return false;
      throw new ParseError(`strconv.ParseBool: parsing ${goQuote(text)}: invalid syntax`);
    case 'int':
      return parseInteger(text, 64);
    case 'int32':
      return parseInteger(text, 32);
    case 'duration':
      return parseDuration(text);
    case 'stringArray':
      return [...before, text];
    case 'stringSlice':
      return [...before, ...readCSV(text)];
    default:
      return text;
  }
}

const INTEGER = /^[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]*|[1-9][\d_]*)$/;

/** strconv.ParseInt with base 0. */
function parseInteger(text: string, bits: number): number {
  const syntax = new ParseError(`strconv.ParseInt: parsing ${goQuote(text)}: invalid syntax`);
  if (!INTEGER.test(text)) throw syntax;
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const octal = /^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits;
  const value = sign * Number(octal);
  if (Number.isNaN(value)) throw syntax;
  if (value >= 2 ** (bits - 1) || value < -(2 ** (bits - 1))) {
    throw new ParseError(`strconv.ParseInt: parsing ${goQuote(text)}: value out of range`);
  }
  return value;
}

/** One line of comma-separated values, in which a value in quotes may hold commas (encoding/csv). */
export function readCSV(text: string): string[] {
  if (text === '') return [];
  const values: string[] = [];
  let at = 0;
  while (true) {
    if (text[at] === '"') {
      let value = '';
      let end = at + 1;
      while (true) {
        const quote = text.indexOf('"', end);
        if (quote < 0) {
          throw new ParseError(
            `parse error on line 1, column ${text.length + 1}: extraneous or missing " in quoted-field`,
          );
        }
        value += text.slice(end, quote);
        if (text[quote + 1] !== '"') {
          end = quote + 1;
          break;
        }
        value += '"';
        end = quote + 2;
      }
      if (end < text.length && text[end] !== ',') {
        throw new ParseError(`parse error on line 1, column ${end + 1}: extraneous or missing " in quoted-field`);
      }
      values.push(value);
      at = end + 1;
      if (end >= text.length) return values;
    } else {
      const comma = text.indexOf(',', at);
      const value = comma < 0 ? text.slice(at) : text.slice(at, comma);
      const quote = value.indexOf('"');
      if (quote >= 0)
        throw new ParseError(`parse error on line 1, column ${at + quote + 1}: bare " in non-quoted field`);
      values.push(value);
      if (comma < 0) return values;
      at = comma + 1;
    }
  }
}
