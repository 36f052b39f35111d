import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUntil, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster('?lang=en&seed=42');
});
afterAll(() => cluster.end());

describe('a crash inside the engine', () => {
  it('does not freeze the page: it shows the seed, and comes back to the last good state', async () => {
    const { page, complaints } = cluster;
    const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: survivor}\nspec: {containers: [{name: c, image: nginx}]}';
    await apply(page, pod);
    await advanceUntil(page, '1s', async () => (await podStatuses(page))['survivor'] === 'Running');
    await page.evaluate(() => window.orrery!.fault('engine-panic').catch(() => undefined));
    await page.waitForSelector('[data-phase="crashed"]');
    await expect(page.locator('body').innerText()).resolves.toContain('42');
    await page
      .getByRole('button', { name: /restart/i })
      .first()
      .click();
    await page.waitForSelector('[data-phase="ready"]', { timeout: 30_000 });
    await advanceUntil(page, '1s', async () => (await podStatuses(page))['survivor'] === 'Running');
    complaints.length = 0;
  });
});
