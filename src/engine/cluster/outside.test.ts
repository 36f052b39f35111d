import { describe, expect, it } from 'vitest';
import { STDIN, textOf } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

const TOLD = { 'content-type': 'application/json' };

function make(cluster: Cluster, plural: string, object: object): void {
  const url = `/api/v1/namespaces/default/${plural}`;
  cluster.request({ method: 'POST', url, headers: TOLD, body: JSON.stringify(object) }, {});
}

/** Two workers, and one pod behind a node port. */
function web(spec: object = {}): Cluster {
  const cluster = new Cluster({ seed: 1, workers: 2 });
  cluster.runUntilReady();
  const metadata = { name: 'web', labels: { app: 'web' } };
  make(cluster, 'pods', { metadata, spec: { nodeName: 'worker-2', containers: [{ name: 'web', image: 'nginx' }] } });
  const ports = [{ port: 80, nodePort: 30080 }];
  make(cluster, 'services', { metadata, spec: { type: 'NodePort', selector: { app: 'web' }, ports, ...spec } });
  cluster.advance(20 * SECOND);
  return cluster;
}

/** What comes back, or why nothing does. */
function ask(cluster: Cluster, url: string, path = '/', seconds = 5): string {
  let text = '';
  const stream = cluster.connect(
    { method: 'CONNECT', url, headers: {} },
    {
      onMessage: (message) => (text += 'data' in message ? textOf(message.data) : ''),
      onFailure: (reason) => (text = reason),
    },
  );
  stream.send({ channel: STDIN, data: `GET ${path} HTTP/1.1\r\nHost: x\r\nUser-Agent: curl/8\r\n\r\n` });
  cluster.advance(seconds * SECOND);
  return text;
}

describe('the person’s machine, asking a port of a node', () => {
  it('reaches the pod by any node, which sends it on by its rules', () => {
    const cluster = web();
    const hops: string[] = [];
    const { trace } = cluster;
    const before = trace.next;
    expect(ask(cluster, 'tcp://worker-1:30080')).toMatch(/^HTTP\/1\.1 200 OK\r\n[^]*Welcome to nginx!/);
    for (let id = before; id < trace.next; id++) {
      const record = trace.get(id);
      if (record?.type === 'hop') hops.push(`${record.from} > ${record.to}`);
    }
    expect(hops).toContain('curl@user > netfilter@worker-1');
    expect(hops).toContain('netfilter@worker-1 > default/web@worker-2');
    expect(ask(cluster, 'tcp://172.18.0.12:30080')).toContain('200 OK');
    cluster.machines.get('worker-1')!.process('kube-proxy')!.kill();
    expect(ask(cluster, 'tcp://worker-1:30080')).toContain('200 OK');
  });

  it('is refused where nobody listens, and hears nothing from what it cannot reach', () => {
    const cluster = web({ externalTrafficPolicy: 'Local' });
    expect(ask(cluster, 'tcp://worker-2:30080')).toContain('200 OK');
    expect(ask(cluster, 'tcp://worker-1:30080', '/', 140)).toBe('timeout');
    expect(ask(cluster, 'tcp://worker-1:30081')).toBe('refused');
    expect(ask(cluster, 'tcp://10.244.2.2:80')).toBe('');
    expect(ask(cluster, 'tcp://10.244.2.2:80', '/', 140)).toBe('timeout');
    expect(ask(cluster, 'tcp://nowhere:80')).toBe('unknown');
    expect(ask(cluster, 'tls://worker-2:30080')).toBe('tls');
  });

  it('asks the API server itself', () => {
    const cluster = web();
    expect(ask(cluster, 'tls://172.18.0.2:6443', '/version')).toContain('"gitVersion": "v1.36');
    expect(ask(cluster, 'tls://control-plane-1:6443', '/api/v1/pods')).toMatch(/^HTTP\/1\.1 403 Forbidden/);
  });

  it('happens the same way when it is played again', () => {
    const cluster = web();
    const answer = ask(cluster, 'tcp://worker-1:30080');
    const again = new Cluster({ seed: 1, workers: 2 });
    for (const input of cluster.inputs) again.replay(input);
    again.advance(cluster.now - again.now);
    expect([again.sim.steps, answer.length > 0]).toEqual([cluster.sim.steps, true]);
  });
});
