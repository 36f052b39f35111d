import { describe, expect, it } from 'vitest';
import { unifiedDiff } from './unified.ts';

const lines = (...list: readonly (number | string)[]): string => list.map((line) => `${line}\n`).join('');

describe('a unified difference', () => {
  it('is nothing for texts that are alike', () => {
    expect(unifiedDiff(lines(1, 2), lines(1, 2))).toBe('');
  });

  it('shows three lines around a change, and the deletion before the addition', () => {
    const before = lines(1, 2, 3, 4, 5, 6, 7, 8, 9);
    const after = lines(1, 2, 3, 4, 'x', 6, 7, 8, 9);
    expect(unifiedDiff(before, after)).toBe('@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+x\n 6\n 7\n 8\n');
  });

  it('makes two pieces of changes that are far apart', () => {
    const before = Array.from({ length: 20 }, (_, i) => i);
    const after = lines(...before.map((i) => (i === 2 || i === 17 ? 'x' : i)));
    expect(unifiedDiff(lines(...before), after).match(/^@@ .* @@$/gm)).toEqual([
      '@@ -1,6 +1,6 @@',
      '@@ -15,6 +15,6 @@',
    ]);
  });

  it('counts from nothing when there was nothing', () => {
    expect(unifiedDiff('', lines('a', 'b'))).toBe('@@ -0,0 +1,2 @@\n+a\n+b\n');
  });
});
