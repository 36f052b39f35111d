import type { Bytes } from '../../apimachinery/index.ts';
import { unescapeAnsi } from '../syntax/reader.ts';

const CONVERSION = /%(%|([-+ 0#]*)(\*|[0-9]+)?(?:\.(\*|[0-9]+)?)?([diouxXeEfFgGcsbq]))/g;
/** A width or precision beyond this is one that somebody wants memory for. */
const MOST_WIDTH = 10_000;

/** What printf(1) makes of a format; it is used again and again until there are no more arguments. */
export function format(pattern: Bytes, args: readonly Bytes[]): { text: Bytes; complaints: readonly string[] } {
  const complaints: string[] = [];
  const out: Bytes[] = [];
  let at = 0;
  let length = 0;
  do {
    const before = at;
    let ended = false;
    const piece = pattern.replace(/\\c[^]*$/, () => ((ended = true), ''));
    const text = splitEscapes(piece).replace(CONVERSION, (...match) => {
      if (match[1] === '%') return '%';
      const next = () => args[at++];
      const width = bounded(match[3] === '*' ? next() : (match[3] as string | undefined));
      const precision = bounded(match[4] === '*' ? next() : (match[4] as string | undefined));
      return convert(String(match[5]), String(match[2]), width, precision, next(), complaints);
    });
    out.push(text);
    length += text.length;
    if (ended || at === before || length > 1024 * 1024) break;
  } while (at < args.length);
  return { text: out.join(''), complaints };
}

function splitEscapes(pattern: Bytes): Bytes {
  return unescapeAnsi(pattern.replaceAll('\\%', '%%'));
}

function bounded(text: Bytes | undefined): number | undefined {
  if (text === undefined || text === '') return undefined;
  return Math.max(-MOST_WIDTH, Math.min(MOST_WIDTH, parseInt(text, 10) || 0));
}

/** One value as a conversion of C says. awk's printf is the same. */
export function convert(
  conversion: string,
  flags: string,
  width: number | undefined,
  precision: number | undefined,
  value: Bytes | undefined,
  complaints: string[],
): Bytes {
  let text: Bytes;
  if (conversion === 's') text = (value ?? '').slice(0, precision);
  else if (conversion === 'b') text = unescapeAnsi(value ?? '').slice(0, precision);
  else if (conversion === 'q')
    text = /^[\w@%+=:,./-]+$/.test(value ?? '') ? value! : `'${(value ?? '').replaceAll("'", "'\\''")}'`;
  else if (conversion === 'c') text = (value ?? '').slice(0, 1);
  else text = numeral(conversion, flags, precision, numberOf(value, complaints));
  const size = Math.abs(width ?? 0);
  if (flags.includes('-') || (width ?? 0) < 0) return text.padEnd(size);
  const zero =
    flags.includes('0') && !'sbqc'.includes(conversion) && !(precision !== undefined && 'diouxX'.includes(conversion));
  if (!zero) return text.padStart(size);
  const sign = /^[-+ ]/.exec(text)?.[0] ?? '';
  return sign + text.slice(sign.length).padStart(size - sign.length, '0');
}

function numberOf(value: Bytes | undefined, complaints: string[]): number {
  const text = (value ?? '').trim();
  if (/^["']/.test(text)) return text.charCodeAt(1) || 0;
  if (/^[-+]?0[xX][0-9a-fA-F]+$/.test(text)) return Number(text.replace(/^[-+]/, '')) * (text.startsWith('-') ? -1 : 1);
  const match = /^[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][-+]?[0-9]+)?/.exec(text);
  if (text !== '' && match?.[0].length !== text.length) complaints.push(`${text}: invalid number`);
  return match ? Number(match[0]) : 0;
}

function numeral(conversion: string, flags: string, precision: number | undefined, value: number): string {
  const sign = value < 0 || Object.is(value, -0) ? '-' : flags.includes('+') ? '+' : flags.includes(' ') ? ' ' : '';
  const size = Math.abs(value);
  if ('di'.includes(conversion))
    return (value === 0 ? sign.replace('-', '') : sign) + whole(size, 10).padStart(precision ?? 1, '0');
  if ('ouxX'.includes(conversion)) {
    const base = conversion === 'o' ? 8 : conversion === 'u' ? 10 : 16;
    const digits = value < 0 ? BigInt.asUintN(64, BigInt(Math.trunc(value))).toString(base) : whole(size, base);
    const prefix = flags.includes('#') && value !== 0 ? (base === 8 ? '0' : base === 16 ? '0x' : '') : '';
    const text = prefix + digits.padStart(precision ?? 1, '0');
    return conversion === 'X' ? text.toUpperCase() : text;
  }
  if (!Number.isFinite(size)) return sign + (Number.isNaN(size) ? 'nan' : 'inf');
  const places = Math.min(precision ?? 6, 100);
  if ('fF'.includes(conversion)) return sign + size.toFixed(places);
  if ('eE'.includes(conversion)) return sign + exponential(size, places, conversion);
  return sign + shortest(size, places === 0 ? 1 : places, conversion === 'G' ? 'E' : 'e', flags.includes('#'));
}

function whole(size: number, base: number): string {
  const kept = Math.trunc(size);
  return Number.isSafeInteger(kept) ? kept.toString(base) : Number.isFinite(kept) ? BigInt(kept).toString(base) : '0';
}

function exponential(size: number, places: number, letter: string): string {
  const [digits, exponent] = size.toExponential(places).split('e') as [string, string];
  return `${digits}${letter}${exponent[0]}${exponent.slice(1).padStart(2, '0')}`;
}

/** `%g`: the shorter of both notations, without zeros at the end. */
function shortest(size: number, digits: number, letter: string, keepZeros: boolean): string {
  const exponent = size === 0 ? 0 : Number(size.toExponential(digits - 1).split('e')[1]);
  const trim = (text: string) => (keepZeros || !text.includes('.') ? text : text.replace(/\.?0+$/, ''));
  if (exponent < -4 || exponent >= digits) {
    const [mantissa, rest] = exponential(size, digits - 1, letter).split(letter) as [string, string];
    return `${trim(mantissa)}${letter}${rest}`;
  }
  return trim(size.toFixed(Math.max(0, digits - 1 - exponent)));
}
