import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, openPage, type WatchedPage } from './chromium.ts';
import { differs, incomparable } from './pictures.ts';

const THEMES = ['light', 'dark', 'projector'] as const;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

async function openKit(theme: (typeof THEMES)[number], lang: string): Promise<WatchedPage> {
  const opened = await openPage(browser, `${inject('appUrl')}?kit=cards&lang=${lang}`, {
    colorScheme: theme === 'dark' ? 'dark' : 'light',
    // As high as the highest sheet: what is scrolled out of sight is not in its picture.
    viewport: { width: 1440, height: 2000 },
  });
  const { page } = opened;
  await page.waitForSelector('.kit-page');
  if (theme === 'projector') await page.getByRole('button', { name: 'projector' }).click();
  await page.evaluate(() => document.fonts.ready);
  return opened;
}

function sheets(page: Page): Promise<string[]> {
  return page.$$eval('[data-sheet]', (all) => all.map((sheet) => (sheet as HTMLElement).dataset['sheet'] ?? ''));
}

describe('the kit', () => {
  it('is found at /kit/ of the site', async () => {
    const { page, close } = await openPage(browser, `${inject('appUrl')}kit/`);
    await page.waitForSelector('[data-sheet="pod"] [data-story="CrashLoopBackOff capsule"]');
    await close();
  });

  describe.each(THEMES)('in the %s theme', (theme) => {
    it('shows every card in every state as it was last looked at', async (context) => {
      const why = incomparable(browser.version());
      if (why !== undefined) context.skip(why);
      const wrong: string[] = [];
      const { page, close } = await openKit(theme, theme === 'dark' ? 'ko' : 'en');
      for (const sheet of await sheets(page)) {
        const picture = await page.locator(`[data-sheet="${sheet}"]`).screenshot();
        const difference = differs(`${sheet}.${theme}`, picture);
        if (difference !== undefined) wrong.push(difference);
      }
      await close();
      expect(wrong).toEqual([]);
    });
  });
});
