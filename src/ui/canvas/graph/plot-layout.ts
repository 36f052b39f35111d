import { cellOf } from '../board/berths.ts';
import type { Rect } from '../board/geometry.ts';
import type { Region } from './families.ts';
import type { Form } from './plot-view.ts';

/**
 * Where things stand on a plot, in map units. All plots are of one size and everything has a place of a fixed size within, so
 * that nothing has to move for what comes or goes.
 *
 *   ┌ root ──→ revision ──→ pods ┐
 *   │ what     revision ──→ pods │
 *   │ it uses  old ones, stacked │
 *   └────────────────────────────┘
 */
export const PLOT = { width: 792, height: 216 } as const;
const GAP = 20;
/** Between what a person asked for and what the cluster runs for itself. */
const AISLE = 64;

export const ROOT: Rect = { x: 14, y: 12, width: 190, height: 78 };
export const ATTACHED: Rect = { x: 14, y: 98, width: 190, height: 108 };
const BRANCH_X = 246;
const BRANCH_WIDTH = 150;
const ROOM_X = 430;
const RIGHT = 14;
const TOP = 12;
const STACK_HEIGHT = 32;

/** A row for an owner in between: its card, and the room of its pods. */
export interface RowPlace {
  readonly card: Rect;
  readonly room: Rect;
}

const BANDS: Readonly<Record<'revisions' | 'branches', { readonly pitch: number; readonly height: number }>> = {
  revisions: { pitch: 78, height: 72 },
  branches: { pitch: 39, height: 34 },
};

export function rowAt(form: 'revisions' | 'branches', place: number): RowPlace {
  const { pitch, height } = BANDS[form];
  const y = TOP + place * pitch;
  const card = form === 'revisions' ? 62 : 34;
  return {
    card: { x: BRANCH_X, y: y + (height - card) / 2, width: BRANCH_WIDTH, height: card },
    room: { x: ROOM_X, y, width: PLOT.width - RIGHT - ROOM_X, height },
  };
}

/** Where what is folded lies: below the rows, or in the corner where there are none. */
export function stackAt(form: Form): Rect {
  const x = form === 'branches' ? ROOT.x : BRANCH_X;
  const width = form === 'branches' ? ROOT.width : BRANCH_WIDTH;
  return { x, y: PLOT.height - STACK_HEIGHT - 10, width, height: STACK_HEIGHT };
}

/** The room of a plot without rows. */
export const ROOM: Rect = { x: BRANCH_X, y: TOP, width: PLOT.width - RIGHT - BRANCH_X, height: PLOT.height - 2 * TOP };

/** One ordinal of a StatefulSet: the pod, its claim, the volume behind it. */
export interface OrdinalPlace {
  readonly pod: Rect;
  readonly claim: Rect;
  readonly volume: Rect;
}

const ORDINAL_PITCH = 33;

export function ordinalAt(place: number): OrdinalPlace {
  const y = TOP + place * ORDINAL_PITCH;
  return {
    pod: { x: BRANCH_X, y: y + 1, width: 126, height: 28 },
    claim: { x: BRANCH_X + 164, y, width: 180, height: 30 },
    volume: { x: BRANCH_X + 382, y, width: 150, height: 30 },
  };
}

export type PodCell = 'slim' | 'chip' | 'dots';

const SLIM = { width: 111, height: 28, gap: 6 };
const CHIP = { width: 26, height: 26, gap: 4 };

/** The largest size at which so many places fit into a room. */
export function cellFor(most: number, room: Rect): PodCell {
  if (most <= capacity(room, SLIM)) return 'slim';
  return most <= capacity(room, CHIP) ? 'chip' : 'dots';
}

/** A pod's place in a room, row by row; a place does not depend on how many there are. */
export function podAt(place: number, size: 'slim' | 'chip', room: Rect): Rect {
  const cell = size === 'slim' ? SLIM : CHIP;
  const columns = columnsOf(room, cell);
  const column = place % columns;
  const row = Math.floor(place / columns);
  const { x, y } = room;
  return {
    x: x + column * (cell.width + cell.gap),
    y: y + row * (cell.height + cell.gap),
    width: cell.width,
    height: cell.height,
  };
}

interface Cell {
  readonly width: number;
  readonly height: number;
  readonly gap: number;
}

function columnsOf(room: Rect, { width, gap }: Cell): number {
  return Math.max(1, Math.floor((room.width + gap) / (width + gap)));
}

function capacity(room: Rect, cell: Cell): number {
  return columnsOf(room, cell) * Math.max(1, Math.floor((room.height + cell.gap) / (cell.height + cell.gap)));
}

/** Where a plot lies on the board: what a person asked for to the right, what runs for the cluster itself in a column at the left. */
export function plotAt(region: Region, place: number): Rect {
  if (region === 'system') return { x: -PLOT.width - AISLE, y: place * (PLOT.height + GAP), ...PLOT };
  const { column, row } = cellOf(place, 0.55);
  return { x: column * (PLOT.width + GAP), y: row * (PLOT.height + GAP), ...PLOT };
}

const STEPS = [4, 6, 12, 20, 30];

/** Of how many plots a board shows the room, so that it need not be fitted anew for each that comes. */
export function stepFor(count: number): number {
  const step = STEPS.find((one) => one >= count);
  return step ?? Math.ceil(count / 30) * 30;
}

/** How far a board reaches on which these lie. */
export function extentOf(rects: readonly Rect[]): Rect {
  const left = Math.min(0, ...rects.map(({ x }) => x));
  const top = Math.min(0, ...rects.map(({ y }) => y));
  const right = Math.max(0, ...rects.map(({ x, width }) => x + width));
  const bottom = Math.max(0, ...rects.map(({ y, height }) => y + height));
  return { x: left, y: top, width: right - left, height: bottom - top };
}
