// `npm test`: every check in order, none skipped because an earlier one failed; the last line is the count.
// `npm run check` is the same with --fast: without the slow simulations, kubectl parity and the browser.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { countReport, exitCodeOf, summaryLine } from './count.mjs';
import { ROOT, endWithNpm, ensurePackages, runCommand } from './packages.mjs';
import { checkTypes } from './types.mjs';

const fast = process.argv.includes('--fast');

const command =
  (name, ...args) =>
  () =>
    runCommand(name, args);

/** A static stage counts one. */
async function staticStage(run) {
  const failed = (await run()) === 0 ? 0 : 1;
  return { passed: 1 - failed, failed };
}

/** A vitest project counts its tests. The report is a file, so that what tests print cannot disturb the count. */
async function vitestStage(project) {
  const file = join(ROOT, '.cache', 'reports', `${project}.json`);
  mkdirSync(join(ROOT, '.cache', 'reports'), { recursive: true });
  rmSync(file, { force: true });
  const code = await runCommand('vitest', [
    'run',
    ...['--project', project, '--passWithNoTests'],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${file}`],
  ]);
  let report;
  try {
    report = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    console.error(`vitest wrote no report for ${project}`);
  }
  return countReport(report, code);
}

const CACHED_LINT = ['--cache', '--cache-location', '.cache/eslint/', '--max-warnings', '0'];
const CACHED_FORMAT = ['--cache', '--cache-location', '.cache/prettier'];
const STATIC = [
  ['types', () => staticStage(checkTypes)],
  ['format', () => staticStage(command('prettier', '.', '--check', '--log-level', 'warn', ...CACHED_FORMAT))],
  ['lint', () => staticStage(command('eslint', '.', ...CACHED_LINT))],
  ['doors', () => staticStage(command('depcruise', 'src', '--config', '.dependency-cruiser.mjs'))],
];
const TESTS = [
  ['unit', () => vitestStage('unit')],
  ...(fast
    ? []
    : [
        ['simulation seeds and kubectl parity', () => vitestStage('slow')],
        ['end to end, in Chromium', () => vitestStage('e2e')],
      ]),
];

endWithNpm();
ensurePackages();
const total = { passed: 0, failed: 0 };
const lines = [];
async function runStage([name, run]) {
  console.log(`\n── ${name}`);
  const started = Date.now();
  const counted = await run();
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  lines.push(`${counted.failed === 0 ? '✓' : '✗'} ${name}: ${summaryLine(counted)} (${seconds} s)`);
  console.log(lines.at(-1));
  total.passed += counted.passed;
  total.failed += counted.failed;
}

/** A static stage keeps one core busy, so two of them run side by side; tests have the machine to themselves. */
const waiting = [...STATIC];
async function lane() {
  for (let stage = waiting.shift(); stage; stage = waiting.shift()) await runStage(stage);
}
await Promise.all([lane(), lane()]);
for (const stage of TESTS) await runStage(stage);
console.log(`\n${lines.join('\n')}\n${summaryLine(total)}`);
process.exitCode = exitCodeOf(total);
