import {
  civilFromDays,
  parseQuantity,
  tryParseTime,
  ZERO_QUANTITY,
  type Micros,
  type Quantity,
} from '../../engine/apimachinery/index.ts';

/** How Go prints what may be missing: the zero of its type. */

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'] as const;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'] as const;
const DAY = 86_400_000_000;

interface Clock {
  readonly weekday: string;
  readonly year: string;
  readonly month: number;
  readonly day: string;
  readonly time: string;
}

/** The zero of time.Time is a Monday of the year 1. */
const ZERO: Clock = { weekday: 'Mon', year: '0001', month: 1, day: '01', time: '00:00:00' };

function two(n: number): string {
  return String(n).padStart(2, '0');
}

function clockOf(timestamp: string | null | undefined): Clock {
  const at = timestamp == null ? undefined : tryParseTime(timestamp);
  if (at === undefined) return ZERO;
  const days = Math.floor(at / DAY);
  const { year, month, day } = civilFromDays(days);
  const seconds = Math.floor((at - days * DAY) / 1_000_000);
  const time = `${two(Math.floor(seconds / 3600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  const weekday = DAYS[((days % 7) + 7) % 7]!;
  return { weekday, year: String(year).padStart(4, '0'), month, day: two(day), time };
}

/** time.RFC1123Z in UTC: `Mon, 02 Jan 2006 15:04:05 +0000`. */
export function rfc1123z(timestamp: string | null | undefined): string {
  const { weekday, year, month, day, time } = clockOf(timestamp);
  return `${weekday}, ${day} ${MONTHS[month - 1]} ${year} ${time} +0000`;
}

/** time.Time.String in UTC: `2006-01-02 15:04:05 +0000 UTC`. */
export function timeString(timestamp: string | null | undefined): string {
  const { year, month, day, time } = clockOf(timestamp);
  return `${year}-${two(month)}-${day} ${time} +0000 UTC`;
}

/** How long it took from one to the other. */
export function between(from: string, to: string): Micros {
  return (tryParseTime(to) ?? 0) - (tryParseTime(from) ?? 0);
}

/** An amount, zero when there is none. */
export function quantity(text: unknown): Quantity {
  return typeof text === 'string' || typeof text === 'number' ? parseQuantity(text) : ZERO_QUANTITY;
}

/** printBool. */
export function titled(value: boolean): string {
  return value ? 'True' : 'False';
}

/** printBoolPtr. */
export function titledOrUnset(value: boolean | undefined): string {
  return value === undefined ? '<unset>' : titled(value);
}

/** The text, or what stands for none. */
export function orElse(text: string | undefined, none = '<none>'): string {
  return text === undefined || text === '' ? none : text;
}

/** A []string as %v prints it: `[a b]`. */
export function list(items: readonly string[] | undefined): string {
  return `[${(items ?? []).join(' ')}]`;
}

/** net.JoinHostPort. */
export function hostAndPort(host: string, port: string): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
