import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, openPage } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe('the built page', () => {
  it('opens, is named Orrery, and complains about nothing', async () => {
    const { page, close } = await openPage(browser, inject('appUrl'));
    await expect(page.title()).resolves.toBe('Orrery');
    await page.waitForSelector('#root > *');
    await close();
  });

  it('loads the editor only when it is asked for', async () => {
    const { page, close } = await openPage(browser, inject('appUrl'));
    await page.waitForSelector('#root > *');
    const loaded = await page.evaluate(() => performance.getEntriesByType('resource').map((entry) => entry.name));
    expect(loaded.some((name) => name.endsWith('.js'))).toBe(true);
    expect(loaded.filter((name) => name.includes('monaco'))).toEqual([]);
    await close();
  });

  it('is shut to everything but its own files', async () => {
    const { page, complaints, close } = await openPage(browser, inject('appUrl'));
    const reached = await page.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'reached',
        () => 'refused',
      ),
    );
    expect(reached).toBe('refused');
    expect(complaints.some((complaint) => complaint.includes('Content Security Policy'))).toBe(true);
    complaints.length = 0;
    await close();
  });
});
