import { describe, expect, it } from 'vitest';
import { SEEDS } from './seeds.ts';
import { vopr } from './index.ts';

describe('a cluster under faults comes to rest as it was asked to be', () => {
  it.each(SEEDS)('seed $seed, which found: $found', ({ seed }) => {
    expect(vopr({ seed }).faults).toBeGreaterThan(0);
  });

  it.each([101, 102, 103, 104, 105])('seed %d', (seed) => {
    expect(vopr({ seed }).acts).toBeGreaterThan(10);
  });

  it('lives the same life twice from one seed, and another from another', () => {
    const [once, again, other] = [
      vopr({ seed: 7, minutes: 4 }),
      vopr({ seed: 7, minutes: 4 }),
      vopr({ seed: 8, minutes: 4 }),
    ];
    expect(again).toEqual(once);
    expect(other.hash).not.toBe(once.hash);
  });
});
