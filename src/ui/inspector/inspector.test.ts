import { beforeAll, describe, expect, it } from 'vitest';
import { createCluster, type ClusterHandle } from '../../worker/create-cluster.ts';
import { Mirror } from '../store/mirror.ts';
import { eventsOf } from './events-of.ts';
import { commitOf, creationOf, refOfRecord, versionAt, versionOf } from './subject.ts';
import { storyOf } from './why/absent-cause.ts';
import { condense } from './why/chain.ts';
import { endpointsOf } from './why/endpoints.ts';
import { readRollout, rolloutsOf } from './why/rollout.ts';
import { readScheduling, schedulingOf } from './why/scheduling.ts';
import { stagesOf } from './why/stages.ts';
import { recentOf, tellingEffects } from './why/telling.ts';

const EPOCH = Date.parse('2026-01-01T00:00:00Z') * 1000;
const template = (image: string) => ({
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image, resources: { requests: { cpu: '100m' } } }] },
});
const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: { replicas: 3, selector: { matchLabels: { app: 'web' } }, template: template('nginx:1.27') },
};
const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
};
const huge = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'huge', labels: { app: 'web' } },
  spec: { containers: [{ name: 'c', image: 'nginx', resources: { requests: { cpu: '64' } } }] },
};

let cluster: ClusterHandle;
const mirror = new Mirror();

/** A deployment with a service, one pod that fits nowhere, a rollout, and then a node that loses power. */
beforeAll(async () => {
  cluster = createCluster({ seed: 1, workers: 3, epoch: EPOCH });
  cluster.cluster.follow((observed) => mirror.add([observed]));
  const send = (method: string, path: string, body: unknown) => {
    const type = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const headers = { 'content-type': type };
    return cluster.fetch(new Request(`http://cluster${path}`, { method, headers, body: JSON.stringify(body) }));
  };
  const deployments = '/apis/apps/v1/namespaces/default/deployments';
  await send('POST', '/api/v1/namespaces/default/services', service);
  await send('POST', deployments, deployment);
  await send('POST', '/api/v1/namespaces/default/pods', huge);
  await cluster.advance('30s');
  await send('PATCH', `${deployments}/web`, { spec: { template: template('nginx:1.26') } });
  await cluster.advance('60s');
  await cluster.fault('node-down', { node: 'worker-2' });
  await cluster.advance('120s');
}, 60_000);

const ref = (resource: string, name: string, namespace = 'default') => ({ resource, namespace, name });
const latest = (resource: string, name: string, namespace = 'default') =>
  versionAt(mirror, ref(resource, name, namespace), Infinity)!;
const webPods = () => mirror.live('pods').filter(({ metadata }) => metadata.name.startsWith('web-'));

describe('what the inspector finds in a real history', () => {
  it('the revision of every version, and the version of every revision', () => {
    for (const version of mirror.log('pods').versions) {
      const commit = commitOf(cluster.trace, version)!;
      expect(commit.key).toBe(`/registry/pods/${version.key}`);
      expect(versionOf(mirror, commit)).toBe(version);
      expect(refOfRecord(commit, mirror)).toEqual(ref('pods', version.key.split('/')[1]!));
    }
  });

  it("the scheduler's reckoning for a pod that it placed", () => {
    const pod = webPods()[0]!;
    const scheduling = readScheduling(schedulingOf(cluster.trace, latest('pods', pod.metadata.name))!);
    expect(scheduling).toMatchObject({ feasible: 3, evaluated: 4 });
    expect(pod.spec).toMatchObject({ nodeName: scheduling.node });
    expect(scheduling.nodes[0]).toBe(scheduling.node);
    expect(scheduling.filtered).toMatchObject([{ plugin: 'TaintToleration', count: 1, nodes: ['control-plane-1'] }]);
    for (const [at, total] of scheduling.totals.entries()) {
      const sum = scheduling.plugins.reduce((points, { weight, values }) => points + weight * values[at]!, 0);
      expect(sum).toBe(total);
    }
  });

  it('why a pod fits nowhere', () => {
    const scheduling = readScheduling(schedulingOf(cluster.trace, latest('pods', 'huge'))!);
    expect(scheduling.node).toBe('');
    expect(scheduling.message).toMatch(/^0\/4 nodes are available:.* Insufficient cpu/);
    expect(scheduling.filtered.find(({ plugin }) => plugin === 'NodeResourcesFit')).toMatchObject({ count: 3 });
  });

  it('the sums of a rollout, newest first, each with what it did', () => {
    const { uid } = latest('deployments.apps', 'web').object!.metadata;
    const sums = rolloutsOf(cluster.trace, mirror, uid, Infinity, 9).map(readRollout);
    expect(sums.map(({ step }) => step)).toEqual(['down', 'up', 'down', 'up', 'down']);
    expect(sums[1]).toMatchObject({ arithmetic: { replicas: 3, maxSurge: 1, maxTotalPods: 4 } });
    expect(sums[0]!.scalings).toMatchObject([{ from: 1, to: 0 }]);
  });

  it('the whole story of the last pod of a rollout, back to the person who began it', () => {
    const newest = webPods().sort(
      (a, b) => Number(b.metadata.resourceVersion) - Number(a.metadata.resourceVersion),
    )[0]!;
    const commit = commitOf(cluster.trace, creationOf(latest('pods', newest.metadata.name)))!;
    const stories = storyOf(cluster.trace, mirror, commit, true);
    expect(stories[0]!.origin.type).toBe('person');
    const first = condense(stories[0]!.chain)[0]!;
    expect(first).toMatchObject({ kind: 'write', head: { label: { verb: 'patch', name: 'web' } } });
  });

  it('the power cut behind the taint of a silent node', () => {
    const commit = commitOf(cluster.trace, latest('nodes', 'worker-2', ''))!;
    const [story] = storyOf(cluster.trace, mirror, commit, false);
    expect(story!.origin).toMatchObject({ type: 'absence', act: { operation: 'node-down', key: 'worker-2' } });
  });

  it('who is behind a service, and why the others are not', () => {
    const { object } = latest('services', 'web');
    const { selector, backends } = endpointsOf(
      object!,
      mirror.live('pods'),
      mirror.live('endpointslices.discovery.k8s.io'),
    );
    expect(selector).toBe('app=web');
    const reasons = new Map(backends.map(({ name, node, reason }) => [name === 'huge' ? name : node, reason]));
    expect(reasons.get('huge')).toBe('endpoints.reason.noIP');
    expect(reasons.get('worker-1')).toBeUndefined();
    expect(reasons.get('worker-2')).toBe('endpoints.reason.notReady');
  });

  it('the events of an object, newest first, in virtual time', () => {
    const [event] = eventsOf(mirror.live('events'), latest('pods', 'huge').object!, EPOCH);
    expect(event).toMatchObject({ reason: 'FailedScheduling', type: 'Warning', from: 'default-scheduler' });
    expect(event!.last).toBeGreaterThan(0);
    const names = eventsOf(mirror.live('events'), webPods()[0]!, EPOCH).map(({ reason }) => reason);
    expect(names.at(-1)).toBe('Scheduled');
  });

  it('what a component did that led to something, newest first', () => {
    const recent = recentOf(cluster.trace, 'kube-scheduler@control-plane-1', cluster.trace.next - 1, 5);
    expect(recent).toHaveLength(5);
    expect(recent.map(({ id }) => id)).toEqual(recent.map(({ id }) => id).sort((a, b) => b - a));
    for (const record of recent)
      expect(record.type === 'hop' ? record.from : record.process).toBe('kube-scheduler@control-plane-1');
  });

  it('what came of a request: it goes on to the pods, and is told in order', () => {
    const { chain } = storyOf(
      cluster.trace,
      mirror,
      commitOf(cluster.trace, creationOf(latest('deployments.apps', 'web')))!,
      false,
    )[0]!;
    const effects = tellingEffects(cluster.trace, chain[0]!, 40);
    const told = effects.map((one) => (one.type === 'hop' ? `${one.label.verb} ${one.label.resource ?? ''}` : ''));
    expect(told).toEqual(expect.arrayContaining(['create deployments.apps', 'create replicasets.apps', 'create pods']));
    expect(told.indexOf('create replicasets.apps')).toBeLessThan(told.indexOf('create pods'));
  });

  it('the stages of a request inside the API server', () => {
    const { chain } = storyOf(cluster.trace, mirror, commitOf(cluster.trace, latest('services', 'web'))!, false)[0]!;
    const stages = chain.map(stagesOf).find((found) => found.length > 0)!;
    expect(stages.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['authentication', 'authorization', 'validation']),
    );
    expect(stages[0]!.fact).toContain('kubernetes-admin');
  });
});
