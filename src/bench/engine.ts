import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { chromiumPath } from '../../e2e/chromium.ts';
import type { Result } from './result.ts';
import { run, type Run } from './workload.ts';

const SIZES = [
  { pods: 100, nodes: 10 },
  { pods: 1000, nodes: 100 },
  { pods: 5000, nodes: 100 },
];

type Runner = (pods: number, nodes: number) => Run | Promise<Run>;

/** Pods a wall second from apply to all Running, heap a pod beside the trace, and events a second: in Node and in Chromium. */
export async function benchEngine(): Promise<Result[]> {
  return [...(await measure('Node', inNode())), ...(await withChromium((runner) => measure('Chromium', runner)))];
}

/** The better of two runs at each size, after one to warm up; what stays in memory is the most that was seen. */
async function measure(where: string, runner: Runner): Promise<Result[]> {
  const results: Result[] = [];
  await runner(1000, 100);
  for (const { pods, nodes } of SIZES) {
    const runs = [await runner(pods, nodes), await runner(pods, nodes)];
    const best = runs.sort((a, b) => a.seconds - b.seconds)[0]!;
    const heap = Math.max(...runs.map((one) => one.heap));
    const size = `${pods} pods on ${nodes} nodes, ${where}`;
    results.push(
      { name: `pods per second, ${size}`, value: Math.round(pods / best.seconds), unit: 'pods/s', n: pods },
      { name: `heap per pod, ${size}`, value: Math.round(heap / pods), unit: 'B', n: pods },
      { name: `events per second, ${size}`, value: Math.round(best.steps / best.seconds), unit: '1/s', n: best.steps },
    );
  }
  return results;
}

function inNode(): Runner {
  setFlagsFromString('--expose-gc');
  const collectGarbage = runInNewContext('gc') as () => void;
  const heapUsed = () => {
    collectGarbage();
    return process.memoryUsage().heapUsed;
  };
  return (pods, nodes) => run(pods, nodes, { wallMs: () => performance.now(), heapUsed });
}

async function withChromium(body: (runner: Runner) => Promise<Result[]>): Promise<Result[]> {
  const format = { bundle: true, format: 'iife', platform: 'browser', write: false, logLevel: 'warning' } as const;
  const { outputFiles } = await build({ ...format, entryPoints: ['src/bench/in-chromium.ts'] });
  const flags = ['--no-sandbox', '--disable-gpu', '--enable-precise-memory-info', '--js-flags=--expose-gc'];
  const browser = await chromium.launch({ executablePath: chromiumPath(), headless: true, args: flags });
  try {
    const page = await browser.newPage();
    page.setDefaultTimeout(600_000);
    await page.evaluate(outputFiles[0]!.text);
    return await body((pods, nodes) => page.evaluate<Run>(`orreryBench(${pods}, ${nodes})`));
  } finally {
    await browser.close();
  }
}
