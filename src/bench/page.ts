import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launchChromium } from '../../e2e/chromium.ts';
import { percentile, type Result } from './result.ts';
import { benchScrub } from './scrub.ts';

const OUT = '.cache/bench-site';
/** How long frames are watched, in milliseconds. */
const WATCH_MS = 10_000;

/** Runs in the page, where there are frames: how many milliseconds lie between each and the next. */
const WATCH_FRAMES = `new Promise((resolve) => {
  const times = [];
  let last = performance.now();
  const end = last + ${WATCH_MS};
  const frame = (now) => {
    times.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(frame);
    else resolve(times.slice(1));
  };
  requestAnimationFrame(frame);
})`;

/** What a first visit loads, and how the map moves with 100 nodes, 1 000 pods and 50 messages in flight. */
export async function benchPage(): Promise<Result[]> {
  const root = process.cwd();
  // React must be the one that people are given.
  process.env['NODE_ENV'] = 'production';
  const configFile = join(root, 'vite.config.ts');
  await build({ root, configFile, logLevel: 'warn', build: { outDir: OUT, emptyOutDir: true } });
  const server = await preview({ root, configFile, build: { outDir: OUT }, preview: { port: 0, host: '127.0.0.1' } });
  const address = server.resolvedUrls?.local[0] ?? '';
  const browser = await launchChromium();
  try {
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, serviceWorkers: 'block' });
    return [
      ...(await firstLoad(page, address, root)),
      ...(await firstPrompt(page, address)),
      ...(await benchScrub(page, address)),
      ...(await frames(page, address)),
    ];
  } finally {
    await browser.close();
    await server.close();
  }
}

async function firstLoad(page: Page, address: string, root: string): Promise<Result[]> {
  const began = performance.now();
  await page.goto(address);
  await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
  const ready = performance.now() - began;
  const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
  const scripts = loaded.filter((name) => name.endsWith('.js')).map((name) => name.replace(address, ''));
  const size = (names: readonly string[]) =>
    names.reduce((sum, name) => sum + gzipSync(readFileSync(join(root, OUT, name))).length, 0) / 1024;
  const ofWorker = (name: string) => /\/main-[^/]*\.js$/.test(`/${name}`);
  const pageScripts = scripts.filter((name) => !ofWorker(name));
  const workerScripts = scripts.filter(ofWorker);
  return [
    {
      name: 'initial JavaScript of the page, gzipped',
      value: round(size(pageScripts)),
      unit: 'KiB',
      n: pageScripts.length,
    },
    {
      name: 'the engine in its worker, gzipped',
      value: round(size(workerScripts)),
      unit: 'KiB',
      n: workerScripts.length,
    },
    { name: 'from address to a living cluster', value: round(ready), unit: 'ms', n: 1 },
  ];
}

/** Runs in the page: whether a prompt stands on the terminal's screen. */
const PROMPTED = `document.querySelector('.xterm-rows')?.textContent.includes('user@orrery') === true`;

/** From the key that opens the terminal to a prompt that can be typed at: at once, and after a look at the page. */
async function firstPrompt(page: Page, address: string): Promise<Result[]> {
  const results: Result[] = [];
  for (const [when, rest] of [
    ['at once', 0],
    ['after a look at the page', 8_000],
  ] as const) {
    await page.goto(address);
    await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    await page.keyboard.press('Escape');
    await page.waitForTimeout(rest);
    const began = performance.now();
    await page.keyboard.press('t');
    await page.waitForFunction(PROMPTED);
    results.push({ name: `first prompt, opened ${when}`, value: round(performance.now() - began), unit: 'ms', n: 1 });
  }
  return results;
}

async function frames(page: Page, address: string): Promise<Result[]> {
  await page.goto(`${address}?kit=load`);
  await page.locator('[data-kind="Node"]').nth(99).waitFor({ state: 'attached', timeout: 60_000 });
  await page.waitForTimeout(3_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await mainThread(session);
  const deltas = await page.evaluate<number[]>(WATCH_FRAMES);
  const after = await mainThread(session);
  const each = (seconds: number) => round((seconds * 1000) / deltas.length);
  const size = '100 nodes, 1000 pods, 50 messages';
  return [
    { name: `frame time p50, ${size}`, value: round(percentile(deltas, 0.5)), unit: 'ms', n: deltas.length },
    { name: `frame time p95, ${size}`, value: round(percentile(deltas, 0.95)), unit: 'ms', n: deltas.length },
    {
      name: `script, style and layout a frame, ${size}`,
      value: each(after.ours - before.ours),
      unit: 'ms',
      n: deltas.length,
    },
    {
      name: `all main-thread tasks a frame, painting in software included, ${size}`,
      value: each(after.all - before.all),
      unit: 'ms',
      n: deltas.length,
    },
  ];
}

/** Seconds that the page's main thread has spent: on what the page makes it do, and on everything. */
async function mainThread(session: CDPSession): Promise<{ readonly ours: number; readonly all: number }> {
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
  return { ours: of('ScriptDuration') + of('RecalcStyleDuration') + of('LayoutDuration'), all: of('TaskDuration') };
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
