import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, apply, openCluster, type OpenedCluster } from './the-page.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const GUESTBOOK = `apiVersion: apps/v1
kind: Deployment
metadata: {name: web}
spec:
  replicas: 3
  selector: {matchLabels: {app: web}}
  template:
    metadata: {labels: {app: web}}
    spec: {containers: [{name: nginx, image: 'nginx:1.27'}]}
---
apiVersion: v1
kind: Service
metadata: {name: web}
spec: {selector: {app: web}, ports: [{port: 80}]}
---
apiVersion: v1
kind: Pod
metadata: {name: broken}
spec: {containers: [{name: main, image: busybox, command: ['false']}]}
---
apiVersion: v1
kind: Pod
metadata: {name: too-big}
spec: {containers: [{name: main, image: busybox, resources: {requests: {cpu: '64'}}}]}
`;

let cluster: OpenedCluster;
let views: readonly string[];
beforeAll(async () => {
  cluster = await openCluster();
  await apply(cluster.page, GUESTBOOK);
  await advance(cluster.page, '1m');
  await cluster.page.evaluate(() => window.orrery!.pause());
  await cluster.page.evaluate(AXE);
  // The projector hides the switch, and shows every view all the same.
  views = await cluster.page.$$eval('[data-view-button]', (all) =>
    all.map((button) => (button as HTMLElement).dataset['viewButton'] ?? ''),
  );
  expect(views).toContain('traffic');
});
afterAll(() => cluster.end());

interface Violation {
  readonly id: string;
  readonly help: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What axe-core finds wrong, a line each. */
async function violations(page: Page): Promise<readonly string[]> {
  const found = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: (context: unknown, options: unknown) => Promise<unknown> } };
    return axe.run(document, { resultTypes: ['violations'] });
  });
  return (found as { violations: readonly Violation[] }).violations.flatMap(({ id, nodes }) =>
    nodes
      .slice(0, 3)
      .map(({ html, failureSummary }) => `${id}: ${html.slice(0, 160)} — ${failureSummary.slice(0, 200)}`),
  );
}

async function theme(page: Page, name: string): Promise<void> {
  await page.emulateMedia({ colorScheme: name === 'dark' ? 'dark' : 'light' });
  const projecting = await page.evaluate(() => 'projector' in document.documentElement.dataset);
  if (projecting !== (name === 'projector')) await page.keyboard.press('p');
  // Colours change over time; axe must not meet them half-way.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))),
  );
}

describe.each(['light', 'dark', 'projector'])('in the %s theme', (name) => {
  it('axe-core finds nothing to complain of on any view', async () => {
    const { page } = cluster;
    await theme(page, name);
    for (const view of views) {
      await page.evaluate((id) => window.orrery!.look(id), view);
      await page.waitForSelector(`[data-view="${view}"] :is(.board, .overview)`);
      await theme(page, name);
      expect({ view, violations: await violations(page) }).toEqual({ view, violations: [] });
    }
  });
});

it('finds nothing to complain of with every drawer open', async () => {
  const { page } = cluster;
  await theme(page, 'light');
  await page.evaluate(() => window.orrery!.look('cluster'));
  await page.locator('[data-view="cluster"] [data-kind="Pod"]').first().click();
  await page.keyboard.press('i');
  await page.waitForSelector('.drawer-right');
  await theme(page, 'light');
  expect(await violations(page)).toEqual([]);
});
