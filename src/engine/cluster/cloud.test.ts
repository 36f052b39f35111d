import { describe, expect, it } from 'vitest';
import type { Service } from '../api/service/types.ts';
import { Cluster } from './index.ts';
import { SECOND } from '../sim/index.ts';

const URL = '/api/v1/namespaces/default/services';
const TOLD = { 'content-type': 'application/json' };

function ask(cluster: Cluster, method: string, url: string, body?: object): void {
  const headers = method === 'PATCH' ? { 'content-type': 'application/merge-patch+json' } : TOLD;
  cluster.request({ method, url, headers, ...(body && { body: JSON.stringify(body) }) }, {});
}

/** Two workers, a pod on the second, and a balanced Service before it. */
function balanced(cloud = true): Cluster {
  const cluster = new Cluster({ seed: 1, workers: 2 });
  cluster.runUntilReady();
  if (cloud) cluster.fault('add-cloud');
  const metadata = { name: 'web', labels: { app: 'web' } };
  const spec = { nodeName: 'worker-2', containers: [{ name: 'web', image: 'nginx' }] };
  ask(cluster, 'POST', '/api/v1/namespaces/default/pods', { metadata, spec });
  const ports = [{ port: 80, targetPort: 80 }];
  ask(cluster, 'POST', URL, { metadata, spec: { type: 'LoadBalancer', selector: { app: 'web' }, ports } });
  cluster.advance(20 * SECOND);
  return cluster;
}

function web(cluster: Cluster): Service | undefined {
  const { status, body } = cluster.observe({ method: 'GET', url: `${URL}/web`, headers: {} });
  return status === 200 ? (JSON.parse(body) as Service) : undefined;
}

function reasons(cluster: Cluster): string[] {
  const { body } = cluster.observe({ method: 'GET', url: '/api/v1/namespaces/default/events', headers: {} });
  const { items } = JSON.parse(body) as { items: { reason: string; involvedObject: { kind: string } }[] };
  return items.filter(({ involvedObject }) => involvedObject.kind === 'Service').map(({ reason }) => reason);
}

/** How one request went, and by which processes. */
function send(cluster: Cluster, seconds = 8): { detail: unknown; ways: string[] } {
  const before = cluster.trace.next;
  cluster.fault('traffic', { to: 'web' });
  cluster.advance(seconds * SECOND);
  const ways: string[] = [];
  let detail: unknown;
  for (let id = before; id < cluster.trace.next; id++) {
    const record = cluster.trace.get(id);
    if (record?.type === 'hop' && record.label.traffic) ways.push(`${record.from} > ${record.to}`);
    if (record?.type === 'span' && record.operation === 'request') detail = record.detail;
  }
  return { detail, ways };
}

describe('a Service of type LoadBalancer', () => {
  it('waits for ever where there is no cloud', () => {
    const cluster = balanced(false);
    expect(web(cluster)?.status.loadBalancer).toEqual({});
    expect(web(cluster)?.metadata.finalizers).toBeUndefined();
  });

  it('gets an address, a finalizer and events of its own', () => {
    const cluster = balanced();
    expect(web(cluster)?.status.loadBalancer.ingress).toEqual([{ ip: '203.0.113.10', ipMode: 'VIP' }]);
    expect(web(cluster)?.metadata.finalizers).toEqual(['service.kubernetes.io/load-balancer-cleanup']);
    expect(reasons(cluster)).toEqual(['EnsuringLoadBalancer', 'EnsuredLoadBalancer']);
  });

  it('is reached at its address, by way of a node', () => {
    const { detail, ways } = send(balanced());
    expect(detail).toMatchObject({ address: '203.0.113.10:80', status: 200 });
    expect(ways.slice(0, 3)).toEqual([
      'client@outside > load-balancer@outside',
      'load-balancer@outside > netfilter@worker-1',
      'netfilter@worker-1 > default/web@worker-2',
    ]);
  });

  it('is still reached when a node is off: the balancer takes another, and leaves that one alone for a while', () => {
    const cluster = balanced();
    cluster.fault('node-down', { node: 'worker-1' });
    for (let i = 0; i < 3; i++) expect(send(cluster, 2).detail).toMatchObject({ status: 200 });
  });

  it('hears of nodes that come, and of those that are to be left out', () => {
    const cluster = balanced();
    cluster.fault('add-node');
    cluster.advance(60 * SECOND);
    expect(reasons(cluster)).toContain('UpdatedLoadBalancer');
    const count = (): number => new Set(Array.from({ length: 6 }, () => send(cluster, 1).ways[1])).size;
    expect(count()).toBe(3);
    const labels = { 'node.kubernetes.io/exclude-from-external-load-balancers': '' };
    ask(cluster, 'PATCH', '/api/v1/nodes/worker-1', { metadata: { labels } });
    cluster.advance(5 * SECOND);
    expect(count()).toBe(2);
  });

  it('goes only when its balancer has gone, and loses its address when it becomes of another type', () => {
    const cluster = balanced();
    ask(cluster, 'PATCH', `${URL}/web`, { spec: { type: 'NodePort' } });
    cluster.advance(5 * SECOND);
    expect(web(cluster)?.status.loadBalancer).toEqual({});
    expect(web(cluster)?.metadata.finalizers).toBeUndefined();
    expect(reasons(cluster).slice(-2)).toEqual(['DeletingLoadBalancer', 'DeletedLoadBalancer']);
    ask(cluster, 'PATCH', `${URL}/web`, { spec: { type: 'LoadBalancer' } });
    cluster.advance(8 * SECOND);
    expect(web(cluster)?.status.loadBalancer.ingress?.[0]?.ip).toBe('203.0.113.10');
    ask(cluster, 'DELETE', `${URL}/web`);
    cluster.advance(5 * SECOND);
    expect(web(cluster)).toBeUndefined();
  });
});
