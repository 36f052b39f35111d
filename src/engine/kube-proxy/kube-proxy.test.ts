import { describe, expect, it } from 'vitest';
import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Service } from '../api/service/types.ts';
import { Host, Process, SECOND, type Task } from '../sim/index.ts';
import { TestNode } from '../testing/test-node.ts';
import { buildRules, startKubeProxy, type ConnectResult, type KubeProxy } from './index.ts';

function service(spec: Partial<Service['spec']> = {}): Service {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default', uid: 's', resourceVersion: '1', creationTimestamp: '' },
    spec: {
      type: 'NodePort',
      sessionAffinity: 'None',
      clusterIP: '10.96.0.10',
      ports: [{ name: 'http', port: 80, targetPort: 80, protocol: 'TCP', nodePort: 30080 }],
      ...spec,
    },
    status: { loadBalancer: {} },
  };
}

function slice(endpoints: EndpointSlice['endpoints']): EndpointSlice {
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'default', uid: 'e', resourceVersion: '1', creationTimestamp: '' },
    addressType: 'IPv4',
    endpoints,
    ports: [{ name: 'http', protocol: 'TCP', port: 8080 }],
  };
}

const HERE = { addresses: ['10.244.1.2'], conditions: { ready: true }, nodeName: 'worker-1' };
const THERE = { addresses: ['10.244.2.2'], conditions: { ready: true }, nodeName: 'worker-2' };

function rules(of: Service, endpoints: EndpointSlice['endpoints']) {
  const { clusterIPs, nodePorts } = buildRules([of], () => [slice(endpoints)], 'worker-1');
  const ips = (rule: { ip: string }[] | readonly { ip: string }[] | undefined) => rule?.map((endpoint) => endpoint.ip);
  const cluster = clusterIPs.get('10.96.0.10:80/TCP');
  return {
    cluster: ips(cluster?.cluster),
    external: ips(nodePorts.get('30080/TCP')?.external),
    port: cluster?.cluster[0]?.port,
  };
}

describe('the rules of a node', () => {
  it('send a service port to its ready endpoints, on the port of the slice', () => {
    const unready = { ...THERE, conditions: { ready: false } };
    expect(rules(service(), [HERE, unready])).toEqual({
      cluster: ['10.244.1.2'],
      external: ['10.244.1.2'],
      port: 8080,
    });
  });

  it('use endpoints that end but still serve only when there is no other', () => {
    const ending = { ...THERE, conditions: { ready: false, serving: true, terminating: true } };
    expect(rules(service(), [HERE, ending]).cluster).toEqual(['10.244.1.2']);
    expect(rules(service(), [ending]).cluster).toEqual(['10.244.2.2']);
  });

  it('keep traffic on the node where the policy says so', () => {
    expect(rules(service({ externalTrafficPolicy: 'Local' }), [HERE, THERE])).toMatchObject({
      cluster: ['10.244.1.2', '10.244.2.2'],
      external: ['10.244.1.2'],
    });
    expect(rules(service({ internalTrafficPolicy: 'Local' }), [HERE, THERE]).cluster).toEqual(['10.244.1.2']);
  });

  it('are none for headless and external services', () => {
    expect(rules(service({ clusterIP: 'None' }), [HERE]).cluster).toBeUndefined();
    expect(rules(service({ type: 'ExternalName' }), [HERE]).cluster).toBeUndefined();
  });
});

/** A node with kubia pods and a service before them. */
class Bench {
  readonly node = new TestNode();
  readonly proxy: KubeProxy;
  readonly client: Process;

  constructor(pods: number, spec: Partial<Service['spec']> = {}) {
    const { node } = this;
    const { sim, network } = node.server;
    this.proxy = startKubeProxy(new Process(sim, 'kube-proxy', node.host), network, { nodeIP: '172.18.0.11' });
    this.client = new Process(sim, 'curl', node.host);
    for (let i = 0; i < pods; i++) node.run(`kubia-${i}`, { containers: [{ name: 'kubia', image: 'luksa/kubia' }] });
    node.advance(30 * SECOND);
    const { metadata: _made, status: _status, ...rest } = service(spec);
    node.server.create('services', { ...rest, metadata: { name: 'web', namespace: 'default' } });
    const endpoints = Array.from({ length: pods }, (_, i) => ({
      addresses: [node.pod(`kubia-${i}`).status.podIP],
      conditions: { ready: true },
      nodeName: 'worker-1',
    }));
    const { metadata: _meta, ...body } = slice([]);
    node.server.create(
      'endpointslices',
      {
        ...body,
        endpoints,
        metadata: { name: 'web-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
      },
      { group: 'discovery.k8s.io' },
    );
    node.advance(3 * SECOND);
  }

  get(ip: string, port: number, from = this.client): ConnectResult {
    const results: ConnectResult[] = [];
    const { proxy } = this;
    from.go(
      'curl',
      (function* (): Task {
        results.push(yield* proxy.connect(from, ip, port, { protocol: 'http', method: 'GET', path: '/' }));
      })(),
    );
    this.node.advance(SECOND);
    return results[0]!;
  }

  body(ip: string, port: number): string {
    const result = this.get(ip, port);
    return 'reply' in result ? result.reply.body : result.failure;
  }
}

describe('a connection', () => {
  it('to a service reaches each of its pods about as often as any other', () => {
    const bench = new Bench(3);
    const hits = new Map<string, number>();
    for (let i = 0; i < 60; i++) {
      const body = bench.body('10.96.0.10', 80);
      hits.set(body, (hits.get(body) ?? 0) + 1);
    }
    expect([...hits.keys()].sort()).toEqual([0, 1, 2].map((i) => `You've hit kubia-${i}\n`));
    for (const count of hits.values()) expect(count).toBeGreaterThan(8);
  });

  it('with ClientIP affinity stays with the pod of the first', () => {
    const bench = new Bench(3, { sessionAffinity: 'ClientIP' });
    const bodies = new Set(Array.from({ length: 10 }, () => bench.body('10.96.0.10', 80)));
    expect(bodies.size).toBe(1);
  });

  it('to a node port works from outside', () => {
    const bench = new Bench(1);
    const outside = new Process(bench.node.server.sim, 'browser', new Host('laptop'));
    const result = bench.get('172.18.0.11', 30080, outside);
    expect(result).toMatchObject({ route: { verdict: 'endpoint', rule: 'default/web:http' }, reply: { status: 200 } });
  });

  it('to a service without endpoints is refused', () => {
    const bench = new Bench(0);
    expect(bench.get('10.96.0.10', 80)).toMatchObject({ route: { verdict: 'reject' }, failure: 'refused' });
  });

  it('to a pod whose container has died is refused', () => {
    const bench = new Bench(1);
    bench.node.kubelet.kill();
    bench.node.runtime.crashContainer('default', 'kubia-0', 'kubia');
    expect(bench.get('10.96.0.10', 80)).toMatchObject({ route: { verdict: 'endpoint' }, failure: 'refused' });
  });

  it('still finds its way when kube-proxy has died', () => {
    const bench = new Bench(1);
    bench.node.host.processes.get('kube-proxy')!.kill();
    expect(bench.body('10.96.0.10', 80)).toBe("You've hit kubia-0\n");
  });
});

describe('the rules', () => {
  it('are written at most once a second, all changes together', () => {
    const bench = new Bench(1);
    const before = bench.proxy.syncs;
    for (let i = 0; i < 20; i++) {
      const spec = { ports: [{ port: 80 }], selector: { app: `a${i}` } };
      bench.node.server.create('services', {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name: `s${i}`, namespace: 'default' },
        spec,
      });
    }
    bench.node.advance(3 * SECOND);
    expect(bench.proxy.syncs - before).toBeLessThanOrEqual(3);
    expect(bench.proxy.rules.clusterIPs.size).toBe(21 + 1);
  });
});
