import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asOfThisVersion, canonical, stepsOf, withoutChance } from './testing/golden.ts';
import { noKubectl, startLoopback, type Loopback } from './testing/loopback.ts';

const GOLDEN = fileURLToPath(new URL('../../../shared/golden', import.meta.url));
if (!existsSync(GOLDEN)) console.log('skipped: there are no answers of a real control plane beside the project');

/** The real one agrees with itself this far, from one run to the next. */
const AGREEMENT = 0.97;

/** Eight scripts of kubectl lines, and what a real control plane answered to them. */
describe.skipIf(noKubectl || !existsSync(GOLDEN))('what a real control plane answered', () => {
  let loopback: Loopback;
  beforeAll(async () => {
    loopback = await startLoopback({ controlPlanes: 0, workerCpu: '4', workerMemory: '8Gi' });
  });
  afterAll(() => loopback.stop());

  it('is what this one answers, where v1.36 does not word it differently', async () => {
    const out = mkdtempSync(join(loopback.folder, 'golden-'));
    await runScripts(out, loopback.kubeconfig());
    const differing: string[] = [];
    let steps = 0;
    for (const file of readdirSync(GOLDEN).filter((name) => name.endsWith('.txt'))) {
      const wanted = stepsOf(canonical(readFileSync(join(GOLDEN, file), 'utf8')));
      const got = stepsOf(canonical(readFileSync(join(out, file), 'utf8')));
      for (const [index, step] of wanted.entries()) {
        const expected = asOfThisVersion(step);
        if (expected === undefined) continue;
        steps++;
        const answer = withoutChance(got[index] ?? { command: '', answer: '' });
        if (answer !== expected) differing.push(`${file} ${step.command}\nwanted:\n${expected}\ngot:\n${answer}\n`);
      }
    }
    expect(steps).toBeGreaterThan(100);
    const agreement = 1 - differing.length / steps;
    if (agreement < AGREEMENT) expect(differing).toEqual([]);
    console.log(`${steps - differing.length} of ${steps} steps answered as by a real control plane`);
    if (differing.length > 0) console.log(differing.join('\n'));
  });
});

function runScripts(out: string, kubeconfig: string): Promise<void> {
  const env = { ...process.env, KUBECONFIG: kubeconfig, WAIT_S: '60' };
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [join(GOLDEN, 'run.mjs'), out], { env }, (error) => (error ? reject(error) : resolve()));
  });
}
