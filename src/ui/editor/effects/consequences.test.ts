import { expect, it } from 'vitest';
import { createCluster } from '../../../worker/create-cluster.ts';
import { asTree, Consequences } from './consequences.ts';

const template = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27' }] },
};
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 2, selector: { matchLabels: { app: 'web' } }, template },
};

it('a deployment causes a replica set, that pods; what others do meanwhile is not told', () => {
  const { cluster } = createCluster({ seed: 2, workers: 2 });
  const headers = { 'content-type': 'application/json' };
  const post = (url: string, body: unknown) =>
    cluster.request({ method: 'POST', url, headers, body: JSON.stringify(body) }, {});
  const url = '/apis/apps/v1/namespaces/default/deployments';
  const effects = new Consequences(cluster.trace, (request) => request === `POST ${url}`);
  post(url, deployment);
  post('/api/v1/namespaces/default/configmaps', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' } });
  expect(effects.update()).toBe(false);
  cluster.advance(20_000_000);
  expect(effects.update()).toBe(true);
  const told = asTree(effects.list).map(({ kind, depth, operation }) => `${depth} ${kind} ${operation}`);
  expect(told).toEqual(['0 Deployment create', '1 ReplicaSet create', '2 Pod create', '2 Pod create']);
  const [, set, pod] = asTree(effects.list);
  expect(set?.ref).toMatchObject({ resource: 'replicasets.apps', namespace: 'default' });
  expect(pod?.ref.name.startsWith(set!.ref.name)).toBe(true);
  expect(effects.update()).toBe(false);
});
