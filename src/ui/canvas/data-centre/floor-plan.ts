import { overlaps, type Point, type Rect } from '../board/geometry.ts';

/**
 * Where every machine stands in a hall: zones side by side, racks of twenty in each, filled from the top left. Nobody moves when
 * somebody comes or goes: a machine keeps the berth that its zone gave it, and a zone has its own strip, which grows downwards.
 * Only a hall that outgrows its plan fourfold, or whose zones double, is laid out anew.
 *
 *   zone a            zone b
 *   [rack][rack]      [rack][rack]
 *   [rack]            [rack]
 */
export const TILE = { width: 400, height: 240 } as const;
const GAP = 20;
export const RACK = { columns: 4, rows: 5, size: 20 } as const;
const PITCH = { x: TILE.width + GAP, y: TILE.height + GAP } as const;
const AISLE = 60;
export const RACK_SIZE = { width: RACK.columns * PITCH.x - GAP, height: RACK.rows * PITCH.y - GAP } as const;
const RACK_PITCH = { x: RACK_SIZE.width + AISLE, y: RACK_SIZE.height + AISLE } as const;
const ZONE_GAP = 520;
/** Room for a zone's name, which keeps its size on the screen: a share of what the zone may become. */
const HEADER = 0.075;
const MARGIN = 260;
/** Width over height of most windows on the page. */
const ASPECT = 1.9;

export interface PlanInput {
  /** Zones in the order in which they were first seen, each with how many berths it ever gave. */
  readonly zones: readonly { readonly name: string; readonly berths: number }[];
}

export interface ZonePlace {
  readonly name: string;
  readonly rect: Rect;
  /** Number of its first rack, counted through all zones. */
  readonly firstRack: number;
  readonly racks: number;
}

export interface FloorPlan {
  readonly width: number;
  readonly height: number;
  readonly zones: readonly ZonePlace[];
  /** The corner of each rack, by number. */
  readonly racks: readonly Point[];
  /** Map units above the racks of a zone, for its name. */
  readonly header: number;
}

export function planOf({ zones }: PlanInput): FloorPlan {
  const most = Math.max(1, ...zones.map(({ berths }) => racksFor(berths)));
  const room = 4 ** Math.ceil(Math.log(most) / Math.log(4) - 1e-9);
  const across = racksAcross(room, zones.length);
  const header = Math.max(320, Math.ceil(room / across) * RACK_PITCH.y * HEADER);
  const stripWidth = across * RACK_PITCH.x - AISLE;
  const racks: Point[] = [];
  const places = zones.map(({ name, berths }, i): ZonePlace => {
    const x = MARGIN + i * (stripWidth + ZONE_GAP);
    const count = racksFor(berths);
    const firstRack = racks.length;
    for (let rack = 0; rack < count; rack++)
      racks.push({
        x: x + (rack % across) * RACK_PITCH.x,
        y: MARGIN + header + Math.floor(rack / across) * RACK_PITCH.y,
      });
    const height = header + Math.ceil(count / across) * RACK_PITCH.y - AISLE;
    return { name, rect: { x, y: MARGIN, width: stripWidth, height }, firstRack, racks: count };
  });
  const tallest = Math.max(header, ...places.map(({ rect }) => rect.height));
  return {
    width: 2 * MARGIN + Math.max(1, zones.length) * (stripWidth + ZONE_GAP) - ZONE_GAP,
    height: 2 * MARGIN + tallest,
    zones: places,
    racks,
    header,
  };
}

function racksFor(berths: number): number {
  return Math.ceil(berths / RACK.size);
}

/** How many racks stand side by side in a zone: a power of two, so that it seldom changes. */
function racksAcross(room: number, zones: number): number {
  const strips = 2 ** Math.ceil(Math.log2(Math.max(1, zones)) - 1e-9);
  const ideal = Math.sqrt((ASPECT * room * RACK_PITCH.y) / (RACK_PITCH.x * strips));
  return Math.max(1, 2 ** Math.round(Math.log2(ideal)));
}

/** The rack and the place of a berth of a zone. */
export function tileAt(
  plan: FloorPlan,
  zone: ZonePlace,
  berth: number,
): { readonly rack: number; readonly rect: Rect } {
  const rack = zone.firstRack + Math.floor(berth / RACK.size);
  const slot = berth % RACK.size;
  const { x, y } = plan.racks[rack] ?? { x: 0, y: 0 };
  return {
    rack,
    rect: {
      x: x + (slot % RACK.columns) * PITCH.x,
      y: y + Math.floor(slot / RACK.columns) * PITCH.y,
      ...TILE,
    },
  };
}

/** The racks that a part of the hall shows. */
export function racksIn(plan: FloorPlan, window: Rect): number[] {
  const found: number[] = [];
  for (const zone of plan.zones) {
    if (!overlaps(zone.rect, window)) continue;
    for (let rack = zone.firstRack; rack < zone.firstRack + zone.racks; rack++)
      if (overlaps({ ...plan.racks[rack]!, ...RACK_SIZE }, window)) found.push(rack);
  }
  return found;
}

/** How many cells a tile has, across and down, for so many pods; few steps, so that cells seldom change their size. */
export interface Cells {
  readonly columns: number;
  readonly rows: number;
}

const STEPS: readonly Cells[] = [
  { columns: 6, rows: 3 },
  { columns: 10, rows: 5 },
  { columns: 16, rows: 8 },
  { columns: 26, rows: 12 },
];

export function cellsFor(mostPods: number): Cells {
  return STEPS.find(({ columns, rows }) => columns * rows >= mostPods) ?? STEPS[STEPS.length - 1]!;
}
