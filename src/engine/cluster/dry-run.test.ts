import { expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

const HEADERS = { 'content-type': 'application/json' };

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx' }] },
};

const SERVICE = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, type: 'NodePort', ports: [{ port: 80 }] },
};

function boot(): Cluster {
  const cluster = new Cluster({ seed: 5, workers: 1 });
  cluster.runUntilReady();
  return cluster;
}

function tryOut(cluster: Cluster, method: string, url: string, body?: unknown, type = 'application/json') {
  const headers = { 'content-type': type };
  const answer = cluster.observe({ method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) });
  return {
    status: answer.status,
    body: JSON.parse(answer.body) as {
      readonly message?: string;
      readonly metadata?: { labels: object; deletionTimestamp?: string };
    },
  };
}

const PODS = '/api/v1/namespaces/default/pods';
const SERVICES = '/api/v1/namespaces/default/services';

it('answers an observer what a write would give, with defaults and admission', () => {
  const cluster = boot();
  const { status, body } = tryOut(cluster, 'POST', `${PODS}?dryRun=All`, POD);
  expect(status).toBe(201);
  expect(body).toMatchObject({ spec: { restartPolicy: 'Always', serviceAccountName: 'default' } });
  expect(tryOut(cluster, 'GET', `${PODS}/web`).status).toBe(404);
  const refused = tryOut(cluster, 'POST', `${PODS}?dryRun=All&fieldValidation=Strict`, {
    ...POD,
    spec: { container: [] },
  });
  expect(refused.status).toBe(400);
  expect(refused.body.message).toContain('unknown field "spec.container"');
});

it('sees what is stored: a patch, a name that is taken, a deletion', () => {
  const cluster = boot();
  cluster.request({ method: 'POST', url: PODS, headers: HEADERS, body: JSON.stringify(POD) }, {});
  cluster.advance(SECOND);
  expect(tryOut(cluster, 'POST', `${PODS}?dryRun=All`, POD).status).toBe(409);
  const merge = 'application/merge-patch+json';
  const patched = tryOut(cluster, 'PATCH', `${PODS}/web?dryRun=All`, { metadata: { labels: { tier: 'x' } } }, merge);
  expect(patched.body).toMatchObject({ metadata: { labels: { app: 'web', tier: 'x' } } });
  expect(tryOut(cluster, 'DELETE', `${PODS}/web?dryRun=All`).status).toBe(200);
  const live = tryOut(cluster, 'GET', `${PODS}/web`).body;
  expect(live.metadata?.labels).toEqual({ app: 'web' });
  expect(live.metadata?.deletionTimestamp).toBeUndefined();
});

it('refuses an observer what is no dry run', () => {
  const cluster = boot();
  expect(tryOut(cluster, 'POST', PODS, POD).status).toBe(400);
  expect(tryOut(cluster, 'GET', `${PODS}/web`).status).toBe(404);
});

it('leaves no trace: the history after it is the same to the byte', () => {
  const history = (curious: boolean): string => {
    const cluster = boot();
    const { next } = cluster.trace;
    if (curious) {
      for (let i = 0; i < 3; i++) {
        tryOut(cluster, 'POST', `${PODS}?dryRun=All`, POD);
        tryOut(cluster, 'POST', `${SERVICES}?dryRun=All`, SERVICE);
        tryOut(cluster, 'POST', `${SERVICES}?dryRun=All`, { ...SERVICE, metadata: { generateName: 'web-' } });
      }
      expect(cluster.trace.next).toBe(next);
    }
    for (const [url, body] of [
      [PODS, POD],
      [SERVICES, SERVICE],
    ] as const)
      cluster.request({ method: 'POST', url, headers: HEADERS, body: JSON.stringify(body) }, {});
    cluster.advance(10 * SECOND);
    const records: unknown[] = [];
    for (let id = 1; id < cluster.trace.next; id++) records.push(cluster.trace.get(id));
    const live = [`${PODS}/web`, `${SERVICES}/web`].map((url) => tryOut(cluster, 'GET', url).body);
    expect(live[0]).toMatchObject({ metadata: { name: 'web' } });
    return JSON.stringify([records, live, cluster.sim.steps, cluster.inputs]);
  };
  expect(history(true)).toBe(history(false));
});
