export interface Count {
  passed: number;
  failed: number;
}

/** The part of a vitest JSON report that is counted. */
export interface TestReport {
  numPassedTests: number;
  numFailedTests: number;
  testResults: { status: string; assertionResults: { status: string }[] }[];
}

export function countReport(report: TestReport | undefined, exitCode: number): Count;
export function summaryLine(count: Count): string;
export function exitCodeOf(count: Count): 0 | 1;
