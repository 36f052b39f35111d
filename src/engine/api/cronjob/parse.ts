import { goQuote, parseDuration, ParseError, type Micros } from '../../apimachinery/index.ts';
import { loadLocation, UTC, type TimeZone } from './time-zones.ts';

/** The minutes, hours, days … of a field, and whether it said `*`, which matters where two fields speak of days. */
export interface Field {
  readonly values: ReadonlySet<number>;
  readonly star: boolean;
}

/** When a CronJob runs: by the calendar of a zone, or ever so often. */
export type Schedule =
  | {
      readonly minute: Field;
      readonly hour: Field;
      readonly dom: Field;
      readonly month: Field;
      readonly dow: Field;
      readonly zone: TimeZone;
    }
  | { readonly every: Micros };

interface Bounds {
  readonly min: number;
  readonly max: number;
  /** Names stand for numbers from `min` on. */
  readonly names?: readonly string[];
}

const MINUTES: Bounds = { min: 0, max: 59 };
const HOURS: Bounds = { min: 0, max: 23 };
const DOM: Bounds = { min: 1, max: 31 };
const MONTHS: Bounds = {
  min: 1,
  max: 12,
  names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'],
};
const DOW: Bounds = { min: 0, max: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] };

const FIELD_COUNT = 5;
const MAX_INT64 = (1n << 63n) - 1n;

function number(text: string): number {
  if (!/^[+-]?\d+$/.test(text)) {
    throw new ParseError(`failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: invalid syntax`);
  }
  const big = BigInt(text.replace('+', ''));
  if (big > MAX_INT64 || big < -MAX_INT64 - 1n) {
    throw new ParseError(
      `failed to parse int from ${text}: strconv.Atoi: parsing ${goQuote(text)}: value out of range`,
    );
  }
  if (big < 0n) throw new ParseError(`negative number (${big}) not allowed: ${text}`);
  return Number(big);
}

function numberOrName(text: string, { names, min }: Bounds): number {
  const index = names?.indexOf(text.toLowerCase()) ?? -1;
  return index < 0 ? number(text) : min + index;
}

function limitsOf(text: string, bounds: Bounds, whole: string): readonly [start: number, end: number, star: boolean] {
  const [low = '', high, ...more] = text.split('-');
  if (low === '*' || low === '?') return [bounds.min, bounds.max, true];
  const start = numberOrName(low, bounds);
  if (high === undefined) return [start, start, false];
  if (more.length > 0) throw new ParseError(`too many hyphens: ${whole}`);
  return [start, numberOrName(high, bounds), false];
}

/** `number | number "-" number [ "/" number ]`: adds to the values, answers whether it was a star. */
function parseRange(text: string, bounds: Bounds, values: Set<number>): boolean {
  const [range = '', stepText, ...more] = text.split('/');
  const [start, limit, starred] = limitsOf(range, bounds, text);
  let [end, step, star] = [limit, 1, starred];
  if (more.length > 0) throw new ParseError(`too many slashes: ${text}`);
  if (stepText !== undefined) {
    step = number(stepText);
    // `N/step` means `N-max/step`.
    if (!range.includes('-')) end = bounds.max;
    if (step > 1) star = false;
  }
  if (start < bounds.min) {
    throw new ParseError(`beginning of range (${start}) below minimum (${bounds.min}): ${text}`);
  }
  if (end > bounds.max) throw new ParseError(`end of range (${end}) above maximum (${bounds.max}): ${text}`);
  if (start > end) throw new ParseError(`beginning of range (${start}) beyond end of range (${end}): ${text}`);
  if (step === 0) throw new ParseError(`step of range should be a positive number: ${text}`);
  for (let value = start; value <= end; value += step) values.add(value);
  return star;
}

function parseField(text: string, bounds: Bounds): Field {
  const values = new Set<number>();
  let star = false;
  for (const range of text.split(',')) if (range !== '' && parseRange(range, bounds, values)) star = true;
  return { values, star };
}

const DESCRIPTORS: Readonly<Record<string, string>> = {
  '@yearly': '0 0 1 1 *',
  '@annually': '0 0 1 1 *',
  '@monthly': '0 0 1 * *',
  '@weekly': '0 0 * * 0',
  '@daily': '0 0 * * *',
  '@midnight': '0 0 * * *',
  '@hourly': '0 * * * *',
};
const EVERY = '@every ';
const SECOND: Micros = 1_000_000;

function parseDescriptor(text: string, zone: TimeZone): Schedule {
  if (Object.hasOwn(DESCRIPTORS, text)) return parseFields(DESCRIPTORS[text] ?? '', zone);
  if (!text.startsWith(EVERY)) throw new ParseError(`unrecognized descriptor: ${text}`);
  try {
    const duration = parseDuration(text.slice(EVERY.length));
    return { every: Math.max(SECOND, duration - (duration % SECOND)) };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    throw new ParseError(`failed to parse duration ${text}: ${error.message}`);
  }
}

function parseFields(text: string, zone: TimeZone): Schedule {
  const fields = text.split(/\s+/).filter((part) => part !== '');
  if (fields.length !== FIELD_COUNT) {
    throw new ParseError(`expected exactly ${FIELD_COUNT} fields, found ${fields.length}: [${fields.join(' ')}]`);
  }
  const [minute = '', hour = '', dom = '', month = '', dow = ''] = fields;
  return {
    minute: parseField(minute, MINUTES),
    hour: parseField(hour, HOURS),
    dom: parseField(dom, DOM),
    month: parseField(month, MONTHS),
    dow: parseField(dow, DOW),
    zone,
  };
}

/** robfig/cron v3's ParseStandard: minute, hour, day of month, month, day of week, or a descriptor. Throws ParseError. */
export function parseSchedule(text: string): Schedule {
  if (text === '') throw new ParseError('empty spec string');
  let [zone, rest] = [UTC, text];
  if (text.startsWith('TZ=') || text.startsWith('CRON_TZ=')) {
    const space = text.indexOf(' ');
    if (space < 0) {
      throw new ParseError('invalid schedule format: runtime error: slice bounds out of range [:-1]');
    }
    const name = text.slice(text.indexOf('=') + 1, space);
    const found = loadLocation(name);
    if (found === undefined) throw new ParseError(`provided bad location ${name}: unknown time zone ${name}`);
    zone = found;
    rest = text.slice(space).trim();
  }
  return rest.startsWith('@') ? parseDescriptor(rest, zone) : parseFields(rest, zone);
}
