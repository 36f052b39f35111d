import { formatTime, parseTime, type Micros } from '../../apimachinery/index.ts';
import { loadLocation, offsetAt, UTC } from '../../api/cronjob/time-zones.ts';
import type { CronJob } from '../../api/cronjob/types.ts';
import { nextActivation, type Schedule } from '../../api/index.ts';
import { MILLISECOND, SECOND } from '../../sim/index.ts';

/** Which start time is due, and when to look again. pkg/controller/cronjob/utils.go */

/** A sync for a start time comes a little after it, so that clocks that differ do not make it come before. */
const NEXT_SCHEDULE_DELTA: Micros = 100 * MILLISECOND;
const MANY_MISSED = 100;
const MINUTE: Micros = 60 * SECOND;

interface Recent {
  readonly earliest: Micros;
  /** The last start time that has passed; undefined when none has. */
  readonly at: Micros | undefined;
  readonly missed: number;
}

/** Why no start time can be found, in upstream's words. */
export const NO_INTERVAL = 'time difference between two schedules is less than 1 second';

function mostRecent(cronJob: CronJob, now: Micros, schedule: Schedule, withDeadline: boolean): Recent | undefined {
  const { lastScheduleTime } = cronJob.status;
  const { startingDeadlineSeconds } = cronJob.spec;
  let earliest = parseTime(lastScheduleTime ?? cronJob.metadata.creationTimestamp);
  if (withDeadline && startingDeadlineSeconds !== undefined) {
    earliest = Math.max(earliest, now - startingDeadlineSeconds * SECOND);
  }
  const first = nextActivation(schedule, earliest);
  const second = first === undefined ? undefined : nextActivation(schedule, first);
  if (first === undefined || second === undefined) return undefined;
  if (now < first) return { earliest, at: undefined, missed: 0 };
  if (now < second) return { earliest, at: first, missed: 0 };
  const between = Math.round((second - first) / SECOND);
  if (between < 1) return undefined;
  const missed = Math.floor(Math.floor((now - first) / SECOND) / between) + 1;
  // One interval further back than reckoned, because intervals may differ: the schedule itself finds the exact time.
  let at: Micros | undefined;
  let next = nextActivation(schedule, first + (missed - 2) * between * SECOND);
  for (; next !== undefined && next <= now; next = nextActivation(schedule, next)) at = next;
  return { earliest, at, missed };
}

export interface Due {
  readonly at: Micros;
  readonly tooMany: boolean;
}

/** The start time that is due; undefined: none; `NO_INTERVAL`: the schedule never comes round. nextScheduleTime */
export function dueTime(cronJob: CronJob, now: Micros, schedule: Schedule): Due | undefined | typeof NO_INTERVAL {
  const recent = mostRecent(cronJob, now, schedule, true);
  if (!recent) return NO_INTERVAL;
  if (recent.at === undefined) return undefined;
  return { at: recent.at, tooMany: recent.missed > MANY_MISSED };
}

/** How long until the next start time. nextScheduleTimeDuration */
export function untilNext(cronJob: CronJob, now: Micros, schedule: Schedule): Micros | undefined {
  const recent = mostRecent(cronJob, now, schedule, false);
  const from = recent?.at ?? (recent?.missed === 0 ? recent.earliest : now);
  const next = nextActivation(schedule, from);
  return next === undefined ? undefined : next + NEXT_SCHEDULE_DELTA - now;
}

/** The job's name tells its start time, in minutes since the Unix epoch. getJobName */
export function jobNameAt({ metadata }: CronJob, at: Micros): string {
  return `${metadata.name}-${Math.floor(at / MINUTE)}`;
}

/** RFC 3339 in the cron job's own zone. */
export function timestampIn(timeZone: string | undefined, at: Micros): string {
  const zone = timeZone === undefined ? UTC : (loadLocation(timeZone) ?? UTC);
  const offset = offsetAt(zone, at);
  const text = formatTime(at + offset);
  if (offset === 0) return text;
  const minutes = Math.abs(offset) / MINUTE;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${text.slice(0, -1)}${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

const DAYS = ['Thu', 'Fri', 'Sat', 'Sun', 'Mon', 'Tue', 'Wed'];
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** time.RFC1123Z: `Mon, 02 Jan 2006 15:04:05 +0000`. */
export function rfc1123(at: Micros): string {
  const text = formatTime(at);
  const weekday = DAYS[Math.floor(at / (24 * 60 * MINUTE)) % 7];
  const month = MONTHS[Number(text.slice(5, 7)) - 1];
  return `${weekday}, ${text.slice(8, 10)} ${month} ${text.slice(0, 4)} ${text.slice(11, 19)} +0000`;
}
