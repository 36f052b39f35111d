import { describe, expect, it } from 'vitest';
import { SECOND, type Label } from '../sim/index.ts';
import type { Hop, Span } from '../trace/index.ts';
import { Cluster } from './index.ts';

const TOLD = { 'content-type': 'application/json' };

function make(cluster: Cluster, plural: string, object: object): void {
  const url = `/api/v1/namespaces/default/${plural}`;
  cluster.request({ method: 'POST', url, headers: TOLD, body: JSON.stringify(object) }, {});
}

/** Two workers, two pods on the second, and a Service before them. */
function web(spec: object = { type: 'NodePort' }, selects = 'web'): Cluster {
  const cluster = new Cluster({ seed: 1, workers: 2 });
  cluster.runUntilReady();
  for (const name of ['a', 'b']) {
    const metadata = { name, labels: { app: 'web' } };
    make(cluster, 'pods', { metadata, spec: { nodeName: 'worker-2', containers: [{ name: 'web', image: 'nginx' }] } });
  }
  const ports = [{ port: 80, targetPort: 80 }];
  make(cluster, 'services', { metadata: { name: 'web' }, spec: { selector: { app: selects }, ports, ...spec } });
  cluster.advance(20 * SECOND);
  return cluster;
}

function send(cluster: Cluster, params: Record<string, string | number>, seconds = 8) {
  const before = cluster.trace.next;
  cluster.fault('traffic', params);
  cluster.advance(seconds * SECOND);
  const spans: Span[] = [];
  const hops: Hop[] = [];
  for (let id = before; id < cluster.trace.next; id++) {
    const record = cluster.trace.get(id);
    if (record?.type === 'span' && record.operation === 'request') spans.push(record);
    if (record?.type === 'hop' && record.label.traffic !== undefined) hops.push(record);
  }
  return { spans, hops, ways: hops.map(({ from, to }) => `${from} > ${to}`) };
}

describe('one request from outside', () => {
  it('goes by a node’s port to a pod, and comes back', () => {
    const { spans, hops, ways } = send(web(), { to: 'services/default/web' });
    expect(spans).toMatchObject([
      { key: 'default/web', outcome: 'ok', detail: { to: 'services/default/web', status: 200 } },
    ]);
    expect(ways).toHaveLength(4);
    expect(ways[0]).toBe('client@outside > netfilter@worker-1');
    expect(ways[1]).toMatch(/^netfilter@worker-1 > default\/[ab]@worker-2$/);
    const label: Partial<Label> = { via: 'services/default/web', traffic: 'one' };
    for (const hop of hops) expect(hop.label).toMatchObject(label);
  });

  it('asks the nodes in turn, and hears nothing from one that is off', () => {
    const cluster = web();
    cluster.fault('node-down', { node: 'worker-1' });
    expect(send(cluster, { to: 'web' }).spans[0]?.detail).toMatchObject({ failure: 'timeout' });
    expect(send(cluster, { to: 'web' }).spans[0]?.detail).toMatchObject({ status: 200 });
  });

  it('is refused where no pod is behind', () => {
    const { spans } = send(web({ type: 'NodePort' }, 'nobody'), { to: 'web' });
    expect(spans[0]).toMatchObject({ outcome: 'error', detail: { failure: 'refused' } });
  });

  it('cannot be sent to what is not there', () => {
    expect(() => web().fault('traffic', { to: 'services/default/nobody' })).toThrow('no way');
  });
});

describe('one request from within', () => {
  it('finds a Service that has only an address of the cluster by its name', () => {
    const { spans, ways } = send(web({ type: 'ClusterIP' }), { to: 'web' });
    expect(spans[0]?.detail).toMatchObject({ name: 'web.default.svc.cluster.local', status: 200 });
    expect(ways[0]).toBe('client@worker-1 > coredns@control-plane-1');
    expect(ways.at(-1)).toMatch(/^default\/[ab]@worker-2 > client@worker-1$/);
  });

  it('may come from a pod', () => {
    const { spans, ways } = send(web(), { to: 'web', from: 'default/a' });
    expect(spans[0]?.process).toBe('default/a@worker-2');
    expect(spans[0]?.outcome).toBe('ok');
    expect(ways[0]).toBe('default/a@worker-2 > coredns@control-plane-1');
  });

  it('is led by name to the pods of a headless Service, and nowhere by the name of one outside', () => {
    const headless = send(web({ clusterIP: 'None' }), { to: 'web' });
    expect(headless.spans[0]?.detail).toMatchObject({ status: 200 });
    expect(headless.hops.at(-1)?.label.via).toBe('services/default/web');
    const external = { type: 'ExternalName', externalName: 'example.com', ports: undefined, selector: undefined };
    expect(send(web(external), { to: 'web' }).spans[0]?.detail).toMatchObject({ failure: 'unknown' });
  });
});

describe('a rate of requests', () => {
  it('is kept for as long as was said, and every one of them is in the trace', () => {
    const { spans } = send(web(), { to: 'web', rate: 50, seconds: 4 });
    expect(spans).toHaveLength(200);
    expect(spans.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(spans[199]!.start - spans[0]!.start).toBe(199 * 20_000);
  });

  it('ends when it is stopped, and a new one takes the place of an old one', () => {
    const cluster = web();
    expect(send(cluster, { to: 'web', rate: 10 }, 1.95).spans).toHaveLength(20);
    expect(send(cluster, { to: 'web', rate: 5 }, 1.95).spans).toHaveLength(10);
    cluster.fault('traffic-stop', {});
    const before = cluster.trace.next;
    cluster.advance(3 * SECOND);
    for (let id = before; id < cluster.trace.next; id++)
      expect(cluster.trace.get(id)).not.toMatchObject({ operation: 'request' });
  });

  it('happens the same way when it is played again', () => {
    const cluster = web();
    send(cluster, { to: 'web', rate: 100, seconds: 1 });
    const again = new Cluster({ seed: 1, workers: 2 });
    for (const input of cluster.inputs) again.replay(input);
    again.advance(cluster.now - again.now);
    expect(again.trace.hash.digest()).toBe(cluster.trace.hash.digest());
  });
});
