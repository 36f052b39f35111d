// Checks the types of every environment, two at a time (each is one process), and prints only what is wrong.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ROOT, ensurePackages, runCommand } from './packages.mjs';

/** One tsconfig per environment, the longest first so that two workers finish together. */
const ENVIRONMENTS = [
  'tsconfig.tests.json',
  'src/engine/tsconfig.json',
  'src/ui/tsconfig.json',
  'src/server/tsconfig.json',
  'src/worker/tsconfig.json',
  'src/kubectl/tsconfig.json',
];

async function checkEnvironment(config, write) {
  let output = '';
  const code = await runCommand('tsc', ['-p', config, '--pretty', 'false'], { onOutput: (chunk) => (output += chunk) });
  // A room that does not exist yet has nothing to be wrong about.
  if (code === 0 || /error TS18003/.test(output)) return 0;
  write(`${config}\n${output}`);
  return 1;
}

/** Answers how many environments have type errors. */
export async function checkTypes(write = (text) => process.stdout.write(text)) {
  mkdirSync(join(ROOT, '.cache/types'), { recursive: true });
  const waiting = [...ENVIRONMENTS];
  let failed = 0;
  const work = async () => {
    for (let config = waiting.shift(); config !== undefined; config = waiting.shift())
      failed += await checkEnvironment(config, write);
  };
  await Promise.all([work(), work()]);
  return failed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  process.exitCode = (await checkTypes()) > 0 ? 1 : 0;
}
