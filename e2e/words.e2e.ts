import { afterAll, describe, expect, it } from 'vitest';
import { advanceUntil, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

const opened: OpenedCluster[] = [];
afterAll(async () => {
  for (const cluster of opened) await cluster.end();
});

const POD = 'apiVersion: v1\nkind: Pod\nmetadata: {name: word}\nspec: {containers: [{name: c, image: nginx}]}';

describe.each([
  ['ko', /[가-힣]/],
  ['en', /^[^가-힣]*$/],
] as const)('the page in %s', (language, expected) => {
  it('says everything in it: header, editor, inspector, keys', async () => {
    const cluster = await openCluster(`?lang=${language}`);
    opened.push(cluster);
    const { page } = cluster;
    expect(await page.getAttribute('html', 'lang')).toBe(language);
    await apply(page, POD);
    await advanceUntil(page, '1s', async () => (await podStatuses(page))['word'] === 'Running');
    const texts = async () => {
      const all = await page.$$eval('button, h1, h2, h3, [role="tab"], label, .narrator', (elements) =>
        elements.map((element) => (element as HTMLElement).innerText || element.getAttribute('aria-label') || ''),
      );
      return all.join(' ').replaceAll('한국어', '').replaceAll('English', '');
    };
    await page.locator('[data-kind="Pod"][data-name="word"]').first().click();
    await page.keyboard.press('?');
    const said = await texts();
    expect(said).not.toMatch(/\b(?:app|map|narrator|timeline|inspector|editor|start|act|keys)\.[a-z]+[A-Za-z.]*\b/);
    expect(said).toMatch(expected);
  });
});

describe('a lesson', () => {
  it('is opened by its address, plays, and hands over', async () => {
    const cluster = await openLesson();
    const { page } = cluster;
    await page.waitForSelector('.telling');
    await page.waitForFunction(
      () => document.querySelectorAll('.telling-progress [data-done]').length >= 2,
      undefined,
      { timeout: 60_000 },
    );
    await expect(page.locator('.telling').innerText()).resolves.toMatch(/[가-힣]/);
  });
});

async function openLesson(): Promise<OpenedCluster> {
  const cluster = await openCluster('?lang=ko&lesson=pod-is-born', { keepStart: true });
  opened.push(cluster);
  return cluster;
}
