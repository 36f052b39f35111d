import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Rect } from '../board/geometry.ts';
import { cellsIn, sizeFor, type PodSize } from './pod-size.ts';

/** Where each pod of a room stands, within the room; y counts from its top, rows fill from its floor. */
export interface Standing {
  readonly size: PodSize;
  readonly places: ReadonlyMap<string, Rect>;
}

/**
 * Each pod stands at its berth, so nobody moves because somebody else comes or goes. Only when a room has seen so many at once
 * that a berth lies beyond its walls does that pod stand in the first free cell after its berth's remainder.
 *
 * `berthOf` gives a pod's berth among those of its node; uid → place. Those who are `gone` fade where they stood.
 */
export function placePods(
  pods: readonly ApiObject[],
  berthOf: (pod: ApiObject) => number,
  room: { readonly width: number; readonly height: number },
  gone: readonly ApiObject[] = [],
): Standing {
  const size = sizeFor(pods.length, room.width, room.height);
  const places = new Map<string, Rect>();
  if (size === 'dots') return { size, places };
  const { columns, rows, width, height, gap } = cellsIn(size, room.width, room.height);
  const capacity = columns * rows;
  const taken = new Set<number>();
  const stand = (pod: ApiObject, cell: number): void => {
    taken.add(cell);
    const row = Math.floor(cell / columns);
    const y = room.height - (row + 1) * height - row * gap;
    places.set(pod.metadata.uid, { x: (cell % columns) * (width + gap), y, width, height });
  };
  const beyond: ApiObject[] = [];
  for (const pod of pods) {
    const berth = berthOf(pod);
    if (berth < capacity && !taken.has(berth)) stand(pod, berth);
    else beyond.push(pod);
  }
  for (const pod of beyond.sort((a, b) => berthOf(a) - berthOf(b))) {
    let cell = berthOf(pod) % capacity;
    while (taken.has(cell)) cell = (cell + 1) % capacity;
    stand(pod, cell);
  }
  for (const pod of gone) stand(pod, berthOf(pod) % capacity);
  return { size, places };
}
