import { beforeAll, describe, expect, it } from 'vitest';
import { salience, type TraceRecord } from '../../engine/trace/index.ts';
import { translate, type Language, type MessageId, type Params } from '../../i18n/index.ts';
import { createCluster, type ClusterHandle } from '../../worker/create-cluster.ts';
import { Announcer } from './announcer.ts';
import { LEVELS, narrateFor, type Level } from './level.ts';
import { narrate } from './narrate.ts';
import { sentence } from './sentence.ts';

let cluster: ClusterHandle;

async function post(path: string, body: unknown): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const answer = await cluster.fetch(
    new Request(`http://cluster${path}`, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
  if (answer.status >= 400) throw new Error(await answer.text());
}

const web = {
  metadata: { labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'nginx:1.27', readinessProbe: { httpGet: { path: '/', port: 80 } } }] },
};
const once = {
  spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'busybox', command: ['sh', '-c', 'sleep 2'] }] },
};
const spec = { replicas: 2, selector: { matchLabels: { app: 'web' } }, template: web };

/** Most kinds of controllers at work, a rollout's worth of messages, and a node that fails. */
beforeAll(async () => {
  cluster = createCluster({ seed: 1, workers: 2 });
  const at = (group: string) => `/apis/${group}/namespaces/default`;
  await post(`${at('apps/v1')}/deployments`, {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec,
  });
  await post(`${at('apps/v1')}/statefulsets`, {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db' },
    spec: { ...spec, serviceName: 'db' },
  });
  await post(`${at('apps/v1')}/daemonsets`, {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: { selector: spec.selector, template: web },
  });
  await post(`${at('batch/v1')}/jobs`, {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: 'pi' },
    spec: { template: once },
  });
  await post(`${at('policy/v1')}/poddisruptionbudgets`, {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { minAvailable: 1, selector: spec.selector },
  });
  await post('/api/v1/namespaces/default/services', {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
  });
  await cluster.advance('40s');
  await cluster.fault('node-down', { node: 'worker-2' });
  await cluster.advance('80s');
}, 60_000);

function* records(): Generator<TraceRecord> {
  for (let id = cluster.trace.first; id < cluster.trace.next; id++) yield cluster.trace.get(id)!;
}

function told(level: Level, record: TraceRecord, language: Language): string {
  const t = (id: MessageId, params?: Params): string => translate(language, id, params);
  return sentence(
    t,
    narrateFor(level, record, (id) => cluster.trace.get(id)),
  );
}

describe('the narrator over a whole history', () => {
  it('has words of its own for every record: nothing falls back to its bare name', () => {
    const bare = new Set<string>();
    for (const record of records()) {
      const { id } = narrate(record, (one) => cluster.trace.get(one));
      if (id === 'hop.other' || id === 'span.other') bare.add(JSON.stringify(record));
    }
    expect([...bare]).toEqual([]);
  });

  it('says one whole sentence about each telling record at every level, in both languages', () => {
    for (const record of records()) {
      if (salience(record) < 2) continue;
      for (const level of LEVELS)
        for (const language of ['ko', 'en'] as const) expect(told(level, record, language)).toMatch(/^[^{}]+[.?:]?$/);
    }
  });

  it('spares beginners the words of the trade', () => {
    const jargon =
      /kube-|kubelet|etcd|apiserver|containerd|revision|replica set|리비전|레플리카|파드|스케줄러|디플로이먼트/i;
    for (const record of records()) {
      if (salience(record) < 2) continue;
      // What something is called is nobody's trade.
      const name = String(narrate(record, (id) => cluster.trace.get(id)).params['name'] ?? '-');
      for (const language of ['ko', 'en'] as const)
        expect(told('beginner', record, language).replace(name, '')).not.toMatch(jargon);
    }
  });

  it('tells experts the verb, the object and the code', () => {
    const lines = [...records()]
      .filter((record) => record.type === 'hop')
      .map((record) => told('expert', record, 'en'));
    expect(lines).toContainEqual(
      expect.stringMatching(/^kubectl@user → kube-apiserver@control-plane-1: create deployments\.apps/),
    );
    expect(lines).toContainEqual(expect.stringMatching(/: 201 to create deployments\.apps/));
  });
});

describe('what is read aloud', () => {
  it('comes no faster than it can be listened to; the newest is said, and what was passed over is counted', () => {
    const announcer = new Announcer(1500);
    announcer.offer('a');
    expect(announcer.next(0)).toEqual({ text: 'a', skipped: 0 });
    announcer.offer('b');
    expect(announcer.next(400)).toBeUndefined();
    announcer.offer('c');
    announcer.offer('d');
    expect(announcer.waitMs(400)).toBe(1100);
    expect(announcer.next(1500)).toEqual({ text: 'd', skipped: 2 });
    expect(announcer.next(9000)).toBeUndefined();
  });
});
