import { describe, expect, it } from 'vitest';
import { ageText, virtualTime } from './age.ts';

const SECOND = 1_000_000;

describe('ages', () => {
  it.each([
    [0, '0s'],
    [119, '119s'],
    [120, '2m'],
    [125, '2m5s'],
    [599, '9m59s'],
    [600, '10m'],
    [10_800, '3h'],
    [11_100, '3h5m'],
    [172_800, '2d'],
    [180_000, '2d2h'],
    [700_000, '8d'],
  ])('of %i seconds are told as kubectl tells them: %s', (seconds, text) => {
    expect(ageText(seconds * SECOND)).toBe(text);
  });

  it('are counted from the virtual time of a timestamp, microseconds included', () => {
    const epoch = Date.parse('2026-01-01T00:00:00Z') * 1000;
    expect(virtualTime('2026-01-01T00:00:05Z', epoch)).toBe(5 * SECOND);
    expect(virtualTime('2026-01-01T00:00:05.000123Z', epoch)).toBe(5 * SECOND + 123);
    expect(virtualTime(null, epoch)).toBeUndefined();
    expect(virtualTime('soon', epoch)).toBeUndefined();
  });
});
