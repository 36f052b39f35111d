import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchChromium, openPage } from './chromium.ts';
import { advance, apply, fault, openCluster, podStatuses, type OpenedCluster } from './the-page.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27'}]}
`;

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await apply(cluster.page, WEB);
  await advance(cluster.page, '30s');
  await fault(cluster.page, 'node-down', { node: 'worker-1' });
  await advance(cluster.page, '2m');
  await cluster.page.evaluate(() => window.orrery!.pause());
});
afterAll(() => cluster.end());

describe('a link', () => {
  it('shows whoever opens it the same cluster at the same moment, with what was selected', async () => {
    const { page } = cluster;
    await page.locator('[data-kind="Pod"]').first().click();
    const there = await podStatuses(page);
    const now = await page.evaluate(() => window.orrery!.now());
    const link = await page.evaluate(() => window.orrery!.share());
    const browser = await launchChromium();
    const opened = await openPage(browser, link);
    await opened.page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    await opened.page.waitForSelector('.selection-name');
    expect(await opened.page.evaluate(() => window.orrery!.now())).toBe(Math.floor(now));
    expect(await podStatuses(opened.page)).toEqual(there);
    expect(Object.keys(there)).toContain(await opened.page.locator('.selection-name').innerText());
    await opened.close();
    await browser.close();
  });

  it('that was cut is told in words, and a new cluster starts', async () => {
    const link = await cluster.page.evaluate(() => window.orrery!.share());
    const browser = await launchChromium();
    const opened = await openPage(browser, link.slice(0, -40));
    await opened.page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
    await opened.page.getByText('The link cannot be read').waitFor();
    await opened.close();
    await browser.close();
  });
});

it('what was done survives a reload of the page', async () => {
  const { page } = cluster;
  const before = await podStatuses(page);
  await page.waitForFunction(() => localStorage.getItem('orrery-session') !== null);
  await page.reload();
  await page.waitForSelector('[data-phase="ready"]', { timeout: 60_000 });
  await page.waitForSelector('[data-kind="Pod"]');
  expect(Object.keys(await podStatuses(page)).sort()).toEqual(Object.keys(before).sort());
});
