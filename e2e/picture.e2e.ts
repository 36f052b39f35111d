import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, advanceUntil, apply, openCluster, podStatuses, type OpenedCluster } from './the-page.ts';

/** The picture in the README; made anew with UPDATE_PICTURE=1. */
const PICTURE = fileURLToPath(new URL('../public/first-light.png', import.meta.url));

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 5
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27', resources: {requests: {cpu: 500m, memory: 512Mi}}}]}
`;

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
});
afterAll(() => cluster.end());

describe('the picture', () => {
  it('shows a pod being born, with a message in flight and a sentence about it', async () => {
    const { page } = cluster;
    await apply(page, WEB);
    await advanceUntil(page, '1s', async () => {
      const pods = Object.values(await podStatuses(page));
      return pods.length === 5 && pods.every((status) => status === 'Running');
    });
    await advance(page, '30s');
    await page.evaluate(() => {
      void window.orrery!.fetch('PATCH', '/apis/apps/v1/namespaces/default/deployments/web', { spec: { replicas: 7 } });
      return window.orrery!.play('cinematic');
    });
    await page.waitForFunction(() => document.querySelectorAll('[data-kind="Pod"]').length === 7, undefined, {
      timeout: 60_000,
    });
    await page.waitForSelector('[data-packet][data-to^="kubelet"]', { state: 'attached', timeout: 60_000 });
    await page.waitForTimeout(250);
    expect((await page.locator('.deck-line').innerText()).length).toBeGreaterThan(10);
    if (process.env['UPDATE_PICTURE']) await page.screenshot({ path: PICTURE });
    expect(existsSync(PICTURE)).toBe(true);
  });
});
