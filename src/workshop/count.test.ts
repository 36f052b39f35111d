import { describe, expect, it } from 'vitest';
import { countReport, exitCodeOf, summaryLine } from './count.mjs';

const file = (status: string, ...tests: string[]) => ({
  status,
  assertionResults: tests.map((test) => ({ status: test })),
});
const report = (passed: number, failed: number, ...testResults: ReturnType<typeof file>[]) => ({
  numPassedTests: passed,
  numFailedTests: failed,
  testResults,
});

describe('the count', () => {
  it('counts each test once', () => {
    const run = report(2, 1, file('passed', 'passed'), file('failed', 'passed', 'failed'));
    expect(countReport(run, 1)).toEqual({ passed: 2, failed: 1 });
  });

  it('counts a file that could not be loaded as one failure', () => {
    expect(countReport(report(1, 0, file('passed', 'passed'), file('failed')), 1)).toEqual({ passed: 1, failed: 1 });
  });

  it('counts a run that ended badly without a failed test, and a run without a report', () => {
    expect(countReport(report(1, 0, file('passed', 'passed')), 1)).toEqual({ passed: 1, failed: 1 });
    expect(countReport(undefined, 0)).toEqual({ passed: 0, failed: 1 });
  });

  it('does not call an empty run a success', () => {
    expect(exitCodeOf({ passed: 0, failed: 0 })).toBe(1);
    expect(exitCodeOf({ passed: 3, failed: 0 })).toBe(0);
    expect(exitCodeOf({ passed: 3, failed: 1 })).toBe(1);
    expect(summaryLine({ passed: 3, failed: 1 })).toBe('3 passed, 1 failed');
  });
});
