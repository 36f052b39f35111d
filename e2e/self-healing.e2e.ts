import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, advanceUntil, fault, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

const KUBIA = `apiVersion: v1
kind: ReplicationController
metadata: {name: kubia}
spec:
  replicas: 3
  selector: {app: kubia}
  template:
    metadata: {labels: {app: kubia}}
    spec: {containers: [{name: kubia, image: luksa/kubia, ports: [{containerPort: 8080}]}]}
`;

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
});
afterAll(() => cluster.end());

const running = async () =>
  Object.entries(await podStatuses(cluster.page)).flatMap(([name, status]) => (status === 'Running' ? [name] : []));

describe('self-healing', () => {
  it('runs three copies of kubia', async () => {
    const { page } = cluster;
    await expect(apply(page, KUBIA)).resolves.toEqual(['replicationcontroller/kubia created']);
    await advanceUntil(page, '1s', async () => (await running()).length === 3);
  });

  it('replaces a pod that is killed from the keyboard', async () => {
    const { page } = cluster;
    const [victim = ''] = await running();
    await page.locator(`[data-kind="Pod"][data-name="${victim}"]`).first().click();
    await page.keyboard.press('k');
    await advanceUntil(page, '1s', async () => {
      const pods = await podStatuses(page);
      return !(victim in pods) && (await running()).length === 3;
    });
  });

  it('moves pods off a machine that lost power, after its grace and their toleration, and not before', async () => {
    const { page } = cluster;
    await fault(page, 'node-down', { node: 'worker-2' });
    const node = page.locator('[data-kind="Node"][data-name="worker-2"]').first();
    await advance(page, '30s');
    expect(await node.getAttribute('data-status')).toBe('Ready');
    await advance(page, '30s');
    expect(await node.getAttribute('data-status')).toBe('NotReady');
    await advance(page, '4m');
    expect(Object.keys(await podStatuses(page))).toHaveLength(3);
    await advance(page, '2m');
    const pods = await podStatuses(page);
    expect(Object.values(pods).filter((status) => status === 'Running')).toHaveLength(3);
    expect(Object.values(pods).filter((status) => status === 'Terminating').length).toBeGreaterThan(0);
    await fault(page, 'node-up', { node: 'worker-2' });
    await advanceUntil(page, '5s', async () => Object.keys(await podStatuses(page)).length === 3);
    expect(await node.getAttribute('data-status')).toBe('Ready');
  });

  it('restarts a container that crashed, and counts it', async () => {
    const { page } = cluster;
    const [pod = ''] = await running();
    await fault(page, 'container-crash', { namespace: 'default', pod, container: 'kubia' });
    await advance(page, '5s');
    const answer = await page.evaluate(async (name) => {
      const asked = window.orrery!.fetch('GET', `/api/v1/namespaces/default/pods/${name}`);
      await window.orrery!.advance('1s');
      return (await asked).body as { status: { containerStatuses: { restartCount: number }[] } };
    }, pod);
    expect(answer.status.containerStatuses[0]?.restartCount).toBe(1);
  });

  it('lets the past be looked at: a pod that is gone stands there again, and live brings back the present', async () => {
    const { page } = cluster;
    const now = await page.evaluate(() => window.orrery!.now());
    const present = await podStatuses(page);
    await page.evaluate(() => window.orrery!.pause());
    await page.evaluate(() => window.orrery!.seek('1s'));
    await page.waitForFunction(() => document.querySelectorAll('[data-kind="Pod"]').length === 0);
    await page.evaluate((time) => window.orrery!.seek(time), now);
    await page.waitForFunction(
      (count) => document.querySelectorAll('[data-kind="Pod"]').length === count,
      Object.keys(present).length,
    );
    expect(await podStatuses(page)).toEqual(present);
  });
});
