import { civilFromDays, tryParseTime, type Bytes } from '../../apimachinery/index.ts';
import type { Program } from '../machine.ts';
import type { Process } from '../process.ts';
import { UsageFailure, readArguments } from './arguments.ts';

const DAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const UNITS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };
const MICROS = 1_000_000;

/** `1`, `1.5s`, `2m`, in microseconds; undefined: it is no time. */
export function intervalOf(text: Bytes): number | undefined {
  if (/^inf(inity)?$/i.test(text)) return Infinity;
  const match = /^([0-9]+\.?[0-9]*|\.[0-9]+)([smhd]?)$/.exec(text);
  return match ? Math.round(Number(match[1]) * UNITS[match[2] || 's']! * MICROS) : undefined;
}

export const sleep: Program = function* (process) {
  const words = process.args.slice(1).filter((word) => word !== '--');
  if (words.length === 0) throw new UsageFailure('missing operand');
  let total = 0;
  for (const word of words) {
    const micros = intervalOf(word);
    if (micros === undefined)
      throw new UsageFailure(process.machine.gnu ? `invalid time interval '${word}'` : `invalid number '${word}'`);
    total += micros;
  }
  if (total !== Infinity) yield* process.sleep(total);
  else for (;;) yield* process.sleep(86_400 * 365 * MICROS);
  return 0;
};

/** strftime(3), in UTC, which is where all clocks of a cluster stand. */
export function strftime(format: Bytes, at: number): Bytes {
  const seconds = Math.floor(at / MICROS);
  const days = Math.floor(seconds / 86_400);
  const { year, month, day } = civilFromDays(days);
  const inDay = seconds - days * 86_400;
  const [hour, minute, second] = [Math.floor(inDay / 3600), Math.floor(inDay / 60) % 60, inDay % 60];
  const weekday = (((days + 4) % 7) + 7) % 7;
  const two = (n: number) => String(n).padStart(2, '0');
  const half = two(((hour + 11) % 12) + 1);
  const one = (letter: string): string | undefined => {
    switch (letter) {
      case 'Y':
        return String(year);
      case 'y':
        return two(year % 100);
      case 'm':
        return two(month);
      case 'd':
        return two(day);
      case 'e':
        return String(day).padStart(2);
      case 'H':
        return two(hour);
      case 'I':
        return half;
      case 'M':
        return two(minute);
      case 'S':
        return two(second);
      case 'N':
        return String((at % MICROS) * 1000).padStart(9, '0');
      case 's':
        return String(seconds);
      case 'p':
        return hour < 12 ? 'AM' : 'PM';
      case 'Z':
        return 'UTC';
      case 'z':
        return '+0000';
      case 'a':
        return DAYS[weekday]!.slice(0, 3);
      case 'A':
        return DAYS[weekday]!;
      case 'b':
      case 'h':
        return MONTHS[month - 1]!.slice(0, 3);
      case 'B':
        return MONTHS[month - 1]!;
      case 'u':
        return String(weekday || 7);
      case 'w':
        return String(weekday);
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case '%':
        return '%';
      default:
        return COMPOSED.has(letter) ? strftime(COMPOSED.get(letter)!, at) : undefined;
    }
  };
  return format.replace(/%[-_0]?([a-zA-Z%])/g, (all, letter: string) => {
    const text = one(letter);
    return text === undefined ? all : all.startsWith('%-') ? text.replace(/^[0 ]+(?=.)/, '') : text;
  });
}

const COMPOSED: ReadonlyMap<string, string> = new Map([
  ['F', '%Y-%m-%d'],
  ['T', '%H:%M:%S'],
  ['R', '%H:%M'],
  ['D', '%m/%d/%y'],
  ['c', '%a %b %e %H:%M:%S %Y'],
  ['r', '%I:%M:%S %p'],
  ['x', '%m/%d/%y'],
  ['X', '%H:%M:%S'],
]);

function timeOf(text: Bytes, process: Process): number {
  if (/^@-?[0-9]+$/.test(text)) return Number(text.slice(1)) * MICROS;
  const ago = /^([0-9]+) (second|minute|hour|day|week)s?( ago)?$/.exec(text);
  if (ago) {
    const unit = { second: 1, minute: 60, hour: 3600, day: 86_400, week: 604_800 }[ago[2] as 'day'];
    return process.machine.now() + Number(ago[1]) * unit * MICROS * (ago[3] ? -1 : 1);
  }
  if (text === 'now') return process.machine.now();
  if (text === 'yesterday') return process.machine.now() - 86_400 * MICROS;
  if (text === 'tomorrow') return process.machine.now() + 86_400 * MICROS;
  const spelled = text.replace(' ', 'T').replace(/^([0-9-]{10})$/, '$1T00:00:00');
  const at = tryParseTime(/(?:Z|[-+][0-9:]{5})$/.test(spelled) ? spelled : `${spelled}Z`);
  if (at === undefined) throw new UsageFailure(`invalid date '${text}'`);
  return at;
}

export const date: Program = function* (process) {
  const args = readArguments(process, {
    flags: 'uIR',
    values: 'drsD',
    long: { utc: 'u', date: 'd', iso: 'I', 'iso-8601': 'J', 'rfc-3339': 'K', 'rfc-2822': 'R' },
  });
  const given = args.value('d');
  const at = given === undefined ? process.machine.now() : timeOf(given, process);
  const format = args.words.find((word) => word.startsWith('+'));
  let pattern = format?.slice(1) ?? '%a %b %e %H:%M:%S UTC %Y';
  if (args.has('R')) pattern = '%a, %d %b %Y %H:%M:%S +0000';
  const iso = args.value('J');
  if (args.has('I') || iso === '' || iso === 'date') pattern = '%F';
  else if (iso === 'seconds') pattern = '%FT%T+00:00';
  if (args.value('K') === 'seconds') pattern = '%F %T+00:00';
  yield* process.print(`${strftime(pattern, at)}\n`);
  return 0;
};
