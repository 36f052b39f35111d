import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, apply, ask, openCluster, type OpenedCluster } from './the-page.ts';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27', envFrom: [{configMapRef: {name: page}}]}]}
---
apiVersion: v1
kind: ConfigMap
metadata: {name: page}
data: {title: hello}
---
apiVersion: v1
kind: Namespace
metadata: {name: shop}
---
apiVersion: v1
kind: ResourceQuota
metadata: {name: team, namespace: shop}
spec: {hard: {pods: '4'}}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: closed, namespace: shop}
spec: {podSelector: {}}
`;

let cluster: OpenedCluster;
let grown: number;
beforeAll(async () => {
  cluster = await openCluster();
  await apply(cluster.page, WEB);
  grown = await advance(cluster.page, '1m');
  await cluster.page.evaluate(() => window.orrery!.pause());
});
afterAll(() => cluster.end());

async function look(view: string): Promise<void> {
  await cluster.page.evaluate((id) => window.orrery!.look(id), view);
  await cluster.page.waitForSelector(`[data-view="${view}"] .board [data-kind]`);
}

/** What has the keyboard's focus: its kind and its name. */
function focused(): Promise<string> {
  return cluster.page.evaluate(() => {
    const { kind = '', name = '' } = (document.activeElement as HTMLElement | null)?.dataset ?? {};
    return `${kind} ${name}`;
  });
}

describe('ownership', () => {
  it('draws a Deployment, its ReplicaSet, its pods, and what they use', async () => {
    const { page } = cluster;
    await look('ownership');
    const tree = page.locator('.graph-plot', { has: page.locator('[data-kind="Deployment"][data-name="web"]') });
    expect(await tree.locator('[data-kind="ReplicaSet"]').getAttribute('data-status')).toBe('3/3');
    expect(await tree.locator('[data-kind="Pod"]').count()).toBe(3);
    expect(await tree.locator('[data-kind="ConfigMap"][data-name="page"]').count()).toBe(1);
  });

  it('is walked along its edges by arrow keys, and Enter selects', async () => {
    const { page } = cluster;
    await page.focus('[data-kind="Deployment"][data-name="web"]');
    await page.keyboard.press('ArrowRight');
    const first = await focused();
    await page.keyboard.press('ArrowRight');
    const second = await focused();
    await page.keyboard.press('ArrowDown');
    expect([first.split(' ')[0], second.split(' ')[0]]).toEqual(['ReplicaSet', 'Pod']);
    expect(await focused()).not.toBe(second);
    await page.keyboard.press('ArrowLeft');
    expect(await focused()).toBe(first);
    await page.keyboard.press('Enter');
    await page.waitForSelector('[data-kind="ReplicaSet"][aria-pressed="true"]');
    await page.keyboard.press('Escape');
  });

  it('shows an owner that is gone until the garbage collector has followed, and the past as it was', async () => {
    const { page } = cluster;
    await ask(page, 'DELETE', '/apis/apps/v1/namespaces/default/deployments/web?propagationPolicy=Background');
    await page.waitForSelector('[data-kind="Deployment"][data-name="web"][data-gone]');
    await advance(page, '1m');
    await page.waitForSelector('[data-kind="Deployment"][data-name="web"]', { state: 'detached' });
    await page.evaluate((time) => window.orrery!.seek(time), grown);
    await page.waitForSelector('[data-kind="Deployment"][data-name="web"][data-status="3/3"]');
    expect(await page.locator('[data-gone]').count()).toBe(0);
  });
});

describe('namespaces', () => {
  it('are plates with what runs in them, their quotas and their fences; a title filters', async () => {
    const { page } = cluster;
    await look('namespaces');
    const shop = page.locator('.ns-plate', { has: page.locator('[data-kind="Namespace"][data-name="shop"]') });
    await shop.locator('[data-kind="ResourceQuota"][data-status="0/4"]').waitFor();
    expect(await shop.getAttribute('data-fence')).not.toBeNull();
    const home = page.locator('.ns-plate', { has: page.locator('[data-kind="Namespace"][data-name="default"]') });
    expect(await home.locator('[data-kind="Deployment"]').getAttribute('data-status')).toBe('3/3');
    await shop.locator('[data-kind="Namespace"]').click();
    await page.waitForSelector('.ns-plate[data-dimmed] [data-kind="Namespace"][data-name="default"]');
    expect(await shop.getAttribute('data-dimmed')).toBeNull();
  });
});
