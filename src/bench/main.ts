/**
 * bench: the figures that the project promises, measured on whatever machine this is. `npm run bench -- --json FILE` writes
 * them as `[{name, value, unit, n}]`; `--only engine|kubectl|terminal|page` measures a part. Never part of the tests: a figure is not a verdict.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { benchEngine } from './engine.ts';
import type { Result } from './result.ts';

const { values } = parseArgs({ options: { json: { type: 'string' }, only: { type: 'string' } } });

const results: Result[] = [];
function report(more: readonly Result[]): void {
  for (const result of more) console.log(`${result.name.padEnd(64)} ${result.value} ${result.unit} (n=${result.n})`);
  results.push(...more);
}

if (values.only === undefined || values.only === 'engine') report(await benchEngine());
if (values.only === undefined || values.only === 'kubectl') {
  const { benchKubectl } = await import('./kubectl.ts');
  report(await benchKubectl());
}
if (values.only === undefined || values.only === 'terminal') {
  const { benchTerminal } = await import('./terminal.ts');
  report(await benchTerminal());
}
if (values.only === undefined || values.only === 'page') {
  const { benchPage } = await import('./page.ts');
  report(await benchPage());
}
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(results, undefined, 2)}\n`);
