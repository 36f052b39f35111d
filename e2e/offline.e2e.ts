import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, openPage } from './chromium.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

describe('the built site', () => {
  it('opens again without a network after the first visit', async () => {
    const { page, complaints, close } = await openPage(browser, inject('appUrl'), { serviceWorkers: 'allow' });
    await page.evaluate(async () => {
      const { active } = await navigator.serviceWorker.ready;
      if (active === null || active.state === 'activated') return;
      await new Promise((resolve) => active.addEventListener('statechange', resolve, { once: true }));
    });
    await page.context().setOffline(true);
    await page.reload();
    await page.waitForSelector('#root > *');
    await expect(page.title()).resolves.toBe('Orrery');
    // The page itself is asked from the network first, and the worker answers when that fails.
    complaints.splice(
      0,
      complaints.length,
      ...complaints.filter((text) => !text.includes('ERR_INTERNET_DISCONNECTED')),
    );
    await close();
  });
});
