import type { Diagram, Row } from './rows.ts';

/** Where everything stands, in the picture's own units. */
export interface Plan {
  readonly width: number;
  readonly height: number;
  readonly head: number;
  /** How wide the column of times is. */
  readonly times: number;
  /** The middle of each lane. */
  readonly lanes: readonly number[];
  /** The line of each row. */
  readonly rows: readonly number[];
}

/** Room for the times at the left, in parts of the text's height. */
const TIMES = 5.2;
const EDGE = 14;
/** Extra paper for a break. */
const GAP = 26;

/** Lanes share the width that there is, but not below what their names need; rows follow each other, breaks between them. */
export function planOf({ lanes, rows }: Diagram, available: number, text: number): Plan {
  const least = text * 6;
  const times = text * TIMES;
  const pitch = Math.max(least, (available - times - EDGE) / Math.max(1, lanes.length));
  const head = text * 4.6;
  const line = text * 2.2;
  let y = head + line * 0.4;
  const placed = rows.map(({ gap }) => {
    y += line + (gap > 0 ? GAP : 0);
    return y;
  });
  return {
    times,
    width: times + pitch * lanes.length + EDGE,
    height: y + line,
    head,
    lanes: lanes.map((_, i) => times + pitch * (i + 0.5)),
    rows: placed,
  };
}

/** The row that is under way at a moment, or was last; -1: none yet. */
export function currentRow(rows: readonly Row[], moment: number): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (rows[middle]!.at <= moment) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** `kube-controller-manager` in lines of a few letters, broken where it has hyphens. */
export function nameLines(component: string, host: string): readonly string[] {
  const parts = component.split(/(?<=[-/])/);
  const lines: string[] = [];
  for (const part of parts) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + part.length <= 10) lines[lines.length - 1] = last + part;
    else lines.push(part);
  }
  const shown = lines.slice(0, host === '' ? 3 : 2);
  return host === '' ? shown : [...shown, host];
}

/** 1_234_000 → `1.2 s`. */
export function gapText(micros: number): string {
  if (micros < 1_000_000) return `${Math.round(micros / 1000)} ms`;
  const seconds = micros / 1_000_000;
  return seconds < 60 ? `${seconds.toFixed(1)} s` : `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
}

/** How long after the beginning: `+107 ms`, `+3.31 s`. */
export function sinceText(micros: number): string {
  if (micros < 999_500) return `+${Math.round(micros / 1000)} ms`;
  const seconds = micros / 1_000_000;
  return seconds < 100 ? `+${seconds.toFixed(2)} s` : `+${Math.round(seconds)} s`;
}
