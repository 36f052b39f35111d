import { cellOf } from '../board/berths.ts';
import type { Rect } from '../board/geometry.ts';

/**
 * Where everything stands. A lane's place follows from its berth alone, a stop's from its lane and its own berth: nothing moves
 * because something comes or goes.
 *
 *   who asks │ entrance │ Ingress │ Service │ stops: 6 in full, the rest as chips
 */
export const COLUMNS = {
  people: { x: 0, width: 112 },
  entrance: { x: 152, width: 150 },
  ingress: { x: 334, width: 214 },
  service: { x: 588, width: 236 },
  stops: { x: 880, width: 0 },
} as const;

export const HEAD = 34;
export const LANE = 164;
const PITCH = LANE + 18;
/** Lanes are wide and low: so many columns of them to a row make a board of a screen's shape. */
const ASPECT = 0.27;
const STOP_HEIGHT = 50;
const STOP_WIDTH = 290;
const GAP = 7;
const FULL = 6;
const CHIP = 28;
const CHIP_GAP = 5;
const CHIP_ROWS = 4;
const CHIP_COLUMNS = 6;
/** What a lane has room for. */
export const MOST_STOPS = FULL + CHIP_ROWS * CHIP_COLUMNS;
const STOPS_X = COLUMNS.stops.x;
const CHIPS_X = STOPS_X + 2 * (STOP_WIDTH + GAP);
export const BLOCK_WIDTH = CHIPS_X + CHIP_COLUMNS * (CHIP + CHIP_GAP);
const BLOCK_GAP = 60;
const FEWEST_ROWS = 3;
/** Where lines from who asks turn into a lane. */
export const BUS = 132;
/** Where those of a Service turn to its stops. */
export const FAN = 852;

/**
 * Heights within a lane at which lines run: to the Ingress, from within, by the entrance; and through the Service, where they have
 * met. Cards leave them free, so that what travels covers no word.
 */
export const TRACK = { ingress: 85, inside: 98, entrance: 156, middle: 124 } as const;
/** So far before a Service lines meet. */
export const MEET = 16;

export interface Place {
  readonly rect: Rect;
  readonly size: 'full' | 'chip';
}

/** The corner of a lane. */
export function laneAt(berth: number): { readonly x: number; readonly y: number } {
  const { column, row } = cellOf(berth, ASPECT);
  return { x: column * (BLOCK_WIDTH + BLOCK_GAP), y: HEAD + row * PITCH };
}

export function serviceRect(berth: number): Rect {
  const { x, y } = laneAt(berth);
  return { x: x + COLUMNS.service.x, y, width: COLUMNS.service.width, height: LANE };
}

export function entranceRect(berth: number): Rect {
  const { x, y } = laneAt(berth);
  return { x: x + COLUMNS.entrance.x, y: y + 104, width: COLUMNS.entrance.width, height: LANE - 104 };
}

export function ingressRect(berth: number): Rect {
  const { x, y } = laneAt(berth);
  return { x: x + COLUMNS.ingress.x, y, width: COLUMNS.ingress.width, height: 92 };
}

/** Undefined where a lane has no more room. */
export function stopAt(lane: number, berth: number): Place | undefined {
  const { x, y } = laneAt(lane);
  if (berth < FULL) {
    const column = Math.floor(berth / 3);
    return {
      size: 'full',
      rect: {
        x: x + STOPS_X + column * (STOP_WIDTH + GAP),
        y: y + (berth % 3) * (STOP_HEIGHT + GAP),
        width: STOP_WIDTH,
        height: STOP_HEIGHT,
      },
    };
  }
  if (berth >= MOST_STOPS) return undefined;
  const { column, row } = { column: Math.floor((berth - FULL) / CHIP_ROWS), row: (berth - FULL) % CHIP_ROWS };
  const rect = {
    x: x + CHIPS_X + column * (CHIP + CHIP_GAP),
    y: y + row * (CHIP + CHIP_GAP),
    width: CHIP,
    height: CHIP,
  };
  return { size: 'chip', rect };
}

/** Who asks: from outside, from within, and who knows the names. */
export const PEOPLE: Readonly<Record<'outside' | 'inside' | 'coredns', Rect>> = {
  outside: { x: COLUMNS.people.x, y: HEAD, width: COLUMNS.people.width, height: 96 },
  inside: { x: COLUMNS.people.x, y: HEAD + PITCH, width: COLUMNS.people.width, height: 96 },
  coredns: { x: COLUMNS.people.x, y: HEAD + 2 * PITCH, width: COLUMNS.people.width, height: 96 },
};

/** How far a board with so many lanes, and so many stops in the fullest, reaches. */
export function extentOf(mostLanes: number, mostStops: number): { readonly width: number; readonly height: number } {
  const chips = Math.ceil(Math.max(0, Math.min(MOST_STOPS, mostStops) - FULL) / CHIP_ROWS);
  const last = CHIPS_X + chips * (CHIP + CHIP_GAP);
  let [right, rows] = [0, FEWEST_ROWS];
  for (let berth = 0; berth < mostLanes; berth++) {
    const { column, row } = cellOf(berth, ASPECT);
    right = Math.max(right, column);
    rows = Math.max(rows, row + 1);
  }
  return { width: right * (BLOCK_WIDTH + BLOCK_GAP) + last, height: HEAD + rows * PITCH };
}
