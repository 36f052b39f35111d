import { describe, expect, it } from 'vitest';
import { sortGo } from './go-sort.ts';

/** What `kubectl get configmaps --sort-by=.metadata.labels.k` (v1.33, Go 1.24) made of objects with these keys, one digit each. */
const SORTED_BY_GO: readonly (readonly [keys: string, order: readonly number[]])[] = [
  ['00021020022202210002', [12, 1, 2, 18, 17, 5, 16, 7, 8, 0, 15, 4, 11, 10, 13, 14, 9, 6, 3, 19]],
  [
    '1231021012000133233221110232320031213300222330023',
    [
      24, 12, 46, 30, 4, 45, 31, 7, 38, 39, 10, 11, 6, 13, 8, 35, 33, 22, 3, 0, 23, 21, 41, 25, 1, 47, 19, 27, 5, 29,
      42, 20, 40, 16, 34, 9, 18, 37, 14, 15, 32, 17, 36, 43, 44, 28, 2, 26, 48,
    ],
  ],
  [
    '001111101100100100111001110111110000000010110011100111110110',
    [
      45, 39, 59, 56, 50, 49, 0, 7, 44, 41, 10, 11, 38, 13, 14, 37, 16, 17, 36, 35, 34, 21, 22, 33, 32, 1, 26, 43, 18,
      28, 4, 31, 24, 23, 20, 19, 8, 15, 12, 29, 40, 9, 27, 25, 6, 42, 46, 47, 48, 5, 30, 51, 52, 53, 54, 55, 3, 57, 58,
      2,
    ],
  ],
];

function orderOf(keys: readonly number[]): readonly number[] {
  const items = keys.map((key, at) => ({ key, at }));
  return sortGo(items, (a, b) => a.key < b.key).map(({ at }) => at);
}

describe('sorting as Go does', () => {
  it.each(SORTED_BY_GO)('puts equals in the order that Go puts them in: %s', (keys, order) => {
    expect(orderOf([...keys].map(Number))).toEqual(order);
  });

  it('keeps the order of up to twelve equals', () => {
    expect(orderOf(Array.from({ length: 12 }, () => 1))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('sorts what is sorted, what is reversed and what has a pattern', () => {
    const patterns = [
      (i: number) => i,
      (i: number) => -i,
      (i: number) => i % 7,
      (i: number) => (i * 7919) % 1000,
      () => 0,
    ];
    for (const pattern of patterns) {
      const keys = Array.from({ length: 500 }, (_, i) => pattern(i));
      const sorted = sortGo(keys, (a, b) => a < b);
      expect(sorted).toEqual([...keys].sort((a, b) => a - b));
    }
  });

  it('leaves what it is given as it is', () => {
    const given = [3, 1, 2];
    sortGo(given, (a, b) => a < b);
    expect(given).toEqual([3, 1, 2]);
  });
});
