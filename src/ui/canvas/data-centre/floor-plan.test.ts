import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps, type Rect } from '../board/geometry.ts';
import { cellsFor, planOf, RACK_SIZE, racksIn, tileAt } from './floor-plan.ts';

const halls = fc
  .array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 })
  .map((sizes) => sizes.map((berths, i) => ({ name: `zone-${i}`, berths })));

function tiles(zones: readonly { readonly name: string; readonly berths: number }[]): Map<string, Rect> {
  const plan = planOf({ zones });
  const found = new Map<string, Rect>();
  plan.zones.forEach((zone, i) => {
    for (let berth = 0; berth < zones[i]!.berths; berth++) found.set(`${i}/${berth}`, tileAt(plan, zone, berth).rect);
  });
  return found;
}

describe('the plan of a hall', () => {
  it('puts no two machines onto one place, and each within its zone', () => {
    fc.assert(
      fc.property(halls, (zones) => {
        const all = [...tiles(zones)];
        const plan = planOf({ zones });
        for (const [i, [key, rect]] of all.entries()) {
          expect(all.findIndex(([, other], j) => j > i && overlaps(rect, other))).toBe(-1);
          const zone = plan.zones[Number(key.split('/')[0])]!;
          expect(rect.x + rect.width).toBeLessThanOrEqual(zone.rect.x + zone.rect.width);
          expect(rect.y + rect.height).toBeLessThanOrEqual(zone.rect.y + zone.rect.height);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('moves nobody when machines join, until the hall outgrows its plan', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 81, max: 300 }),
        fc.integer({ min: 0, max: 19 }),
        fc.nat(2),
        (size, more, where) => {
          const zones = [0, 1, 2].map((i) => ({ name: `zone-${i}`, berths: size }));
          const grown = zones.map((zone, i) => (i === where ? { ...zone, berths: Math.min(320, size + more) } : zone));
          const after = tiles(grown);
          for (const [key, rect] of tiles(zones)) expect(after.get(key)).toEqual(rect);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is about as wide as a window for halls of very different sizes', () => {
    for (const zones of [1, 3, 5])
      for (const berths of [150, 1000, 5000]) {
        const { width, height } = planOf({
          zones: Array.from({ length: zones }, (_, i) => ({ name: `${i}`, berths })),
        });
        expect(width / height).toBeGreaterThan(0.6);
        expect(width / height).toBeLessThan(5);
      }
  });

  it('finds the racks that a window shows, and no others', () => {
    const plan = planOf({ zones: [0, 1].map((i) => ({ name: `${i}`, berths: 400 })) });
    const window = { x: 2000, y: 2500, width: 3000, height: 2200 };
    const seen = new Set(racksIn(plan, window));
    plan.racks.forEach((corner, rack) => expect(seen.has(rack)).toBe(overlaps({ ...corner, ...RACK_SIZE }, window)));
    expect(seen.size).toBeGreaterThan(2);
  });
});

describe('the cells of a tile', () => {
  it('are enough for the pods of any node, in a few steps', () => {
    const steps = new Set<number>();
    for (let pods = 0; pods <= 250; pods++) {
      const { columns, rows } = cellsFor(pods);
      expect(columns * rows).toBeGreaterThanOrEqual(pods);
      steps.add(columns);
    }
    expect(steps.size).toBeLessThanOrEqual(4);
  });
});
