import { civilFromDays, daysFromCivil, type Micros } from '../../apimachinery/index.ts';
import { parseSchedule, type Schedule } from './parse.ts';
import { offsetAt, type TimeZone } from './time-zones.ts';

/**
 * When a schedule comes round next: robfig/cron v3's Schedule.Next, for the CronJob controller. Pure; points in time are
 * microseconds since the Unix epoch.
 *
 * `0 9 * * 1` in Asia/Seoul, asked on Sunday noon UTC, answers Monday 00:00 UTC.
 */
const SECOND: Micros = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** A day that has not come in five years (the 31st of February) never will. */
const MAX_YEARS = 5;

type Calendar = Exclude<Schedule, { readonly every: Micros }>;

interface Civil {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
  readonly weekday: number;
}

function civil(at: Micros, zone: TimeZone): Civil {
  const local = at + offsetAt(zone, at);
  const days = Math.floor(local / DAY);
  const rest = local - days * DAY;
  return {
    ...civilFromDays(days),
    hour: Math.floor(rest / HOUR),
    minute: Math.floor((rest % HOUR) / MINUTE),
    weekday: (((days + 4) % 7) + 7) % 7,
  };
}

/** time.Date: a local time that does not exist or exists twice is taken as Go takes it. Months and days may run over. */
function date(zone: TimeZone, year: number, month: number, day: number, hour = 0): Micros {
  const months = year * 12 + (month - 1);
  const first = daysFromCivil(Math.floor(months / 12), (months % 12) + 1, 1);
  const local = (first + day - 1) * DAY + hour * HOUR;
  const guess = local - offsetAt(zone, local);
  return local - offsetAt(zone, guess);
}

/** When neither field is a star, either will do; otherwise both must fit. */
function dayMatches({ dom, dow }: Calendar, { day, weekday }: Civil): boolean {
  const [byDate, byWeekday] = [dom.values.has(day), dow.values.has(weekday)];
  return dom.star || dow.star ? byDate && byWeekday : byDate || byWeekday;
}

/** Midnight of the next day, or where summer time begins at midnight, the moment that stands for it. */
function nextDay(zone: TimeZone, { year, month, day }: Civil): Micros {
  const at = date(zone, year, month, day + 1);
  const { hour } = civil(at, zone);
  if (hour === 0) return at;
  return hour > 12 ? at + (24 - hour) * HOUR : at - hour * HOUR;
}

/** Steps from month to day to hour to minute until all fit, starting over whenever a larger one has turned. */
function nextInCalendar(schedule: Calendar, after: Micros): Micros | undefined {
  const { zone, minute, hour, month } = schedule;
  // A field of nothing but commas names no time at all.
  if (minute.values.size === 0 || hour.values.size === 0 || month.values.size === 0) return undefined;
  let at = (Math.floor(after / MINUTE) + 1) * MINUTE;
  const limit = civil(at, zone).year + MAX_YEARS;
  for (;;) {
    const now = civil(at, zone);
    if (now.year > limit) return undefined;
    if (!month.values.has(now.month)) at = date(zone, now.year, now.month + 1, 1);
    else if (!dayMatches(schedule, now)) at = nextDay(zone, now);
    else if (!hour.values.has(now.hour)) at += HOUR - now.minute * MINUTE;
    else if (!minute.values.has(now.minute)) at += MINUTE;
    else return at;
  }
}

/** The first time after the given one; undefined when there is none. */
export function nextActivation(schedule: Schedule, after: Micros): Micros | undefined {
  if ('every' in schedule) return after - (after % SECOND) + schedule.every;
  return nextInCalendar(schedule, after);
}

/** formatSchedule: the `timeZone` field is told to the parser in the old way. pkg/controller/cronjob/utils.go */
export function scheduleOf(spec: { readonly schedule: string; readonly timeZone?: string | undefined }): Schedule {
  const { schedule, timeZone } = spec;
  if (schedule.includes('TZ') || timeZone === undefined) return parseSchedule(schedule);
  return parseSchedule(`TZ=${timeZone} ${schedule}`);
}

export { parseSchedule, type Schedule } from './parse.ts';
