/** journalctl: what the units of this node have logged (systemd/src/journal). */
import { strftime } from '../../shell/index.ts';
import { MILLISECOND, SECOND, sleep, type Micros, type Task } from '../../sim/index.ts';
import type { TraceRecord } from '../../trace/index.ts';
import { failed, said, type Command, type Tool } from '../node.ts';
import { entriesOf, isOpen, unitOf, UNITS, type Entry } from './entries.ts';

interface Asked {
  units: string[];
  lines: number | undefined;
  since: string | undefined;
  until: string | undefined;
  output: string;
  follow: boolean;
  reverse: boolean;
  grep: string | undefined;
}

const LONG: ReadonlyMap<string, string> = new Map([
  ['--unit', 'u'],
  ['--lines', 'n'],
  ['--since', 'S'],
  ['--until', 'U'],
  ['--output', 'o'],
  ['--grep', 'g'],
  ['--follow', 'f'],
  ['--reverse', 'r'],
]);
const VALUED = 'unSUogptT';
/** How many lines stand before what is followed, and before `-e`. */
const RECENT = 10;
const PAGE = 1000;

function set(asked: Asked, letter: string, value: string): void {
  if (letter === 'u') asked.units.push(value.replace(/\.service$/, ''));
  else if (letter === 'n') asked.lines = value === 'all' ? Infinity : Number(value);
  else if (letter === 'S') asked.since = value;
  else if (letter === 'U') asked.until = value;
  else if (letter === 'o') asked.output = value;
  else if (letter === 'g') asked.grep = value;
  else if (letter === 'f') asked.follow = true;
  else if (letter === 'r') asked.reverse = true;
  else if (letter === 'e') asked.lines ??= PAGE;
}

/** Letters stand together, `-xeu kubelet`, and the last may take a value. */
function read(args: readonly string[]): Asked {
  const asked: Asked = {
    units: [],
    lines: undefined,
    since: undefined,
    until: undefined,
    output: 'short',
    follow: false,
    reverse: false,
    grep: undefined,
  };
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word.startsWith('--')) {
      const equals = word.indexOf('=');
      const letter = LONG.get(equals < 0 ? word : word.slice(0, equals));
      if (letter === undefined) continue;
      const valued = VALUED.includes(letter);
      set(asked, letter, equals >= 0 ? word.slice(equals + 1) : valued ? (args[++at] ?? '') : '');
      continue;
    }
    if (!word.startsWith('-')) continue;
    for (let i = 1; i < word.length; i++) {
      const letter = word[i] ?? '';
      if (!VALUED.includes(letter)) {
        set(asked, letter, '');
        continue;
      }
      set(asked, letter, i + 1 < word.length ? word.slice(i + 1) : (args[++at] ?? ''));
      break;
    }
  }
  return asked;
}

const UNIT_SECONDS: readonly (readonly [RegExp, number])[] = [
  [/^(?:s|sec|secs|second|seconds)$/, 1],
  [/^(?:m|min|mins|minute|minutes)$/, 60],
  [/^(?:h|hr|hour|hours)$/, 3600],
  [/^(?:d|day|days)$/, 86_400],
];

/** systemd.time(7): `10 min ago`, `-5m`, `1h30m ago`, `today`, `2026-11-21 10:00:00`, `10:00`. Microseconds of the wall clock. */
export function timeOf(text: string, now: Micros): Micros | undefined {
  const word = text.trim();
  const midnight = now - (now % (86_400 * SECOND));
  if (word === 'now') return now;
  if (word === 'today') return midnight;
  if (word === 'yesterday') return midnight - 86_400 * SECOND;
  const relative = /^-(.+)$/.exec(word)?.[1] ?? /^(.+?) +ago$/.exec(word)?.[1];
  if (relative !== undefined) {
    let sum = 0;
    const parts = relative.replaceAll(' ', '').matchAll(/(\d+)([a-z]+)/g);
    let length = 0;
    for (const [whole, count, unit = ''] of parts) {
      const found = UNIT_SECONDS.find(([pattern]) => pattern.test(unit));
      if (found === undefined) return undefined;
      length += whole.length;
      sum += Number(count) * found[1] * SECOND;
    }
    return length > 0 && length === relative.replaceAll(' ', '').length ? now - sum : undefined;
  }
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2}))?$/.exec(word);
  if (clock) return midnight + ((Number(clock[1]) * 60 + Number(clock[2])) * 60 + Number(clock[3] ?? 0)) * SECOND;
  const date = /^(\d{4})-(\d{2})-(\d{2})(?:[ T](\d{2}):(\d{2})(?::(\d{2}))?)?$/.exec(word);
  if (!date) return undefined;
  const [, year, month, day, hour = 0, minute = 0, second = 0] = date.map(Number);
  return (
    daysSinceEpoch(year ?? 0, month ?? 1, day ?? 1) * 86_400 * SECOND +
    (((hour || 0) * 60 + (minute || 0)) * 60 + (second || 0)) * SECOND
  );
}

/** Days of the Gregorian calendar since 1970-01-01; the year is taken to begin in March, so that leap days end it. */
function daysSinceEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + ofYear - 719_468;
}

function lineOf({ at, unit, text }: Entry, tool: Tool, epoch: Micros, output: string): string {
  if (output === 'cat') return `${text}\n`;
  const wall = epoch + at;
  const micros = String(wall % SECOND).padStart(6, '0');
  const stamp =
    output === 'short-iso'
      ? strftime('%Y-%m-%dT%H:%M:%S+00:00', wall)
      : output === 'short-precise'
        ? `${strftime('%b %d %H:%M:%S', wall)}.${micros}`
        : strftime('%b %d %H:%M:%S', wall);
  return `${stamp} ${tool.node.name} ${unit}[${UNITS.get(unit) ?? 1}]: ${text}\n`;
}

export const journalctl: Command = function* (tool, args) {
  yield* [];
  const asked = read(args);
  const { sim } = tool.process;
  const epoch = sim.wallClock() - sim.now;
  const times = [asked.since, asked.until].map((text) =>
    text === undefined ? undefined : timeOf(text, sim.wallClock()),
  );
  for (const [i, text] of [asked.since, asked.until].entries()) {
    if (text !== undefined && times[i] === undefined) return failed(`Failed to parse timestamp: ${text}\n`);
  }
  if (asked.lines !== undefined && !(asked.lines >= 0)) return failed('Failed to parse lines\n');
  const [since = -Infinity, until = Infinity] = times;
  const shown = ({ at, text }: Entry): boolean =>
    epoch + at >= since && epoch + at <= until && (asked.grep === undefined || text.includes(asked.grep));
  const reader = new Reader(tool, asked.units, epoch);
  let entries = reader.read().filter(shown);
  const lines = asked.lines ?? (asked.follow ? RECENT : Infinity);
  entries = lines === 0 ? [] : entries.slice(-lines);
  if (asked.reverse) entries.reverse();
  const print = (entry: Entry): string => lineOf(entry, tool, epoch, asked.output);
  if (!asked.follow) return said(entries.length === 0 ? '-- No entries --\n' : entries.map(print).join(''));
  return {
    *follow(write): Task {
      for (;;) {
        if (entries.length > 0) write(entries.map(print).join(''));
        yield* sleep(sim, POLL);
        entries = reader.read().filter(shown);
      }
    },
  };
};

const POLL = 250 * MILLISECOND;

/** Reads on from where it stopped: what is new, and what has ended since. */
class Reader {
  readonly #tool: Tool;
  readonly #units: readonly string[];
  readonly #epoch: Micros;
  #next = 1;
  #open: TraceRecord[] = [];

  constructor(tool: Tool, units: readonly string[], epoch: Micros) {
    this.#tool = tool;
    this.#units = units;
    this.#epoch = epoch;
  }

  read(): Entry[] {
    const { trace, name } = this.#tool.node;
    const records = this.#open;
    this.#open = [];
    for (let id = Math.max(this.#next, trace.first); id < trace.next; id++) {
      const record = trace.get(id);
      if (record !== undefined) records.push(record);
    }
    this.#next = trace.next;
    const entries: Entry[] = [];
    for (const record of records) {
      const unit = unitOf(record, name);
      if (unit === undefined || (this.#units.length > 0 && !this.#units.includes(unit))) continue;
      if (isOpen(record)) this.#open.push(record);
      else entries.push(...entriesOf(record, unit, this.#epoch));
    }
    return entries.sort((a, b) => a.at - b.at);
  }
}
