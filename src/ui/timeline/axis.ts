import type { View } from './view.ts';

/** A place on the axis and what stands there. */
export interface Tick {
  readonly x: number;
  readonly label: string;
}

const SECOND = 1_000_000;
/** What a tick may be rounded to, coarsest first, in microseconds. */
const GRAINS = [
  3600 * SECOND,
  600 * SECOND,
  300 * SECOND,
  60 * SECOND,
  30 * SECOND,
  10 * SECOND,
  5 * SECOND,
  SECOND,
  500_000,
  100_000,
  50_000,
  10_000,
  5_000,
  1_000,
  500,
  100,
  50,
  10,
  1,
];

/** `65_400_000` with a grain of 0.1 s → `01:05.4`; hours only when there are any. */
export function tickLabel(time: number, grain: number): string {
  const micros = Math.max(0, Math.round(time));
  const seconds = Math.floor(micros / SECOND);
  const two = (n: number): string => String(n).padStart(2, '0');
  const hours = Math.floor(seconds / 3600);
  const whole = `${hours > 0 ? `${hours}:` : ''}${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
  if (grain >= SECOND) return whole;
  const digits = Math.ceil(-Math.log10(grain / SECOND) - 1e-9);
  return `${whole}.${String(micros % SECOND)
    .padStart(6, '0')
    .slice(0, digits)}`;
}

/**
 * Ticks about every `spacing` pixels, each moved to the roundest moment nearby. The strip is not linear where silence is
 * shortened, so a tick is a place first and a time second.
 */
export function ticksOf(view: View, spacing = 132): Tick[] {
  const ticks: Tick[] = [];
  let taken = -Infinity;
  for (let x = spacing / 2; x < view.width; x += spacing) {
    const time = view.timeAt(x);
    for (const grain of GRAINS) {
      const round = Math.round(time / grain) * grain;
      const at = view.xOf(round);
      if (Math.abs(at - x) > spacing / 3) continue;
      if (at - taken > spacing / 2 && at > 24 && at < view.width - 24)
        ticks.push({ x: at, label: tickLabel(round, grain) });
      taken = Math.max(taken, at);
      break;
    }
  }
  return ticks;
}

/** `40_300_000` → `40 s`, `300_000_000` → `5 m`, `700_000` → `0.7 s`. */
export function spanLabel(micros: number): string {
  if (micros < SECOND) return micros < 1000 ? `${Math.round(micros)} µs` : `${Math.round(micros / 1000)} ms`;
  const seconds = micros / SECOND;
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  if (seconds < 120) return `${Math.round(seconds)} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} m` : `${Math.round(seconds / 3600)} h`;
}
