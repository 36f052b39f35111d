/**
 * Compares our kubectl with the real one, line by line: `node src/workshop/with-packages.mjs run src/server/kubectl-parity.ts
 * -- check|compare|record TOPIC…`. `check`: ours against what was recorded; `compare`: ours against the real one now;
 * `record`: writes down what the real one prints now. A topic is a file of `src/kubectl/parity`; none means all.
 */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { alike } from './parity/masks.ts';
import { BINARY, playOurs, playReal, versionOf } from './parity/play.ts';
import { readSession, writeSession, writeStep, type Step } from './parity/session.ts';

const FOLDER = 'src/kubectl/parity';

async function main([mode = 'check', ...named]: readonly string[]): Promise<void> {
  const all = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.txt'));
  const topics = named.length > 0 ? named.map((name) => `${name.replace(/\.txt$/, '')}.txt`) : all.sort();
  let [same, lines] = [0, 0];
  for (const topic of topics) {
    const session = readSession(readFileSync(`${FOLDER}/${topic}`, 'utf8'));
    const commands = session.steps.map(({ command }) => command);
    if (mode === 'record') {
      const binary = theBinary();
      const steps = await playReal(commands, binary);
      writeFileSync(`${FOLDER}/${topic}`, writeSession({ version: versionOf(binary), at: Date.now() * 1000, steps }));
      console.log(`${topic}: ${steps.length} lines recorded`);
      continue;
    }
    const wanted = mode === 'compare' ? await playReal(commands, theBinary()) : session.steps;
    const ours = await playOurs(commands, mode === 'compare' ? Date.now() * 1000 : session.at);
    const different = wanted.filter((step, i) => report(topic, step, ours[i]!));
    lines += wanted.length;
    same += wanted.length - different.length;
    console.log(`${topic}: ${wanted.length - different.length} of ${wanted.length} lines alike`);
  }
  if (mode !== 'record') console.log(`${same} of ${lines} lines alike`);
  process.exit(same === lines ? 0 : 1);
}

function theBinary(): string {
  if (BINARY !== undefined) return BINARY;
  throw new Error('there is no kubectl 1.33 on this machine; name one in KUBECTL_1_33');
}

/** Answers whether the two differ, and shows how. */
function report(topic: string, wanted: Step, ours: Step): boolean {
  if (alike(wanted, ours)) return false;
  console.log(`--- ${topic}: real\n${writeStep(wanted)}+++ ours\n${ours.printed}`);
  return true;
}

const argv = process.argv.slice(2);
await main(argv[0] === '--' ? argv.slice(1) : argv);
