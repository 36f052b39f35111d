import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import lighthouse from 'lighthouse';
import { chromiumPath } from '../../e2e/chromium.ts';
import { hostStatically } from './static-host.ts';
import type { Result } from './result.ts';

const RUNS = 3;
const PORT = 9_337;

/** What Lighthouse says of a built site on a desktop: the median of a few visits, each with a new browser. */
export async function benchLighthouse(site: string): Promise<Result[]> {
  const host = await hostStatically(site);
  const scores: { readonly performance: number; readonly accessibility: number }[] = [];
  try {
    for (let run = 0; run < RUNS; run++) scores.push(await visit(host.address));
  } finally {
    await host.close();
  }
  const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[Math.floor(all.length / 2)] ?? Number.NaN;
  return (['performance', 'accessibility'] as const).map((category) => ({
    name: `Lighthouse ${category}, desktop`,
    value: Math.round(median(scores.map((score) => score[category])) * 100),
    unit: 'of 100',
    n: RUNS,
  }));
}

async function visit(address: string) {
  const profile = mkdtempSync(join(tmpdir(), 'orrery-lighthouse-'));
  const flags = ['--headless=new', '--no-sandbox', '--disable-gpu', `--remote-debugging-port=${PORT}`];
  const browser = spawn(chromiumPath(), [...flags, `--user-data-dir=${profile}`, 'about:blank'], { stdio: 'ignore' });
  try {
    await answering(`http://127.0.0.1:${PORT}/json/version`);
    const result = await lighthouse(
      address,
      { port: PORT, logLevel: 'error', onlyCategories: ['performance', 'accessibility'] },
      {
        extends: 'lighthouse:default',
        settings: {
          formFactor: 'desktop',
          screenEmulation: { mobile: false, width: 1350, height: 940, deviceScaleFactor: 1, disabled: false },
          throttling: DESKTOP,
        },
      },
    );
    const { performance, accessibility } = result?.lhr.categories ?? {};
    return { performance: performance?.score ?? Number.NaN, accessibility: accessibility?.score ?? Number.NaN };
  } finally {
    browser.kill();
    // Its helpers still write as they end.
    await new Promise((resolve) => browser.once('exit', resolve));
    await rm(profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  }
}

/** Lighthouse's own desktop preset (core/config/constants.js, desktopDense4G). */
const DESKTOP = {
  rttMs: 40,
  throughputKbps: 10_240,
  cpuSlowdownMultiplier: 1,
  requestLatencyMs: 0,
  downloadThroughputKbps: 0,
  uploadThroughputKbps: 0,
};

async function answering(url: string): Promise<void> {
  for (let tries = 0; tries < 100; tries++) {
    const answers = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (answers) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('Chromium did not start');
}
