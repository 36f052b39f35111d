import { describe, expect, it } from 'vitest';
import { formatTime, ParseError, parseTime } from '../../apimachinery/index.ts';
import { nextActivation, parseSchedule, scheduleOf } from './schedule.ts';

function refusal(text: string): string {
  try {
    parseSchedule(text);
  } catch (error) {
    if (error instanceof ParseError) return error.message;
    throw error;
  }
  return '';
}

function next(schedule: string, after: string, timeZone?: string): string | undefined {
  const at = nextActivation(scheduleOf({ schedule, timeZone }), parseTime(after));
  return at === undefined ? undefined : formatTime(at);
}

describe('a schedule', () => {
  it.each([
    ['', 'empty spec string'],
    ['* * * *', 'expected exactly 5 fields, found 4: [* * * *]'],
    ['60 * * * *', 'end of range (60) above maximum (59): 60'],
    ['* * 0 * *', 'beginning of range (0) below minimum (1): 0'],
    ['* * * * 7', 'end of range (7) above maximum (6): 7'],
    ['5-1 * * * *', 'beginning of range (5) beyond end of range (1): 5-1'],
    ['*/0 * * * *', 'step of range should be a positive number: */0'],
    ['1-2-3 * * * *', 'too many hyphens: 1-2-3'],
    ['*/2/3 * * * *', 'too many slashes: */2/3'],
    ['a * * * *', 'failed to parse int from a: strconv.Atoi: parsing "a": invalid syntax'],
    ['error', 'expected exactly 5 fields, found 1: [error]'],
    ['@never', 'unrecognized descriptor: @never'],
    ['@every x', 'failed to parse duration @every x: time: invalid duration "x"'],
    ['TZ=Nowhere/Land 0 0 * * *', 'provided bad location Nowhere/Land: unknown time zone Nowhere/Land'],
    ['TZ=0', 'invalid schedule format: runtime error: slice bounds out of range [:-1]'],
    [
      '__proto__ constructor * * *',
      'failed to parse int from __proto__: strconv.Atoi: parsing "__proto__": invalid syntax',
    ],
    ['@constructor', 'unrecognized descriptor: @constructor'],
  ])('%j is refused: %s', (text, why) => {
    expect(refusal(text)).toBe(why);
  });

  it.each([
    ['*/15 * * * *', '2026-11-21T07:20:08Z', '2026-11-21T07:30:00Z'],
    ['30 7 * * *', '2026-11-21T07:30:00Z', '2026-11-22T07:30:00Z'],
    ['0 0 31 * *', '2026-11-21T00:00:00Z', '2026-12-31T00:00:00Z'],
    ['0 0 29 feb *', '2026-11-21T00:00:00Z', '2028-02-29T00:00:00Z'],
    // Two fields of days, neither a star: either will do.
    ['0 0 1 * MON', '2026-11-21T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['0 0 */2 * MON', '2026-11-21T00:00:00Z', '2026-11-23T00:00:00Z'],
    ['0 0 * * sat-sat', '2026-11-21T00:00:00Z', '2026-11-28T00:00:00Z'],
    ['10/20 3,5 * * *', '2026-11-21T03:31:00Z', '2026-11-21T03:50:00Z'],
    ['@weekly', '2026-11-21T07:20:08Z', '2026-11-22T00:00:00Z'],
    ['@yearly', '2026-11-21T07:20:08Z', '2027-01-01T00:00:00Z'],
    ['@every 1h30m', '2026-11-21T07:20:08Z', '2026-11-21T08:50:08Z'],
    ['@every 100ms', '2026-11-21T07:20:08Z', '2026-11-21T07:20:09Z'],
  ])('%s after %s comes at %s', (schedule, after, at) => {
    expect(next(schedule, after)).toBe(at);
  });

  it('of a day that never comes, or of no time at all, comes never', () => {
    expect(next('0 0 31 2 *', '2026-11-21T00:00:00Z')).toBeUndefined();
    expect(next(', * * * *', '2026-11-21T00:00:00Z')).toBeUndefined();
  });

  it('goes by the clock of its zone, summer time included', () => {
    expect(next('0 9 * * *', '2026-11-21T00:00:00Z', 'Asia/Seoul')).toBe('2026-11-22T00:00:00Z');
    expect(next('0 9 * * *', '2026-07-01T00:00:00Z', 'America/New_York')).toBe('2026-07-01T13:00:00Z');
    expect(next('0 9 * * *', '2026-12-01T00:00:00Z', 'America/New_York')).toBe('2026-12-01T14:00:00Z');
    expect(next('0 0 * * *', '2026-07-01T00:00:00Z', 'Europe/Berlin')).toBe('2026-07-01T22:00:00Z');
    expect(next('0 0 * * *', '2026-12-31T20:00:00Z', 'Australia/Sydney')).toBe('2027-01-01T13:00:00Z');
    expect(next('0 0 * * *', '2026-12-31T20:00:00Z', 'Etc/GMT+5')).toBe('2027-01-01T05:00:00Z');
  });

  it('leaves out an hour that summer time swallows', () => {
    // On 8 March 2026 New York's clocks go from 01:59 to 03:00.
    expect(next('30 2 * * *', '2026-03-08T05:00:00Z', 'America/New_York')).toBe('2026-03-09T06:30:00Z');
    expect(next('30 3 * * *', '2026-03-08T05:00:00Z', 'America/New_York')).toBe('2026-03-08T07:30:00Z');
  });
});
