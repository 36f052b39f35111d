import { describe, expect, it } from 'vitest';
import {
  durationString,
  formatMicroTime,
  formatTime,
  humanDuration,
  parseDuration,
  parseTime,
  tryParseTime,
} from './index.ts';

const SECOND = 1_000_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('time', () => {
  it('reads and writes RFC 3339 as Date does, leap days and the years before 1970 included', () => {
    for (const text of [
      '1970-01-01T00:00:00Z',
      '2000-02-29T23:59:59Z',
      '2026-11-21T07:20:08Z',
      '1969-12-31T23:59:59Z',
    ]) {
      expect(parseTime(text)).toBe(Date.parse(text) * 1000);
      expect(formatTime(parseTime(text))).toBe(text);
    }
    for (let day = -40_000; day < 60_000; day += 137) {
      const at = day * DAY + 12_345 * SECOND;
      expect(formatTime(at)).toBe(new Date(at / 1000).toISOString().replace('.000', ''));
    }
  });

  it('keeps microseconds where a MicroTime does and cuts them where a Time does', () => {
    const at = parseTime('2026-11-21T07:20:08.123456789+09:00');
    expect(formatMicroTime(at)).toBe('2026-11-20T22:20:08.123456Z');
    expect(formatTime(at)).toBe('2026-11-20T22:20:08Z');
  });

  it('reads a second stamp of the same day as carefully as the first', () => {
    const day = parseTime('2026-11-21T00:00:00Z');
    expect(parseTime('2026-11-21T07:20:08Z') - day).toBe((7 * 3600 + 20 * 60 + 8) * SECOND);
    for (const text of [
      '2026-11-21T24:00:00Z',
      '2026-11-21T07:2x:08Z',
      '2026-11-21T07-20:08Z',
      '2026-11-21T07:20:60Z',
    ]) {
      expect(tryParseTime(text)).toBeUndefined();
    }
  });

  it.each(['2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-01-01 00:00:00Z', '2026-01-01T24:00:00Z', ''])(
    'refuses %s',
    (text) => {
      expect(tryParseTime(text)).toBeUndefined();
    },
  );
});

describe('durations', () => {
  it.each([
    [-3 * SECOND, '<invalid>'],
    [-1 * SECOND, '0s'],
    [119 * SECOND, '119s'],
    [120 * SECOND, '2m'],
    [125 * SECOND, '2m5s'],
    [10 * MINUTE + 5 * SECOND, '10m'],
    [3 * HOUR, '3h'],
    [3 * HOUR + 5 * MINUTE, '3h5m'],
    [8 * HOUR + 5 * MINUTE, '8h'],
    [48 * HOUR, '2d'],
    [51 * HOUR, '2d3h'],
    [8 * DAY + HOUR, '8d'],
    [730 * DAY, '2y'],
    [735 * DAY, '2y5d'],
    [3650 * DAY, '10y'],
  ])('%d µs is %s old', (d, text) => {
    expect(humanDuration(d)).toBe(text);
  });

  it.each([
    ['5m', '5m0s'],
    ['1h30m', '1h30m0s'],
    ['1.5s', '1.5s'],
    ['0.1s', '100ms'],
    ['10us', '10µs'],
    ['-2m30.25s', '-2m30.25s'],
    ['0', '0s'],
    ['1500ms', '1.5s'],
  ])('%s prints as %s', (text, printed) => {
    expect(durationString(parseDuration(text))).toBe(printed);
  });

  it.each([
    ['', 'time: invalid duration ""'],
    ['5', 'time: missing unit in duration "5"'],
    ['5x', 'time: unknown unit "x" in duration "5x"'],
    ['constructor', 'time: invalid duration "constructor"'],
  ])('refuses %s', (text, message) => {
    expect(() => parseDuration(text)).toThrow(message);
  });
});
