import { beforeAll, describe, expect, it } from 'vitest';
import { translate } from '../../../../i18n/index.ts';
import { createCluster, type ClusterHandle } from '../../../../worker/create-cluster.ts';
import { Mirror } from '../../../store/mirror.ts';
import { refKey } from '../../../store/object-ref.ts';
import { answersTo, type Line } from './index.ts';

const EPOCH = Date.parse('2026-01-01T00:00:00Z') * 1000;
let cluster: ClusterHandle;
const mirror = new Mirror();

async function send(method: string, path: string, body?: unknown): Promise<number> {
  const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
  const init = {
    method,
    headers: { 'content-type': type },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  };
  return (await cluster.fetch(new Request(`http://cluster${path}`, init))).status;
}

const make = (group: string, resource: string, kind: string, name: string, spec: unknown, namespace = 'default') => {
  const base = group === '' ? '/api/v1' : `/apis/${group}`;
  const apiVersion = group === '' ? 'v1' : group;
  const metadata = { name, ...(kind === 'Pod' ? { labels: { app: name } } : {}) };
  return send('POST', `${base}/namespaces/${namespace}/${resource}`, { apiVersion, kind, metadata, spec });
};

function flat(lines: readonly Line[]): readonly Line[] {
  return lines.flatMap((line) => [line, ...flat(line.under ?? [])]);
}

/** All that is answered about an object at a moment. */
function asked(resource: string, name: string, time = Infinity, namespace = 'default'): readonly Line[] {
  const object = mirror.at(resource, refKey(namespace, name), time);
  if (!object) throw new Error(`no ${resource} ${name}`);
  const look = (one: string) =>
    one === '*' ? mirror.resources.flatMap((each) => mirror.list(each, time)) : mirror.list(one, time);
  return flat(answersTo(resource, object, look).flatMap(({ lines }) => lines));
}

const ids = (lines: readonly Line[]) => lines.map(({ id }) => id);
const find = (lines: readonly Line[], id: Line['id']) => lines.find((line) => line.id === id);
const container = (extra: object = {}) => ({ name: 'c', image: 'nginx:1.27', ...extra });
const cpu = (amount: string) => ({ resources: { requests: { cpu: amount } } });
const template = (app: string, extra: object = {}) => ({
  metadata: { labels: { app } },
  spec: { containers: [container(extra)] },
});
const workload = (app: string, replicas: number, extra: object = {}) => ({
  replicas,
  selector: { matchLabels: { app } },
  template: template(app, extra),
});

beforeAll(async () => {
  cluster = createCluster({ seed: 1, workers: 3, epoch: EPOCH });
  cluster.cluster.follow((observed) => mirror.add([observed]));
  await send('POST', '/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  await make('', 'resourcequotas', 'ResourceQuota', 'small', { hard: { pods: '2' } }, 'team');
  await make('apps/v1', 'deployments', 'Deployment', 'web', workload('web', 3), 'team');
  await make('apps/v1', 'deployments', 'Deployment', 'app', workload('app', 4));
  await make('policy/v1', 'poddisruptionbudgets', 'PodDisruptionBudget', 'app', {
    minAvailable: 4,
    selector: { matchLabels: { app: 'app' } },
  });
  await make('', 'pods', 'Pod', 'picky', { nodeSelector: { disktype: 'ssd' }, containers: [container()] });
  await make('', 'pods', 'Pod', 'huge', { containers: [container(cpu('64'))] });
  await make('', 'persistentvolumeclaims', 'PersistentVolumeClaim', 'data', {
    accessModes: ['ReadWriteOnce'],
    resources: { requests: { storage: '1Gi' } },
  });
  await make('batch/v1', 'jobs', 'Job', 'bad', {
    backoffLimit: 1,
    template: {
      spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', 'exit 3'] }] },
    },
  });
  await make('apps/v1', 'statefulsets', 'StatefulSet', 'db', {
    ...workload('db', 2, { readinessProbe: { httpGet: { path: '/', port: 9999 } } }),
    serviceName: 'db',
  });
  await cluster.advance('60s');
}, 60_000);

describe('what an object answers when it is asked why', () => {
  it('every line has words in both languages, with nothing left open in them', () => {
    for (const resource of mirror.resources)
      for (const object of mirror.live(resource))
        for (const { id, params } of asked(resource, object.metadata.name, Infinity, object.metadata.namespace ?? ''))
          for (const language of ['ko', 'en'] as const)
            expect(translate(language, id, params)).not.toMatch(/[{}]|undefined|NaN/);
  });

  it('absence: a quota keeps the third pod from being made, seen from the workload and from the quota', () => {
    const refused = find(asked('deployments.apps', 'web', Infinity, 'team'), 'answer.crew.refused');
    expect(refused?.params).toMatchObject({ missing: 1 });
    expect(String(refused?.params?.['why'])).toContain('exceeded quota: small');
    const quota = asked('resourcequotas', 'small', Infinity, 'team');
    expect(find(quota, 'answer.quota.full')?.params).toMatchObject({
      resource: 'pods',
      used: '2',
      hard: '2',
      left: '0',
    });
    expect(find(quota, 'answer.quota.refused')?.params).toMatchObject({ kind: 'ReplicaSet' });
  });

  it('a pod without a node: the change that is offered as enough is enough', async () => {
    const offer = find(asked('pods', 'picky'), 'remedy.label');
    expect(offer?.command).toBe('kubectl label nodes worker-1 disktype=ssd');
    expect(ids(asked('pods', 'picky'))).toContain('remedy.one');
    expect(find(asked('pods', 'huge'), 'remedy.smallerPod')?.params).toMatchObject({ resource: 'cpu' });
    await send('PATCH', '/api/v1/nodes/worker-1', { metadata: { labels: { disktype: 'ssd' } } });
    await cluster.advance('30s');
    expect(mirror.at('pods', 'default/picky', Infinity)?.spec).toMatchObject({ nodeName: 'worker-1' });
  });

  it('two things in the way are both named, and neither is offered as enough', async () => {
    await send('PATCH', '/api/v1/nodes/worker-1', { spec: { unschedulable: true } });
    await make('', 'pods', 'Pod', 'pickier', {
      nodeSelector: { disktype: 'ssd', zone: 'a' },
      containers: [container()],
    });
    await cluster.advance('5s');
    const lines = ids(asked('pods', 'pickier'));
    expect(lines).toContain('remedy.several');
    expect(lines).not.toContain('remedy.one');
    await send('PATCH', '/api/v1/nodes/worker-1', { spec: { unschedulable: null } });
  });

  it('a budget that lets nobody go, and the drain that waits for it', async () => {
    await cluster.advance('5s');
    expect(find(asked('poddisruptionbudgets.policy', 'app'), 'answer.budget.sum')?.params).toEqual({
      healthy: 4,
      wanted: 4,
      allowed: 0,
    });
    expect(ids(asked('poddisruptionbudgets.policy', 'app'))).not.toContain('answer.budget.blocks');
    const [pod] = mirror.live('pods').filter(({ metadata }) => metadata.labels?.['app'] === 'app');
    const { nodeName } = pod!.spec as { nodeName: string };
    const before = cluster.cluster.now;
    await send('PATCH', `/api/v1/nodes/${nodeName}`, { spec: { unschedulable: true } });
    await cluster.advance('5s');
    expect(find(asked('poddisruptionbudgets.policy', 'app'), 'answer.budget.blocks')?.params).toMatchObject({
      name: nodeName,
    });
    // As it was before, nothing was blocked.
    expect(ids(asked('poddisruptionbudgets.policy', 'app', before))).not.toContain('answer.budget.blocks');
    await send('PATCH', `/api/v1/nodes/${nodeName}`, { spec: { unschedulable: null } });
  });

  it('a stateful set waits for its first ordinal, and says what ails it', () => {
    const lines = asked('statefulsets.apps', 'db');
    expect(find(lines, 'answer.statefulSet.waitsReady')?.params).toEqual({ name: 'db-0' });
    expect(find(lines, 'answer.pod.readiness')?.params).toMatchObject({ name: 'db-0', container: 'c' });
  });

  it('a job counts its failures against its limit', () => {
    const lines = asked('jobs.batch', 'bad');
    expect(find(lines, 'answer.job.failures')?.params).toMatchObject({ failed: 2, limit: 1, left: 0 });
    expect(ids(lines)).toContain('answer.job.failed');
  });

  it('a claim that waits for its first consumer', () => {
    expect(ids(asked('persistentvolumeclaims', 'data'))).toContain('answer.claim.waitsForPod');
  });

  it('a node that fell silent', async () => {
    await cluster.fault('node-down', { node: 'worker-3' });
    await cluster.advance('60s');
    expect(ids(asked('nodes', 'worker-3', Infinity, ''))).toContain('answer.node.silent');
    expect(ids(asked('nodes', 'worker-2', Infinity, ''))).toContain('answer.node.ready');
  });
});
