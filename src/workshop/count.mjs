// Turns a vitest JSON report into numbers. Pure, so that the counting itself can be tested.

/**
 * Every test counts one. A file that could not be loaded has no tests to fail, so it counts one failure itself;
 * a run that ended badly though no test failed (an unhandled error, a crash, nothing found) counts one too.
 */
export function countReport(report, exitCode) {
  if (report === undefined) return { passed: 0, failed: 1 };
  const passed = report.numPassedTests;
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length;
  const failed = report.numFailedTests + unloaded;
  return { passed, failed: failed === 0 && exitCode !== 0 ? 1 : failed };
}

/** The last line of `npm test`. */
export const summaryLine = ({ passed, failed }) => `${passed} passed, ${failed} failed`;

/** Nothing run is not a success. */
export const exitCodeOf = ({ passed, failed }) => (failed > 0 || passed === 0 ? 1 : 0);
