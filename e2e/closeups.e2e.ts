import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, apply, openCluster, type OpenedCluster } from './the-page.ts';

const WEB = `apiVersion: v1
kind: Pod
metadata: {name: web, labels: {app: web}}
spec:
  nodeName: worker-2
  containers:
  - name: nginx
    image: nginx:1.27
    readinessProbe: {httpGet: {path: /, port: 80}}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: too-big}
spec: {containers: [{name: main, image: busybox, resources: {requests: {cpu: '64'}}}]}
`;

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await apply(cluster.page, WEB);
  await advance(cluster.page, '30s');
  await cluster.page.evaluate(() => window.orrery!.pause());
});
afterAll(() => cluster.end());

async function textOf(selector: string): Promise<string> {
  return (await cluster.page.locator(selector).first().innerText()).replace(/\s+/g, ' ');
}

describe('a machine close up', () => {
  it('is entered by a double click, and tells what no object says', async () => {
    const { page } = cluster;
    await page.dblclick('[data-process="kubelet@worker-2"]');
    await page.waitForSelector('.close-machine[data-name="worker-2"] [data-kind="Pod"][data-name="web"]');
    await expect.poll(() => textOf('.close-kubelet')).toMatch(/web .*readiness/);
    await expect.poll(() => textOf('.close-images')).toMatch(/nginx:1\.27/);
    await expect
      .poll(() => textOf('.close-machine [data-kind="Pod"][data-name="web"]'))
      .toMatch(/10\.244\..*nginx.*MB/);
    await page.waitForSelector('.close-proxy [data-kind="Service"][data-name="web"]');
    expect(await page.locator('.close-proxy li', { hasText: /^web/ }).locator('.endpoint[data-here]').count()).toBe(1);
  });

  it('is another with a key, and shows the same service from there', async () => {
    const { page } = cluster;
    await page.keyboard.press('>');
    await page.waitForSelector('.close-machine[data-name="worker-3"]');
    expect(await page.locator('.pod-card').count()).toBe(0);
    await page.waitForSelector('.close-proxy [data-kind="Service"][data-name="web"]');
    expect(await page.locator('.close-proxy li', { hasText: /^web/ }).locator('.endpoint[data-here]').count()).toBe(0);
    await page.keyboard.press('<');
    await page.waitForSelector('.close-machine[data-name="worker-2"]');
  });

  it('shows the past as it was', async () => {
    const { page } = cluster;
    await page.evaluate(() => window.orrery!.seek(500_000));
    await page.waitForSelector('.close-machine [data-kind="Pod"][data-name="web"]', { state: 'detached' });
    await expect.poll(() => page.locator('.close-images li').count()).toBe(0);
  });
});

describe('the control plane close up', () => {
  it('tells who waits for the scheduler and why, and what was asked', async () => {
    const { page } = cluster;
    await page.evaluate(() => window.orrery!.look('control-plane'));
    await page.waitForSelector('.close-requests');
    await page.evaluate(() => window.orrery!.seek(29_000_000));
    await page.waitForSelector('.pod-queue [data-kind="Pod"][data-name="too-big"]');
    await expect.poll(() => textOf('.cycle')).toMatch(/NodeResourcesFit/);
    expect(await page.locator('.request').count()).toBeGreaterThan(2);
    await expect.poll(() => textOf('.close-caches')).toMatch(/pods/);
  });
});

describe('the overview', () => {
  it('says what is wrong, draws, and is a table as well', async () => {
    const { page } = cluster;
    await page.keyboard.press('o');
    await page.waitForSelector('.overview canvas');
    expect(await page.locator('.overview canvas').count()).toBe(8);
    await page.waitForSelector('[data-trouble="unschedulable"]');
    await page.click('.figures-head > .button');
    expect(await page.locator('.values tbody tr').count()).toBeGreaterThan(15);
    await page.click('[data-trouble="unschedulable"]');
    await page.waitForSelector('.drawer-right');
  });
});
