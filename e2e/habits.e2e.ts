/** The keyboard alone reaches what a hand would do with a mouse, and takes back what it did to the page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceUntil, apply, openCluster, podStatuses, type OpenedCluster } from './the-page.ts';

const POD = `apiVersion: v1
kind: Pod
metadata: {name: lonely}
spec: {containers: [{name: web, image: nginx}]}
`;

describe('habits', () => {
  let cluster: OpenedCluster;
  beforeAll(async () => {
    cluster = await openCluster();
    await apply(cluster.page, POD);
    await advanceUntil(cluster.page, '1s', async () => (await podStatuses(cluster.page))['lonely'] === 'Running');
  }, 120_000);
  afterAll(() => cluster?.end());

  const view = (id: string) => cluster.page.locator(`.stage-view[data-view="${id}"]`);
  const item = (id: string) => cluster.page.locator(`[role="menu"] [data-action="${id}"]`);

  it('chooses a view from the palette, takes it back, and does it again', async () => {
    const { keyboard } = cluster.page;
    await keyboard.press('Control+k');
    await cluster.page.locator('.palette-input').waitFor();
    await keyboard.type('ownership');
    await keyboard.press('Enter');
    await view('ownership').waitFor();
    await keyboard.press('Control+z');
    await view('cluster').waitFor();
    await keyboard.press('Control+Shift+Z');
    await view('ownership').waitFor();
    await keyboard.press('Alt+ArrowLeft');
    await view('cluster').waitFor();
  });

  it('lists every key, finds one, and gives the keyboard back', async () => {
    const { page } = cluster;
    await page.keyboard.press('?');
    const list = page.getByRole('dialog', { name: 'Keys' });
    await list.waitFor();
    await page.keyboard.type('ctrl+z');
    await expect(
      list.locator('[data-key]').evaluateAll((all) => all.map((e) => e.getAttribute('data-key'))),
    ).resolves.toEqual(['keys.undo']);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
  });

  it('comes to a pod with Tab, asks what concerns it with Shift+F10, and deletes it', async () => {
    const { page } = cluster;
    const isPod = () =>
      page.evaluate(() => {
        const { kind, name } = (document.activeElement as HTMLElement).dataset;
        return kind === 'Pod' && name === 'lonely';
      });
    for (let i = 0; i < 200 && !(await isPod()); i++) await page.keyboard.press('Tab');
    await expect(isPod()).resolves.toBe(true);
    await page.keyboard.press('Enter');
    await page.getByRole('toolbar', { name: 'lonely' }).waitFor();
    await page.keyboard.press('Shift+F10');
    await item('delete-pod').waitFor();
    await expect(item('sequence').count()).resolves.toBe(1);
    await page.keyboard.press('Escape');
    await item('delete-pod').waitFor({ state: 'detached' });
    await expect(isPod()).resolves.toBe(true);
    await page.keyboard.press('Shift+F10');
    await item('delete-pod').waitFor();
    const isDelete = () =>
      page.evaluate(() => (document.activeElement as HTMLElement).dataset['action'] === 'delete-pod');
    for (let i = 0; i < 20 && !(await isDelete()); i++) await page.keyboard.press('ArrowDown');
    await expect(isDelete()).resolves.toBe(true);
    await page.keyboard.press('Enter');
    await advanceUntil(page, '1s', async () => !('lonely' in (await podStatuses(page))));
  });
});
