import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contains, overlaps, type Rect } from '../board/geometry.ts';
import {
  LANE,
  MOST_STOPS,
  PEOPLE,
  entranceRect,
  extentOf,
  ingressRect,
  laneAt,
  serviceRect,
  stopAt,
} from './layout.ts';

const lanes = fc.uniqueArray(fc.nat(40), { minLength: 1, maxLength: 20 });
const stops = fc.uniqueArray(fc.nat(60), { maxLength: 40 });

function rectsOf(berths: readonly number[], stopBerths: readonly number[]): Rect[] {
  return berths.flatMap((lane) => [
    serviceRect(lane),
    entranceRect(lane),
    ingressRect(lane),
    ...stopBerths.flatMap((stop) => stopAt(lane, stop)?.rect ?? []),
  ]);
}

describe('the lanes', () => {
  it('let nothing overlap, however many Services and pods there are', () => {
    fc.assert(
      fc.property(lanes, stops, (berths, stopBerths) => {
        const rects = [...rectsOf(berths, stopBerths), ...Object.values(PEOPLE)];
        rects.forEach((a, i) => expect(rects.some((b, j) => j > i && overlaps(a, b))).toBe(false));
      }),
    );
  });

  it('keep everything that belongs to one within its height', () => {
    fc.assert(
      fc.property(fc.nat(40), stops, (lane, stopBerths) => {
        const { x, y } = laneAt(lane);
        const band = { x, y, width: Infinity, height: LANE };
        for (const rect of rectsOf([lane], stopBerths)) expect(contains(band, rect)).toBe(true);
      }),
    );
  });

  it('lie within the extent that is told for as many as there are', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 30 }), fc.nat(60), (mostLanes, mostStops) => {
        const { width, height } = extentOf(mostLanes, mostStops);
        const board = { x: 0, y: 0, width, height };
        const all = rectsOf(
          Array.from({ length: mostLanes }, (_, i) => i),
          Array.from({ length: mostStops }, (_, i) => i),
        );
        expect([...all, ...Object.values(PEOPLE)].filter((rect) => !contains(board, rect))).toEqual([]);
      }),
    );
  });

  it('have room for so many pods and say so', () => {
    expect(stopAt(0, MOST_STOPS - 1)?.size).toBe('chip');
    expect(stopAt(0, MOST_STOPS)).toBeUndefined();
  });
});
