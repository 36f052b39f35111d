import type { Page } from 'playwright-core';
import { percentile, type Result } from './result.ts';

/** Runs in the page: jumps about in the whole hour, and measures each from the wish to when its frame is handed to the screen. */
const SCRUB = `(async () => {
  const painted = () => new Promise((resolve) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = resolve;
    port2.postMessage(0);
  }));
  const times = [];
  let place = 0.5;
  for (let i = 0; i < 60; i++) {
    place = (place + 0.6180339887) % 1;
    await painted();
    const began = performance.now();
    await window.orrery.seek(Math.round(place * 3.59e9));
    await painted();
    times.push(performance.now() - began);
  }
  return times;
})()`;

/** How long it takes until any moment of an hour with 200 000 records stands on the screen. */
export async function benchScrub(page: Page, address: string): Promise<Result[]> {
  await page.goto(`${address}?kit=hour`);
  await page.waitForSelector('[data-phase="ready"]', { timeout: 120_000 });
  await page.evaluate('window.orrery.pause()');
  await page.waitForTimeout(2_000);
  const times = await page.evaluate<number[]>(SCRUB);
  return [0.5, 0.95].map((share) => ({
    name: `scrub to any moment of an hour, p${share * 100}`,
    value: Math.round(percentile(times, share) * 10) / 10,
    unit: 'ms',
    n: times.length,
  }));
}
