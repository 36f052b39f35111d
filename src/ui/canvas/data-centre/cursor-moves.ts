import type { Point, Rect } from '../board/geometry.ts';
import type { Hall, Tile } from './hall.ts';
import type { Spot } from './scene.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

const WAYS: Readonly<Record<Direction, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
};

/** Where an arrow goes from a spot: to the next pod while inside a machine, else to the next machine; stays where there is none. */
export function nextSpot(hall: Hall, spot: Spot, direction: Direction): Spot {
  return spot.berth === undefined ? nextTile(hall, spot, direction) : nextPod(hall, spot, spot.berth, direction);
}

function nextTile(hall: Hall, { tile }: Spot, direction: Direction): Spot {
  let best: Tile | undefined;
  let least = Infinity;
  for (const other of hall.tiles.values()) {
    const away = distance(tile.rect, other.rect, WAYS[direction]);
    if (away < least) {
      least = away;
      best = other;
    }
  }
  return { tile: best ?? tile };
}

/** How far one lies from another in a direction; straight ahead is near, aside is far, behind is nowhere. */
function distance(from: Rect, to: Rect, { x, y }: Point): number {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const ahead = dx * x + dy * y;
  if (ahead <= 0) return Infinity;
  return ahead + 4 * Math.abs(dx * y + dy * x);
}

function nextPod(hall: Hall, { tile }: Spot, berth: number, direction: Direction): Spot {
  const { columns } = hall.cells;
  const slots = hall.slotsOf(tile);
  const step = direction === 'left' ? -1 : direction === 'right' ? 1 : direction === 'up' ? -columns : columns;
  for (let at = berth + step; at >= 0 && at < slots.length; at += step) if (slots[at]) return { tile, berth: at };
  return { tile, berth };
}
