import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseQuantity } from '../index.ts';
import { applyJSONPatch, applyMergePatch, applyStrategicMergePatch, PatchSchema } from './index.ts';

const object = fc.dictionary(
  fc.constantFrom('a', 'b', '__proto__', 'constructor'),
  fc.jsonValue({ maxDepth: 3 }),
) as fc.Arbitrary<Record<string, unknown>>;

/** Without lists: one that replaces an object keeps its nulls the first time and loses them the second, upstream as here. */
const { listless } = fc.letrec<{ listless: Record<string, unknown> }>((tie) => ({
  listless: fc.dictionary(
    fc.constantFrom('a', 'b', '__proto__'),
    fc.oneof({ maxDepth: 3 }, fc.constantFrom(null, 1, 'x', true), tie('listless')),
  ),
}));

/** One seed, so that a failure is everybody's failure. */
const RUNS = { seed: 1, numRuns: 300 };

describe('whatever the documents', () => {
  it('a patch of nothing changes nothing', () => {
    fc.assert(
      fc.property(object, (document) => {
        expect(applyMergePatch(document, {})).toBe(document);
        expect(applyJSONPatch(document, [])).toBe(document);
        expect(applyStrategicMergePatch(document, {}, new PatchSchema())).toEqual(document);
      }),
      RUNS,
    );
  });

  it('merging twice is merging once, inputs stay as they were, and no prototype is touched', () => {
    fc.assert(
      fc.property(object, listless, (document, patch) => {
        const before = JSON.stringify([document, patch]);
        const once = applyMergePatch(document, patch);
        expect(JSON.stringify(applyMergePatch(once, patch))).toBe(JSON.stringify(once));
        applyStrategicMergePatch(document, patch, new PatchSchema());
        expect(JSON.stringify([document, patch])).toBe(before);
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      RUNS,
    );
  });
});

describe('whatever the amount', () => {
  // Below 2^63 in every unit: past it a binary amount is capped when it is read.
  const amount = fc
    .tuple(
      fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
      fc.constantFrom('', 'n', 'u', 'm', 'k', 'M', 'Ki', 'Mi', 'e2', 'E-3'),
    )
    .map(([n, suffix]) => `${n}${suffix}`);

  it('what is printed reads back as the same amount, and adding can be undone', () => {
    fc.assert(
      fc.property(amount, amount, (a, b) => {
        const x = parseQuantity(a);
        const y = parseQuantity(b);
        expect(parseQuantity(x.toString()).cmp(x)).toBe(0);
        expect(x.add(y).sub(y).cmp(x)).toBe(0);
        expect(parseQuantity(x.add(y).toString()).cmp(x.add(y))).toBe(0);
        expect(x.cmp(y)).toBe(-y.cmp(x) || 0);
      }),
      RUNS,
    );
  });
});
