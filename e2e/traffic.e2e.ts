import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, advanceUntil, apply, fault, openCluster, type OpenedCluster } from './the-page.ts';

const WEB = `
apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: web, image: nginx, ports: [{ name: http, containerPort: 80 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { type: LoadBalancer, selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
---
apiVersion: v1
kind: Service
metadata: { name: lost }
spec: { selector: { app: nobody }, ports: [{ port: 80 }] }
`;

describe('the traffic view', () => {
  let opened: OpenedCluster;
  const card = (name: string) => opened.page.locator(`.service-card[data-name="${name}"]`);
  const stops = () => opened.page.locator('.stop[data-state="ready"]');
  beforeAll(async () => {
    opened = await openCluster();
    await apply(opened.page, WEB);
    await advance(opened.page, '20s');
    await opened.page.getByRole('button', { name: 'Traffic', exact: true }).click();
    await card('web').waitFor();
  });
  afterAll(() => opened.end());

  it('draws each Service with whom it leads to, and says why one leads nowhere', async () => {
    expect(await stops().count()).toBe(2);
    expect(await card('lost').innerText()).toContain('selector app=nobody matches no pod');
    expect(await opened.page.locator('.service-card[data-name="kubernetes"]').count()).toBe(0);
  });

  it('sends requests by its buttons, and tells how they went; looking back, they have not happened yet', async () => {
    const { page } = opened;
    const before = await page.evaluate(() => window.orrery!.now());
    await page.getByRole('button', { name: 'Send web requests at 10/s' }).click();
    await advance(page, '4s');
    const flows = () => card('web').locator('.flow-line').allInnerTexts();
    await expect.poll(flows).toEqual([expect.stringMatching(/^(10|9\.\d)\/s$/), expect.stringMatching(/^p50 \d+ ms/)]);
    expect(await page.locator('.stop-flow').count()).toBe(2);
    await page.evaluate((time) => window.orrery!.seek(time), before);
    await expect.poll(flows).toEqual([]);
    await advance(page, '1s');
    await page.getByRole('button', { name: 'Stop sending to web' }).click();
    await advance(page, '12s');
    await expect.poll(flows).toEqual([]);
  });

  it('offers a cloud to a balancer that waits for its address', async () => {
    const { page } = opened;
    const entrance = page.locator('.entrance');
    expect(await entrance.innerText()).toContain('<pending>');
    await page.getByRole('button', { name: 'Add a cloud' }).click();
    await advanceUntil(page, '1s', async () => (await entrance.innerText()).includes('203.0.113.10:80'));
    expect(await page.getByRole('button', { name: 'Add a cloud' }).count()).toBe(0);
  });

  it('leaves everything else where it is when one more comes', async () => {
    const { page } = opened;
    const places = () =>
      page
        .locator('.react-flow__node')
        .evaluateAll((all) =>
          Object.fromEntries(all.map((one) => [one.getAttribute('data-id')!, one.style.transform])),
        );
    const before = await places();
    await apply(
      page,
      'apiVersion: v1\nkind: Service\nmetadata: { name: third }\nspec: { type: ExternalName, externalName: example.com }',
    );
    await advance(page, '2s');
    await card('third').waitFor();
    expect(await places()).toMatchObject(before);
  });

  it('shows a request that nobody answers as one that failed', async () => {
    const { page } = opened;
    await fault(page, 'traffic', { to: 'services/default/lost', rate: 5, seconds: 4 });
    await advance(page, '4s');
    expect(await card('lost').innerText()).toContain('matches no pod');
    await page.keyboard.press('Tab');
    await card('web').locator('.lane-name').focus();
    await page.keyboard.press('Enter');
    expect(await card('web').getAttribute('data-selected')).toBe('true');
  });
});
