import { describe, expect, it } from 'vitest';
import { SECOND, MINUTE } from '../sim/index.ts';
import { why } from '../trace/index.ts';
import { Cluster, type Observed } from './index.ts';

const JSON_BODY = { 'content-type': 'application/json' };

function kubia(replicas: number) {
  const containers = [{ name: 'kubia', image: 'luksa/kubia', ports: [{ containerPort: 8080 }] }];
  const template = { metadata: { labels: { app: 'kubia' } }, spec: { containers } };
  const spec = { replicas, selector: { app: 'kubia' }, template };
  return { apiVersion: 'v1', kind: 'ReplicationController', metadata: { name: 'kubia' }, spec };
}

function boot() {
  const cluster = new Cluster({ seed: 1, workers: 3 });
  const pods = new Map<string, Observed>();
  cluster.follow((observed) => {
    if (observed.resource !== 'pods') return;
    if (observed.object) pods.set(observed.name, observed);
    else pods.delete(observed.name);
  });
  cluster.runUntilReady();
  const send = (method: string, url: string, body?: unknown) => {
    let code = 0;
    const request = { method, url, headers: JSON_BODY, ...(body !== undefined && { body: JSON.stringify(body) }) };
    cluster.request(request, { onResponse: (response) => (code = response.status) });
    while (code === 0 && cluster.sim.step());
    return code;
  };
  const status = (name: string) => podRow(cluster, name);
  return { cluster, pods, send, status };
}

/** READY, STATUS and RESTARTS as kubectl would print them. */
function podRow(cluster: Cluster, name: string): string {
  const headers = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
  const answer = cluster.observe({ method: 'GET', url: `/api/v1/namespaces/default/pods/${name}`, headers });
  const table = JSON.parse(answer.body) as { rows?: { cells: string[] }[] };
  return table.rows?.[0]?.cells.slice(1, 4).join(' ') ?? 'NotFound';
}

describe('a cluster', () => {
  it('runs what is asked for, on different nodes, and a deleted pod comes back', () => {
    const { cluster, pods, send } = boot();
    expect(send('POST', '/api/v1/namespaces/default/replicationcontrollers', kubia(3))).toBe(201);
    cluster.advance(30 * SECOND);
    expect([...pods.keys()].map((name) => podRow(cluster, name))).toEqual(Array(3).fill('1/1 Running 0'));
    expect(
      new Set([...pods.values()].map((pod) => (pod.object as { spec?: { nodeName?: string } }).spec?.nodeName)).size,
    ).toBe(3);
    const victim = [...pods.keys()][0]!;
    expect(send('DELETE', `/api/v1/namespaces/default/pods/${victim}`)).toBe(200);
    cluster.advance(60 * SECOND);
    expect(pods.has(victim)).toBe(false);
    expect([...pods.keys()].map((name) => podRow(cluster, name))).toEqual(Array(3).fill('1/1 Running 0'));
  });

  it('moves pods off a dead node after the grace period and the toleration, not before', () => {
    const { cluster, pods, send } = boot();
    send('POST', '/api/v1/namespaces/default/replicationcontrollers', kubia(3));
    cluster.advance(30 * SECOND);
    const onFirst = [...pods.values()].find(
      (pod) => (pod.object as { spec?: { nodeName?: string } }).spec?.nodeName === 'worker-1',
    )!;
    cluster.fault('node-down', { node: 'worker-1' });
    cluster.advance(5 * MINUTE);
    expect(pods.size).toBe(3);
    cluster.advance(2 * MINUTE);
    expect(podRow(cluster, onFirst.name)).toMatch(/Terminating/);
    expect([...pods.keys()].filter((name) => podRow(cluster, name) === '1/1 Running 0')).toHaveLength(3);
    cluster.fault('node-up', { node: 'worker-1' });
    cluster.advance(MINUTE);
    expect(pods.has(onFirst.name)).toBe(false);
  });

  it('restarts a crashed container, later each time', () => {
    const { cluster, pods, send, status } = boot();
    send('POST', '/api/v1/namespaces/default/replicationcontrollers', kubia(1));
    cluster.advance(30 * SECOND);
    const pod = [...pods.keys()][0]!;
    const crash = () => cluster.fault('container-crash', { pod, container: 'kubia' });
    crash();
    cluster.advance(4 * SECOND);
    expect(status(pod)).toMatch(/^1\/1 Running 1/);
    crash();
    cluster.advance(4 * SECOND);
    expect(status(pod)).toMatch(/^0\/1 (CrashLoopBackOff|Error) 1/);
    cluster.advance(20 * SECOND);
    expect(status(pod)).toMatch(/^1\/1 Running 2/);
  });

  it('can say why: a running pod leads back to the person who asked for it', () => {
    const { cluster, send } = boot();
    const first = cluster.trace.next;
    send('POST', '/api/v1/namespaces/default/replicationcontrollers', kubia(1));
    cluster.advance(30 * SECOND);
    const { trace } = cluster;
    let last = 0;
    for (let id = first; id < trace.next; id++) {
      const record = trace.get(id)!;
      if (record.type === 'commit' && record.key.startsWith('/registry/pods/')) last = id;
    }
    const chain = why(trace, last).map((record) => (record.type === 'span' ? record.operation : record.type));
    expect(chain).toContain('commit');
    const creations = why(trace, last).filter(
      (record) => record.type === 'span' && record.operation.startsWith('sync replic'),
    );
    expect(
      creations.length + chain.filter((step) => step === 'Binding' || step === 'syncPod' || step === 'PLEG').length,
    ).toBeGreaterThan(0);
  });

  it('refuses a fault it does not know, and one that names nothing, in words', () => {
    const { cluster } = boot();
    expect(() => cluster.fault('toString')).toThrow(/no fault named "toString": there are node-down/);
    expect(() => cluster.fault('node-down', { node: 'worker-9' })).toThrow(/no machine named "worker-9"/);
    expect(() => cluster.fault('container-crash', { pod: 'none', container: 'x' })).toThrow(/no pod "none"/);
    expect(cluster.inputs.every(({ input }) => 'fault' in input)).toBe(true);
  });

  it('plays its inputs again to the same history', () => {
    const { cluster, send, pods } = boot();
    send('POST', '/api/v1/namespaces/default/replicationcontrollers', kubia(2));
    cluster.advance(20 * SECOND);
    cluster.fault('node-down', { node: 'worker-2' });
    cluster.advance(10 * SECOND);
    send('DELETE', `/api/v1/namespaces/default/pods/${[...pods.keys()][0]!}`);
    cluster.advance(90 * SECOND);
    const again = new Cluster({ seed: 1, workers: 3 });
    again.runUntilReady();
    for (const input of cluster.inputs) again.replay(input);
    again.sim.runUntil(cluster.now);
    expect(again.trace.hash.digest()).toBe(cluster.trace.hash.digest());
  });
});
