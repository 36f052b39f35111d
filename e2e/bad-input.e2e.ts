import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advance, ask, dropFile, openCluster, podStatuses, type OpenedCluster, apply } from './the-page.ts';

let cluster: OpenedCluster;
beforeAll(async () => {
  cluster = await openCluster();
  await cluster.page.getByRole('button', { name: 'Editor', exact: true }).click();
});
afterAll(() => cluster.end());

const deployment = (spec: string) => `apiVersion: apps/v1
kind: Deployment
metadata:
  name: bad
spec:
${spec}
  selector:
    matchLabels: {app: bad}
  template:
    metadata:
      labels: {app: bad}
    spec:
      containers:
        - name: c
          image: nginx
`;

const CASES = [
  ['does not parse', 'apiVersion: v1\nkind: Pod\nmetadata:\n  name: [unclosed\n', /error converting YAML to JSON/],
  [
    'has an unknown kind',
    'apiVersion: v1\nkind: Pood\nmetadata:\n  name: a\n',
    /no matches for kind "Pood" in version "v1"/,
  ],
  ['has an unknown field', deployment('  replica: 3'), /unknown field "spec\.replica"/],
  [
    'has a field that is not valid',
    deployment('  replicas: -1'),
    /spec\.replicas: Invalid value: -1: must be greater than or equal to 0/,
  ],
  [
    'has a field of the wrong type',
    deployment('  replicas: three'),
    /cannot unmarshal string into Go struct field .*replicas of type int32/,
  ],
] as const;

describe('a manifest that', () => {
  it.each(CASES)(
    '%s is refused in Kubernetes’ own words, at its place, and changes nothing',
    async (_what, text, message) => {
      const { page } = cluster;
      const file = `case-${CASES.findIndex(([what]) => what === _what)}.yaml`;
      await dropFile(page, file, text);
      await page.getByRole('button', { name: 'Apply', exact: true }).click();
      for (let i = 0; i < 20; i++) await advance(page, '100ms');
      await page.waitForFunction(
        (pattern) => new RegExp(pattern).test(document.querySelector<HTMLElement>('.editor')?.innerText ?? ''),
        message.source,
      );
      await page.waitForSelector('.editor .squiggly-error', { state: 'attached', timeout: 10_000 });
      expect(await podStatuses(page)).toEqual({});
      const found = await ask(page, 'GET', '/apis/apps/v1/namespaces/default/deployments/bad');
      expect(found.status).toBe(404);
    },
  );

  it('is markup shows as text, and the page goes on', async () => {
    const { page } = cluster;
    const lines = await apply(
      page,
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: m}\ndata: {a: "<img src=x onerror=alert(1)>"}',
    );
    expect(lines).toEqual(['configmap/m created']);
    const name = await apply(page, 'apiVersion: v1\nkind: "<b>x</b>"\nmetadata: {name: m}');
    expect(name.join()).toContain('<b>x</b>');
    expect(await page.$$eval('.editor b', (all) => all.length)).toBe(0);
  });
});
