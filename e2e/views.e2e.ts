import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { launchChromium, openPage } from './chromium.ts';
import { differs, incomparable } from './pictures.ts';

/** Where time stands in the pictures, in microseconds: everything of the fixture is there. */
const STILL = 2_000;

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

/** Nothing travels, fades or grows any more. */
async function atRest(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await document.fonts.ready;
    await Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined)));
    for (let frame = 0; frame < 12; frame++) await new Promise((resolve) => requestAnimationFrame(resolve));
  });
}

describe.each([
  ['light', 'ko'],
  ['dark', 'en'],
  ['projector', 'ko'],
] as const)('the views in the %s theme', (theme, lang) => {
  it('look as they did when they were last looked at, with time stopped', async (context) => {
    const why = incomparable(browser.version());
    if (why !== undefined) context.skip(why);
    const { page, close } = await openPage(browser, `${inject('appUrl')}?kit=zoo&lang=${lang}`, {
      colorScheme: theme === 'dark' ? 'dark' : 'light',
      viewport: { width: 1280, height: 800 },
      reducedMotion: 'reduce',
    });
    await page.waitForSelector('[data-phase="ready"]');
    // The charts of health reach as far as the page happens to have computed: no two pictures of them are alike.
    const views = await page.$$eval('[data-view-button]:not([data-view-button="health"])', (all) =>
      all.map((button) => (button as HTMLElement).dataset['viewButton'] ?? ''),
    );
    await page.evaluate(async (time) => {
      await window.orrery!.pause();
      await window.orrery!.seek(time);
    }, STILL);
    if (theme === 'projector') await page.keyboard.press('p');
    const wrong: string[] = [];
    for (const view of views) {
      await page.evaluate((id) => window.orrery!.look(id), view);
      await page.waitForSelector(`[data-view="${view}"] :is(.board, .overview)`);
      await atRest(page);
      const difference = differs(`view-${view}.${theme}`, await page.locator('.stage').screenshot());
      if (difference !== undefined) wrong.push(difference);
    }
    await close();
    expect(views.length).toBeGreaterThan(5);
    expect(wrong).toEqual([]);
  });
});
