/** Words and options of a tool's command line, for tools of which each option either takes a value or does not. */
export interface Arguments {
  readonly words: readonly string[];
  has(...names: readonly string[]): boolean;
  value(...names: readonly string[]): string | undefined;
}

/**
 * `valued`: options that take a value, `--name=x`, `--name x`. What stands behind `--` are words. `upTo`: behind so many words
 * everything is a word, as with a command that is to be run elsewhere.
 */
export function readArguments(args: readonly string[], valued: readonly string[], upTo = Infinity): Arguments {
  const words: string[] = [];
  const found = new Map<string, string>();
  for (let at = 0; at < args.length; at++) {
    const word = args[at] ?? '';
    if (word === '--' || words.length >= upTo) {
      words.push(...args.slice(word === '--' ? at + 1 : at));
      break;
    }
    if (!word.startsWith('-') || word === '-') {
      words.push(word);
      continue;
    }
    const equals = word.indexOf('=');
    const name = equals < 0 ? word : word.slice(0, equals);
    if (equals >= 0) found.set(name, word.slice(equals + 1));
    else if (valued.includes(name)) found.set(name, args[++at] ?? '');
    else found.set(name, '');
  }
  return {
    words,
    has: (...names) => names.some((name) => found.has(name)),
    value: (...names) => names.map((name) => found.get(name)).find((value) => value !== undefined),
  };
}

/** Rows in columns, as Go's text/tabwriter sets them: `gap` spaces between, the last cell as long as it is. */
export function table(rows: readonly (readonly string[])[], gap: number): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd((widths[column] ?? 0) + gap))).join(''),
    )
    .map((line) => `${line}\n`)
    .join('');
}

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `192MB`, `4.71MB`: three figures, as docker/go-units writes sizes. */
export function humanSize(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${Number(value.toPrecision(3))}${UNITS[unit] ?? ''}`;
}

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `5 minutes ago` (docker/go-units, HumanDuration). */
export function humanAgo(micros: number): string {
  if (micros < SECOND) return 'Less than a second ago';
  if (micros < MINUTE) return `${plural(Math.floor(micros / SECOND), 'second')} ago`;
  if (micros < 2 * MINUTE) return 'About a minute ago';
  if (micros < HOUR) return `${Math.floor(micros / MINUTE)} minutes ago`;
  if (micros < 2 * HOUR) return 'About an hour ago';
  if (micros < 2 * DAY) return `${Math.floor(micros / HOUR)} hours ago`;
  return `${Math.floor(micros / DAY)} days ago`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
