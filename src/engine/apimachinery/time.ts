import { ParseError } from './parse-error.ts';

/**
 * Calendar time without Date. A point in time is a whole number of microseconds since the Unix epoch; a duration is a
 * difference of two. Both stay exact in a double until the year 2255.
 */
export type Micros = number;

const SECOND = 1_000_000;
const DAY_SECONDS = 86_400;

function twoDigits(n: number): string {
  return n < 10 ? `0${n}` : `${n}`;
}

/** Days since the epoch to a civil date, after Howard Hinnant's algorithm: eras of 400 years that begin in March. */
export function civilFromDays(days: number): { year: number; month: number; day: number } {
  const z = days + 719_468;
  const era = Math.floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = Math.floor((doe - Math.floor(doe / 1460) + Math.floor(doe / 36_524) - Math.floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + Math.floor(yoe / 4) - Math.floor(yoe / 100));
  const mp = Math.floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return {
    year: yoe + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: doy - Math.floor((153 * mp + 2) / 5) + 1,
  };
}

export function daysFromCivil(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yoe = y - era * 400;
  const doy = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return era * 146_097 + yoe * 365 + Math.floor(yoe / 4) - Math.floor(yoe / 100) + doy - 719_468;
}

let lastDay = Number.NaN;
let lastDayText = '';
let lastSecond = Number.NaN;
let lastSecondText = '';

/** Many objects are stamped within one second and nearly all within one day, so the last of each is kept. Pure all the same. */
function dateTimeText(seconds: number): string {
  if (seconds === lastSecond) return lastSecondText;
  const day = Math.floor(seconds / DAY_SECONDS);
  if (day !== lastDay) {
    const civil = civilFromDays(day);
    lastDay = day;
    lastDayText = `${String(civil.year).padStart(4, '0')}-${twoDigits(civil.month)}-${twoDigits(civil.day)}T`;
  }
  const rest = seconds - day * DAY_SECONDS;
  const hour = Math.floor(rest / 3600);
  const minute = Math.floor((rest - hour * 3600) / 60);
  lastSecond = seconds;
  lastSecondText = `${lastDayText}${twoDigits(hour)}:${twoDigits(minute)}:${twoDigits(rest % 60)}`;
  return lastSecondText;
}

let lastTime = Number.NaN;
let lastTimeText = '';

/** metav1.Time: whole seconds, cut not rounded, as `2026-11-21T07:20:08Z`. Stamps of one second are one string. */
export function formatTime(at: Micros): string {
  const seconds = Math.floor(at / SECOND);
  if (seconds !== lastTime) {
    lastTime = seconds;
    lastTimeText = `${dateTimeText(seconds)}Z`;
  }
  return lastTimeText;
}

/** metav1.MicroTime: always six digits, as `2026-11-21T07:20:08.123456Z`. */
export function formatMicroTime(at: Micros): string {
  const seconds = Math.floor(at / SECOND);
  return `${dateTimeText(seconds)}.${String(at - seconds * SECOND).padStart(6, '0')}Z`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;
const DAYS_IN_MONTH = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The number two digits spell, or NaN. */
function pairAt(text: string, at: number): number {
  const tens = text.charCodeAt(at) - 48;
  const ones = text.charCodeAt(at + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** The day part that was read last, `2026-11-21T`, and the second it begins: nearly every stamp is of the same day. */
let readDay = '';
let readDaySeconds = 0;

/** The form the server writes, on the day it wrote last. Undefined means only that it takes the long way. */
function tryParseSameDay(text: string): Micros | undefined {
  if (text.length !== 20 || readDay === '' || !text.startsWith(readDay) || !text.endsWith('Z')) return undefined;
  if (text.charCodeAt(13) !== 58 || text.charCodeAt(16) !== 58) return undefined;
  const hour = pairAt(text, 11);
  const minute = pairAt(text, 14);
  const second = pairAt(text, 17);
  if (!(hour < 24 && minute < 60 && second < 60)) return undefined;
  return (readDaySeconds + hour * 3600 + minute * 60 + second) * SECOND;
}

/** Reads RFC 3339 with or without a fraction and with any offset; digits past the microsecond are cut. */
export function tryParseTime(text: string): Micros | undefined {
  return tryParseSameDay(text) ?? parseAnyTime(text);
}

function parseAnyTime(text: string): Micros | undefined {
  const m = RFC3339.exec(text);
  if (m === null) return undefined;
  const [year, month, day, hour, minute, second] = [m[1], m[2], m[3], m[4], m[5], m[6]].map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  if (month < 1 || month > 12 || day < 1 || day > (DAYS_IN_MONTH[month - 1] ?? 0)) return undefined;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  if (month === 2 && day === 29 && !leap) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  readDay = text.slice(0, 11);
  readDaySeconds = daysFromCivil(year, month, day) * DAY_SECONDS;
  let seconds = readDaySeconds + hour * 3600 + minute * 60 + second;
  if (m[8] !== undefined) {
    const offset = Number(m[9]) * 3600 + Number(m[10]) * 60;
    seconds += m[8] === '+' ? -offset : offset;
  }
  const fraction = m[7] === undefined ? 0 : Number(m[7].slice(0, 6).padEnd(6, '0'));
  return seconds * SECOND + fraction;
}

/** As tryParseTime, for text that the server itself wrote or has already validated. */
export function parseTime(text: string): Micros {
  const at = tryParseTime(text);
  if (at === undefined) {
    throw new ParseError(`parsing time ${JSON.stringify(text)} as "2006-01-02T15:04:05Z07:00": cannot parse`);
  }
  return at;
}
