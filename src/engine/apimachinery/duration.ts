import { ParseError } from './parse-error.ts';
import type { Micros } from './time.ts';

const MICROSECOND = 1;
const MILLISECOND = 1_000;
const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** An age as kubectl's AGE column shows it. pkg/util/duration/duration.go */
export function humanDuration(d: Micros): string {
  const seconds = Math.trunc(d / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.trunc(d / MINUTE);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.trunc(d / HOUR);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.trunc(hours / 24);
  if (hours < 24 * 8) return withRest(days, 'd', hours % 24, 'h');
  if (hours < 24 * 365 * 2) return `${days}d`;
  const years = Math.trunc(hours / 24 / 365);
  if (hours < 24 * 365 * 8) return withRest(years, 'y', days % 365, 'd');
  return `${years}y`;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
}

/** One unit only. pkg/util/duration/duration.go */
export function shortHumanDuration(d: Micros): string {
  const seconds = Math.trunc(d / SECOND);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 60) return `${seconds}s`;
  const minutes = Math.trunc(d / MINUTE);
  if (minutes < 60) return `${minutes}m`;
  const hours = Math.trunc(d / HOUR);
  if (hours < 24) return `${hours}h`;
  if (hours < 24 * 365) return `${Math.trunc(hours / 24)}d`;
  return `${Math.trunc(hours / 24 / 365)}y`;
}

function fractionText(whole: number, rest: number, digits: number): string {
  if (rest === 0) return `${whole}`;
  return `${whole}.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
}

/** Go's time.Duration.String: `0s`, `1.5ms`, `5m0s`, `1h30m0s`. */
export function durationString(d: Micros): string {
  if (d === 0) return '0s';
  const sign = d < 0 ? '-' : '';
  const u = Math.abs(d);
  if (u < MILLISECOND) return `${sign}${u}µs`;
  if (u < SECOND) return `${sign}${fractionText(Math.trunc(u / MILLISECOND), u % MILLISECOND, 3)}ms`;
  const hours = Math.trunc(u / HOUR);
  const minutes = Math.trunc((u % HOUR) / MINUTE);
  const rest = u % MINUTE;
  const seconds = `${fractionText(Math.trunc(rest / SECOND), rest % SECOND, 6)}s`;
  if (hours > 0) return `${sign}${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${sign}${minutes}m${seconds}` : `${sign}${seconds}`;
}

const UNITS: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: MICROSECOND,
  µs: MICROSECOND, // U+00B5
  μs: MICROSECOND, // U+03BC
  ms: MILLISECOND,
  s: SECOND,
  m: MINUTE,
  h: HOUR,
};

function invalidDuration(text: string): ParseError {
  return new ParseError(`time: invalid duration ${JSON.stringify(text)}`);
}

/** Go's time.ParseDuration, to the microsecond: finer digits are cut. Throws Go's own error texts. */
export function parseDuration(text: string): Micros {
  let s = text;
  let sign = 1;
  if (s.startsWith('-') || s.startsWith('+')) {
    if (s.startsWith('-')) sign = -1;
    s = s.slice(1);
  }
  if (s === '0') return 0;
  if (s === '') throw invalidDuration(text);
  let total = 0;
  while (s !== '') {
    const number = /^(\d+(?:\.\d*)?|\.\d+)/.exec(s)?.[0];
    if (number === undefined) throw invalidDuration(text);
    s = s.slice(number.length);
    const unit = /^[^.\d]*/.exec(s)?.[0] ?? '';
    if (unit === '') throw new ParseError(`time: missing unit in duration ${JSON.stringify(text)}`);
    const scale = Object.hasOwn(UNITS, unit) ? UNITS[unit] : undefined;
    if (scale === undefined) {
      throw new ParseError(`time: unknown unit ${JSON.stringify(unit)} in duration ${JSON.stringify(text)}`);
    }
    s = s.slice(unit.length);
    const [whole, fraction = ''] = number.split('.') as [string, string?];
    total += Number(whole === '' ? '0' : whole) * scale;
    if (fraction !== '') total += Number(`0.${fraction}`) * scale;
  }
  return sign * Math.trunc(total + 1e-6) || 0;
}
