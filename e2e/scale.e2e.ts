import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openCluster, type OpenedCluster } from './the-page.ts';

describe('a hall of five thousand machines', () => {
  let hall: OpenedCluster;
  beforeAll(async () => {
    hall = await openCluster('?kit=data-centre&lang=en');
    await hall.page.evaluate(() => window.orrery!.pause());
    await hall.page.waitForSelector('.hall-legend li', { timeout: 60_000 });
  });
  afterAll(() => hall.end());

  it('says in words what it draws: a page of nodes, worst first, and never all at once', async () => {
    const rows = hall.page.locator('.hall-table tr[data-kind="Node"]');
    await rows.first().waitFor({ state: 'attached' });
    expect(await rows.count()).toBe(50);
    expect(await rows.first().getAttribute('data-status')).toContain('NotReady');
    expect(await hall.page.locator('.hall-table caption').first().textContent()).toContain('5000');
  });

  it('is walked with the arrows and chosen from with Enter; inside a machine the arrows go from pod to pod', async () => {
    const { page } = hall;
    const cursor = page.locator('.hall-cursor');
    const said = cursor.locator('[role="status"]');
    await cursor.focus();
    const first = await said.textContent();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => said.textContent()).not.toBe(first);
    const name = (await said.textContent())!.split(',')[0]!;
    await page.keyboard.press('Enter');
    await page.locator(`.hall-table caption:has-text("${name}")`).waitFor({ state: 'attached' });
    await page.keyboard.press('Enter');
    await expect.poll(() => said.textContent()).toContain(', in ');
    await page.keyboard.press('Escape');
    await expect.poll(() => said.textContent()).toContain(name);
  });

  it('tells how much of each group is found, and goes to what is chosen, where machines stand themselves', async () => {
    const { page } = hall;
    await page.keyboard.press('f');
    await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
    await page.keyboard.press('/');
    await page.keyboard.type('worker-2133');
    await page.locator('.find-found:has-text("worker-2133")').first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.board [data-kind="Node"][data-name="worker-2133"]').waitFor({ timeout: 60_000 });
    await page.keyboard.press('/');
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
    expect(await page.locator('.finder').count()).toBe(0);
  });
});

describe('what is looked for', () => {
  let zoo: OpenedCluster;
  beforeAll(async () => {
    zoo = await openCluster('?kit=zoo&lang=en');
    await zoo.page.evaluate(() => window.orrery!.pause());
    await zoo.page.waitForSelector('[data-kind="Pod"][data-name="failed"]');
  });
  afterAll(() => zoo.end());

  it('stays lit with the machine that it stands on, and all else is dimmed; Escape lights everything again', async () => {
    const { page } = zoo;
    await page.keyboard.press('/');
    await page.keyboard.type('status:failed');
    await page.locator('[data-kind="Pod"][data-name="running"][data-unmatched]').waitFor();
    expect(await page.locator('[data-kind="Pod"][data-name="failed"][data-unmatched]').count()).toBe(0);
    expect(await page.locator('.worker[data-name="worker-2"][data-unmatched]').count()).toBe(0);
    expect(await page.locator('.worker[data-name="worker-3"][data-unmatched]').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('[data-unmatched]').count()).toBe(0);
  });
});
