import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, advanceUntil, dropFile, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

const SEEDS = fileURLToPath(new URL('../../shared/seeds/', import.meta.url));

/** The pod manifest that stands in the middle of a Korean introduction to Kubernetes; undefined where it is not at hand. */
function seedManifest(): string | undefined {
  if (!existsSync(SEEDS)) return undefined;
  const file = readdirSync(SEEDS).find((name) => name.startsWith('000_'));
  const text = file === undefined ? '' : readFileSync(SEEDS + file, 'utf8');
  return text.match(/apiVersion: v1\nkind: Pod\n(?:(?:metadata:|spec:| +\S).*\n)+/)?.[0];
}

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
});
afterAll(() => cluster.end());

describe('first light', () => {
  it('shows a living cluster: a control plane with its components, three workers with theirs, and the person outside', async () => {
    const { page } = cluster;
    const components = await page.$$eval('[data-component]', (all) =>
      all.map((element) => (element as HTMLElement).dataset['component'] ?? ''),
    );
    const count = (name: string) => components.filter((component) => component === name).length;
    for (const one of ['kube-apiserver', 'etcd', 'kube-scheduler', 'kube-controller-manager', 'kubectl']) {
      expect(count(one), one).toBe(1);
    }
    for (const three of ['kubelet', 'kube-proxy', 'containerd']) expect(count(three), three).toBeGreaterThanOrEqual(3);
    const nodes = await page.$$eval('[data-kind="Node"]', (all) =>
      all.map((element) => `${(element as HTMLElement).dataset['name']} ${(element as HTMLElement).dataset['status']}`),
    );
    expect(nodes.sort()).toEqual(['control-plane-1 Ready', 'worker-1 Ready', 'worker-2 Ready', 'worker-3 Ready']);
  });

  it('runs somebody else’s manifest: the pod goes from Pending to Running, and each step travels', async ({ skip }) => {
    const manifest = seedManifest();
    if (manifest === undefined) skip('the seeds are not here');
    const { page } = cluster;
    const first = await page.evaluate(async () => (await window.orrery!.trace()).length);
    await page.getByRole('button', { name: 'Editor', exact: true }).click();
    await dropFile(page, 'k8s-nodejs.yaml', manifest!);
    await page.getByRole('button', { name: 'Apply', exact: true }).click();
    const seen = new Set<string>();
    const look = (until: string) => async () => {
      for (const status of Object.values(await podStatuses(page))) seen.add(status);
      return seen.has(until);
    };
    await page.evaluate(() => window.orrery!.pause());
    await advanceUntil(page, '1ms', look('ContainerCreating'));
    await advanceUntil(page, '200ms', look('Running'));
    expect([...seen]).toEqual(['Pending', 'ContainerCreating', 'Running']);
    await expect(page.locator('.editor').innerText()).resolves.toContain('pod/k8s-nodejs created');
    const hops = await page.evaluate(async (from) => {
      const name = (process: string) => process.split('@')[0];
      const trace = (await window.orrery!.trace()).slice(from);
      return trace.flatMap((record) => (record.type === 'hop' ? [`${name(record.from)}>${name(record.to)}`] : []));
    }, first);
    const story = [
      'kubectl>kube-apiserver',
      'kube-apiserver>etcd',
      'kube-apiserver>kube-scheduler',
      'kube-scheduler>kube-apiserver',
      'kube-apiserver>kubelet',
      'kubelet>containerd',
      'containerd>registry',
      'registry>containerd',
      'kubelet>kube-apiserver',
      'kube-apiserver>etcd',
    ];
    let at = -1;
    for (const step of story) {
      at = hops.indexOf(step, at + 1);
      expect(at, step).toBeGreaterThanOrEqual(0);
    }
  });

  it('tells each step in words, and draws the messages in flight', async () => {
    const { page } = cluster;
    await apply(
      page,
      'apiVersion: v1\nkind: Pod\nmetadata: {name: told}\nspec: {containers: [{name: c, image: nginx}]}',
    );
    await page.evaluate(() => window.orrery!.play('cinematic'));
    // A message may arrive between two looks: what was found is asked, not looked for again.
    const found = await page.waitForSelector('[data-packet]', { state: 'attached', timeout: 20_000 });
    const packet = await found.evaluate((element) => ({ ...(element as HTMLElement).dataset }));
    expect(packet['from']).toMatch(/@/);
    expect(packet['to']).toMatch(/@/);
    const line = page.locator('.narrator, [data-narrator], .deck-line').first();
    const before = await line.innerText();
    await page.waitForFunction((text) => document.querySelector<HTMLElement>('.deck-line')?.innerText !== text, before);
    await advance(page, '20s');
  });
});
