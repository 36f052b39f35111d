import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { CDPSession, Page } from 'playwright-core';
import { build, preview } from 'vite';
import { launchChromium } from '../../e2e/chromium.ts';
import { benchLighthouse } from './lighthouse.ts';
import { percentile, type Result } from './result.ts';
import { benchScrub } from './scrub.ts';

const OUT = '.cache/bench-site';
/** How long frames are watched, in milliseconds. */
const WATCH_MS = 10_000;
const GESTURE_MS = 5_000;
const PAUSED_MS = 5_000;

/** Runs in the page, where there are frames: how many milliseconds lie between each and the next. */
const watchFrames = (ms: number) => `new Promise((resolve) => {
  const times = [];
  let last = performance.now();
  const end = last + ${ms};
  const frame = (now) => {
    times.push(now - last);
    last = now;
    if (now < end) requestAnimationFrame(frame);
    else resolve(times.slice(1));
  };
  requestAnimationFrame(frame);
})`;

/** What a first visit loads, how the map moves with much on it, and what a page that stands costs. */
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
      ...(await benchLighthouse(join(root, OUT))),
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
    await page.locator('.xterm-rows', { hasText: 'user@orrery' }).waitFor();
    results.push({ name: `first prompt, opened ${when}`, value: round(performance.now() - began), unit: 'ms', n: 1 });
  }
  return results;
}

/** Frames of the plate with much in flight, of a hall that is panned and zoomed, and of a page that stands. */
async function frames(page: Page, address: string): Promise<Result[]> {
  // What a hall leaves in the memory of its process would be swept away while the next page stands.
  return [
    ...(await paused(page, address)),
    ...(await plateFrames(page, address)),
    ...(await hallFrames(page, address)),
  ];
}

async function plateFrames(page: Page, address: string): Promise<Result[]> {
  await page.goto(`${address}?kit=load`);
  await page.locator('[data-kind="Node"]').nth(99).waitFor({ state: 'attached', timeout: 60_000 });
  // In real time a message takes a second, so that 200 are in flight at any moment.
  await page.evaluate('window.orrery.play(1)');
  await page.waitForTimeout(3_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await mainThread(session);
  const deltas = await page.evaluate<number[]>(watchFrames(WATCH_MS));
  const after = await mainThread(session);
  const each = (seconds: number) => round((seconds * 1000) / deltas.length);
  const size = '100 nodes, 3000 pods, 200 messages';
  return [
    ...percentiles(deltas, size),
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

async function hallFrames(page: Page, address: string): Promise<Result[]> {
  const size = '5000 nodes, 150000 pods';
  const began = performance.now();
  await page.goto(`${address}?kit=data-centre`);
  await page.waitForSelector('.hall-canvas canvas', { state: 'attached', timeout: 120_000 });
  const shown = performance.now() - began;
  await page.waitForTimeout(4_000);
  const results: Result[] = [{ name: `from address to the hall, ${size}`, value: round(shown), unit: 'ms', n: 1 }];
  for (const [what, act] of [
    ['panning', pan],
    ['zooming', zoom],
  ] as const) {
    const watched = page.evaluate<number[]>(watchFrames(GESTURE_MS));
    await act(page);
    results.push(...percentiles(await watched, `${what}, ${size}`));
  }
  return results;
}

async function pan({ mouse }: Page): Promise<void> {
  const end = performance.now() + GESTURE_MS;
  for (let turn = 0; performance.now() < end; turn++) {
    await mouse.move(900, 450);
    await mouse.down();
    for (let i = 1; i <= 30 && performance.now() < end; i++) {
      const way = turn % 2 === 0 ? -i : i;
      await mouse.move(900 + way * 10, 450 + way * 3);
    }
    await mouse.up();
  }
}

async function zoom({ mouse }: Page): Promise<void> {
  const end = performance.now() + GESTURE_MS;
  await mouse.move(700, 450);
  for (let i = 0; performance.now() < end; i++) await mouse.wheel(0, i % 60 < 30 ? -60 : 60);
}

/** How long the main thread is busy though nothing happens: the player stands, and nobody touches the page. */
async function paused(page: Page, address: string): Promise<Result[]> {
  await page.goto(address);
  await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
  await page.keyboard.press('Escape');
  await page.evaluate('window.orrery.pause()');
  // What the page fetches while it is looked at comes first.
  await page.waitForTimeout(8_000);
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  const before = await mainThread(session);
  await page.waitForTimeout(PAUSED_MS);
  const after = await mainThread(session);
  return [
    {
      name: 'main thread busy while paused and untouched',
      value: round(((after.all - before.all) * 1e5) / PAUSED_MS),
      unit: '%',
      n: 1,
    },
  ];
}

function percentiles(deltas: readonly number[], what: string): Result[] {
  return [
    { name: `frame time p50, ${what}`, value: round(percentile(deltas, 0.5)), unit: 'ms', n: deltas.length },
    { name: `frame time p95, ${what}`, value: round(percentile(deltas, 0.95)), unit: 'ms', n: deltas.length },
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
