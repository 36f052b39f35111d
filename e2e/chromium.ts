/** Finds a Chromium and opens pages that may not complain: see openPage. */
import { existsSync } from 'node:fs';
import { type Browser, type BrowserContextOptions, type Page, chromium } from 'playwright-core';
import { expect } from 'vitest';

const PLACES = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The system's Chromium, else the one Playwright downloaded. */
export function chromiumPath(): string {
  const path = [...PLACES, chromium.executablePath()].find((place) => place !== '' && existsSync(place));
  if (path === undefined) throw new Error('No Chromium found. Install one, or point CHROMIUM at one.');
  return path;
}

export function launchChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath(), headless: true, args: QUIET });
}

export interface WatchedPage {
  page: Page;
  /** Everything the page said that a well-behaved page does not say; may be read, and emptied, by a test. */
  complaints: string[];
  /** Fails the test if the page complained, then closes it. */
  close(): Promise<void>;
}

/**
 * Opens `url`. A console error, an uncaught error, a breach of the content security policy (Chromium reports it as a
 * console error) and a request that leaves the page's origin are complaints; they fail the test at close().
 */
export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<WatchedPage> {
  // The service worker fetches the whole site in the background; only the test of that wants it.
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    ...options,
  });
  const complaints: string[] = [];
  const origin = new URL(url).origin;
  context.on('request', (request) => {
    const to = new URL(request.url());
    if (to.protocol !== 'blob:' && to.protocol !== 'data:' && to.origin !== origin)
      complaints.push(`request to another origin: ${request.url()}`);
  });
  context.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // Leaving a page cuts what was still loading; that is no fault of the page.
    if (why !== 'net::ERR_ABORTED') complaints.push(`request failed: ${request.url()} ${why}`);
  });
  context.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  context.on('weberror', (failure) => complaints.push(`uncaught: ${failure.error().stack ?? failure.error().message}`));
  const page = await context.newPage();
  await page.goto(url);
  const close = async (): Promise<void> => {
    await context.close();
    expect(complaints).toEqual([]);
  };
  return { page, complaints, close };
}
