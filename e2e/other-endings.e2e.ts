import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { advance, apply, fault, openCluster, type OpenedCluster } from './the-page.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: main, image: 'nginx:1.27'}]}
`;

/** Every record that had begun by a moment, as it then was: what came later is not in it. */
function historyUpTo(page: Page, moment: number): Promise<readonly string[]> {
  return page.evaluate(async (until) => {
    const records = await window.orrery!.trace();
    return records
      .filter(
        (one) => (one.type === 'hop' ? one.arrives : one.type === 'span' ? (one.end ?? Infinity) : one.at) < until,
      )
      .map((one) => JSON.stringify(one));
  }, moment);
}

const WORKER = '[data-kind="Node"][data-name="worker-2"]';
const seek = (page: Page, time: number): Promise<number> => page.evaluate((to) => window.orrery!.seek(to), time);
const dock = (page: Page) => page.locator('.changes-dock');

describe('other endings', () => {
  let opened: OpenedCluster;
  let page: Page;
  let parted: number;
  let original: readonly string[];

  beforeAll(async () => {
    opened = await openCluster();
    page = opened.page;
    await apply(page, WEB);
    // Time that passes between two calls of this test is no part of the story.
    await page.evaluate(() => window.orrery!.pause());
    parted = await advance(page, '30s');
    await fault(page, 'node-down', { node: 'worker-2' });
    await advance(page, '60s');
    await page.evaluate(() => window.orrery!.pause());
    original = await historyUpTo(page, parted);
  });
  afterAll(() => opened.end());

  it('compares two moments of one history', async () => {
    await seek(page, parted - 1);
    await page.keyboard.press('a');
    await dock(page).getByText('Nothing has changed between the two.').waitFor();
    await seek(page, parted + 58_000_000);
    const node = dock(page).locator('.changes-kind', { hasText: 'Node' }).locator('li', { hasText: 'worker-2' });
    await node.getByText('NodeStatusUnknown').first().waitFor();
    await page.keyboard.press('a');
    await dock(page).waitFor({ state: 'detached' });
  });

  it('parts from the past with a key: the same history up to there, to the byte', async () => {
    await seek(page, parted - 1);
    await page.keyboard.press('b');
    await page.getByRole('dialog').getByText('switch worker-2 off').waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.pane').nth(1).locator('[data-name="worker-2"]').first().waitFor();
    await dock(page).getByText('Both are the same at this moment.').waitFor();
    expect(await historyUpTo(page, parted - 1)).toEqual(
      original.filter((one) => JSON.parse(one).id > 0 && endsBefore(one, parted - 1)),
    );
    expect(original.length).toBeGreaterThan(500);
  });

  it('goes its own way under the same clock, and what differs is listed', async () => {
    await advance(page, '58s');
    const clock = page.getByTestId('clock');
    await page.waitForFunction(() => document.querySelectorAll('.pane').length === 2);
    const differs = dock(page).locator('li', { hasText: 'worker-2' }).first();
    await page.locator('.pane').first().locator(`${WORKER}[data-status="NotReady"]`).first().waitFor();
    await differs.waitFor();
    await page.locator('.pane').nth(1).locator(`${WORKER}[data-status="Ready"]`).first().waitFor();
    expect(await clock.textContent()).toMatch(/^00:01/);
  });

  it('leaves the original as it was, and forgets nothing when the branch is closed', async () => {
    await page.locator('.pane').first().locator('.pane-name').click();
    expect(await historyUpTo(page, parted)).toEqual(original);
    await page.getByRole('button', { name: 'Branches' }).click();
    await page.getByRole('button', { name: /^Close \(keeps/ }).click();
    await page.getByText('closed', { exact: false }).first().waitFor();
    await page.locator('.pane').nth(1).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Open again' }).click();
    await page.locator('.pane').nth(1).locator('[data-name="worker-2"]').first().waitFor();
    await page.keyboard.press('Escape');
  });

  it('walks the tracks with the keyboard and says what it comes to', async () => {
    await page.getByRole('button', { name: 'Stop comparing' }).click();
    await page.getByRole('button', { name: 'Tracks of every component' }).click();
    await page.getByRole('searchbox').fill('web-');
    await page.locator('.track-name[data-type="pod"]').first().focus();
    await seek(page, 0);
    await page.keyboard.press('Shift+ArrowRight');
    const said = page.locator('.tracks > [role=status]');
    expect(await said.textContent()).toMatch(/web-.*Pending/);
    const before = await page.evaluate(() => window.orrery!.now());
    await page.keyboard.press('Shift+ArrowRight');
    expect(await page.evaluate(() => window.orrery!.now())).toBeGreaterThan(before);
    expect(await said.textContent()).toMatch(/ContainerCreating/);
  });
});

function endsBefore(text: string, moment: number): boolean {
  const one = JSON.parse(text) as { type: string; arrives?: number; end?: number; at?: number };
  return (one.arrives ?? one.end ?? one.at ?? Infinity) < moment;
}
