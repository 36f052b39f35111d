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
  'src/terminal/tsconfig.json',
  'src/cel/tsconfig.json',
];

async function checkEnvironment(config) {
  let output = '';
  const code = await runCommand('tsc', ['-p', config, '--pretty', 'false'], { onOutput: (chunk) => (output += chunk) });
  // A room that does not exist yet has nothing to be wrong about.
  if (code === 0 || output.includes('error TS18003')) return [];
  return output.trim().split('\n');
}

/**
 * Answers 1 if anything is wrong, else 0. An environment also checks what it imports, so what is wrong in the engine
 * is wrong in four of them: it is printed once.
 */
export async function checkTypes(write = (text) => process.stdout.write(text)) {
  mkdirSync(join(ROOT, '.cache/types'), { recursive: true });
  const waiting = [...ENVIRONMENTS];
  const wrong = new Set();
  const work = async () => {
    for (let config = waiting.shift(); config !== undefined; config = waiting.shift())
      for (const line of await checkEnvironment(config)) wrong.add(line);
  };
  await Promise.all([work(), work()]);
  if (wrong.size > 0) write(`${[...wrong].join('\n')}\n`);
  return wrong.size > 0 ? 1 : 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  ensurePackages();
  process.exitCode = await checkTypes();
}
