import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { berthsOf, cellOf, type Life } from './berths.ts';

const lives = fc
  .array(fc.record({ born: fc.nat(100), length: fc.option(fc.nat(60), { nil: undefined }) }), { maxLength: 60 })
  .map((all): Life[] =>
    all
      .map(({ born, length }) => ({ born, died: length === undefined ? undefined : born + length }))
      .sort((a, b) => a.born - b.born)
      .map((life, i) => ({ id: String(i), ...life })),
  );

describe('berths', () => {
  it('never give one place to two who are there at once', () => {
    fc.assert(
      fc.property(lives, (all) => {
        const places = berthsOf(all);
        for (const a of all)
          for (const b of all)
            if (a !== b && a.born < (b.died ?? Infinity) && b.born < (a.died ?? Infinity))
              expect(places.get(a.id)).not.toBe(places.get(b.id));
      }),
    );
  });

  it('do not move anybody because somebody else comes later or leaves', () => {
    fc.assert(
      fc.property(lives, fc.nat(60), (all, known) => {
        const now = all[Math.min(known, all.length - 1)]?.born ?? 0;
        // What was known then: those born by then, with no death that lay ahead.
        const then = all
          .filter((life) => life.born <= now)
          .map((life) => ({ ...life, died: life.died !== undefined && life.died <= now ? life.died : undefined }));
        const before = berthsOf(then);
        const after = berthsOf(all);
        for (const { id } of then) expect(after.get(id)).toBe(before.get(id));
      }),
    );
  });
});

describe('cells', () => {
  it('fill a board of any shape without gaps or collisions, near to the shape that was asked for', () => {
    for (const aspect of [0.5, 1, 1.6, 3]) {
      const taken = new Set<string>();
      let columns = 0;
      let rows = 0;
      for (let place = 0; place < 500; place++) {
        const { column, row } = cellOf(place, aspect);
        taken.add(`${column},${row}`);
        columns = Math.max(columns, column + 1);
        rows = Math.max(rows, row + 1);
      }
      expect(taken.size).toBe(500);
      expect(columns / rows).toBeGreaterThan(aspect * 0.7);
      expect(columns / rows).toBeLessThan(aspect * 1.5);
      expect(columns * rows).toBeLessThan(500 + Math.max(columns, rows));
    }
  });
});
