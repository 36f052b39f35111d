import { cellOf } from '../board/berths.ts';
import type { Rect } from '../board/geometry.ts';

/**
 * Where things stand, in map units. Every namespace has a plate of one size and everything on it a slot, so that nothing moves for
 * what comes or goes. The cluster's own namespaces are small plates at the left, below what belongs to no namespace at all.
 */
export const PLATE = { width: 540, height: 344 } as const;
export const SMALL = { width: 320, height: 128 } as const;
export const WIDE: Rect = { x: -SMALL.width - 44, y: 0, width: SMALL.width, height: 300 };
const GAP = 24;

export function plateAt(system: boolean, place: number): Rect {
  if (system) return { x: WIDE.x, y: WIDE.height + GAP + place * (SMALL.height + 16), ...SMALL };
  const { column, row } = cellOf(place, 1.1);
  return { x: column * (PLATE.width + GAP), y: row * (PLATE.height + GAP), ...PLATE };
}

export function isSystem(namespace: string): boolean {
  return namespace.startsWith('kube-');
}

/** Slots for small cards, two beside each other. */
export const WORKLOAD_SLOTS = 8;
export const SERVICE_SLOTS = 2;
const SLOT = { x: 14, y: 58, width: 172, height: 44, gap: 7 };

export function workloadAt(place: number): Rect {
  const { x, y, width, height, gap } = SLOT;
  return { x: x + (place % 2) * (width + gap), y: y + Math.floor(place / 2) * (height + gap), width, height };
}

/** Below the workloads, where traffic comes in. */
export function serviceAt(place: number): Rect {
  const slot = workloadAt(WORKLOAD_SLOTS + place);
  return { ...slot, y: slot.y + 14, height: 40 };
}

const SIDE_X = 386;
const LINE = 25;
/** Lines of what else there is: each kind always on its own. */
export function lineAt(line: number): Rect {
  return { x: SIDE_X, y: SLOT.y + line * LINE, width: PLATE.width - SIDE_X - 14, height: LINE };
}

export const QUOTA_SLOTS = 3;
/** Bars of quotas, one below the other. */
export function quotaAt(slot: number): Rect {
  return { x: SIDE_X, y: 216 + slot * 40, width: PLATE.width - SIDE_X - 14, height: 36 };
}

/** What holds a namespace that is on its way out; it stands where the quotas did. */
export const HELD: Rect = { x: SIDE_X - 190, y: 204, width: PLATE.width - SIDE_X + 176, height: 130 };
