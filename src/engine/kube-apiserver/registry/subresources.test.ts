import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
  server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
  server.create('pods', {
    metadata: { name: 'web', namespace: 'default' },
    spec: { containers: [{ name: 'c', image: 'nginx' }] },
  });
});

const bind = (node: string) =>
  server.object({
    verb: 'create',
    resource: 'pods',
    subresource: 'binding',
    namespace: 'default',
    name: 'web',
    body: { target: { name: node } },
  });

const service = (name: string, spec: object = {}) => ({
  metadata: { name, namespace: 'default' },
  spec: { ports: [{ port: 80 }], ...spec },
});

describe('binding', () => {
  it('puts a pod on a node, once', () => {
    bind('worker-1');
    expect(server.get('pods', 'default', 'web')).toMatchObject({
      spec: { nodeName: 'worker-1' },
      status: { conditions: [{ type: 'PodScheduled', status: 'True' }] },
    });
    expect(() => bind('worker-2')).toThrow(
      'Operation cannot be fulfilled on pods/binding "web": pod web is already assigned to node "worker-1"',
    );
  });
});

describe('admission', () => {
  it('gives a pod a service account, its token, tolerations and a priority', () => {
    const { spec } = server.get('pods', 'default', 'web') as { spec: Record<string, unknown> };
    const [volume] = spec.volumes as { name: string }[];
    expect(volume?.name).toMatch(/^kube-api-access-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
    expect(spec).toMatchObject({
      serviceAccountName: 'default',
      priority: 0,
      preemptionPolicy: 'PreemptLowerPriority',
      tolerations: [
        { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
        { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 300 },
      ],
      containers: [{ volumeMounts: [{ name: volume?.name, readOnly: true }] }],
    });
  });

  it('refuses a pod whose account or class does not exist', () => {
    const pod = (spec: object) => ({
      metadata: { name: 'p', namespace: 'default' },
      spec: { containers: [{ name: 'c', image: 'nginx' }], ...spec },
    });
    expect(() => server.create('pods', pod({ serviceAccountName: 'no' }))).toThrow(
      'pods "p" is forbidden: error looking up service account default/no: serviceaccount "no" not found',
    );
    expect(() => server.create('pods', pod({ priorityClassName: 'no' }))).toThrow(
      'pods "p" is forbidden: no PriorityClass with name no was found',
    );
  });

  it('keeps the first namespaces alive and taints new nodes', () => {
    expect(() => server.delete('namespaces', undefined, 'kube-system')).toThrow(
      'namespaces "kube-system" is forbidden: this namespace may not be deleted',
    );
    expect(server.create('nodes', { metadata: { name: 'worker-1' } })).toMatchObject({
      spec: { taints: [{ key: 'node.kubernetes.io/not-ready', effect: 'NoSchedule' }] },
    });
  });
});

describe('a Service', () => {
  it('gets an address and a node port of its own', () => {
    const types = ['a', 'b', 'c'].map(
      (name) => server.create('services', service(name, { type: 'NodePort' })).spec as Record<string, unknown>,
    );
    expect(new Set(types.map((spec) => spec.clusterIP)).size).toBe(3);
    expect(types[0]?.clusterIP).toMatch(/^10\.(9[6-9]|10[0-9]|11[01])\.\d+\.\d+$/);
    const ports = types.map((spec) => (spec.ports as { nodePort: number }[])[0]!.nodePort);
    expect(new Set(ports).size).toBe(3);
    expect(ports.every((port) => port >= 30086 && port <= 32767)).toBe(true);
  });

  it('cannot have what another has, also after the server has been restarted, but gets what was given back', () => {
    const wanted = { clusterIP: '10.96.0.10' };
    server.create('services', service('dns', wanted));
    server.apiProcess.kill();
    server.restartApi();
    server.advance(3_000_000);
    expect(() => server.create('services', service('other', wanted))).toThrow(
      'Service "other" is invalid: spec.clusterIPs: Invalid value: ["10.96.0.10"]: failed to allocate IP 10.96.0.10: provided IP is already allocated',
    );
    server.delete('services', 'default', 'dns');
    expect(server.create('services', service('other', wanted))).toMatchObject({ spec: wanted });
  });

  it('cannot have a port that is taken or out of range', () => {
    const nodePort = (port: number) => ({ type: 'NodePort', ports: [{ port: 80, nodePort: port }] });
    server.create('services', service('a', nodePort(30001)));
    expect(() => server.create('services', service('b', nodePort(30001)))).toThrow(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 30001: provided port is already allocated',
    );
    expect(() => server.create('services', service('b', nodePort(40000)))).toThrow(
      'Service "b" is invalid: spec.ports[0].nodePort: Invalid value: 40000: provided port is not in the valid range. The range of valid ports is 30000-32767',
    );
  });
});

describe('scale', () => {
  it('reads and writes the replicas of what can be scaled', () => {
    const labels = { app: 'd' };
    const template = { metadata: { labels }, spec: { containers: [{ name: 'c', image: 'nginx' }] } };
    const body = {
      metadata: { name: 'd', namespace: 'default' },
      spec: { selector: { matchLabels: labels }, template },
    };
    server.create('deployments', body, { group: 'apps' });
    const scale = { resource: 'deployments', group: 'apps', subresource: 'scale', namespace: 'default', name: 'd' };
    expect(server.object({ ...scale, verb: 'get' })).toMatchObject({ kind: 'Scale', spec: { replicas: 1 } });
    const patch = { patchType: 'application/merge-patch+json', body: { spec: { replicas: 4 } } } as const;
    expect(server.object({ ...scale, verb: 'patch', ...patch })).toMatchObject({ spec: { replicas: 4 } });
    const { spec, metadata } = server.get('deployments', 'default', 'd', { group: 'apps' });
    expect(spec).toMatchObject({ replicas: 4 });
    expect(metadata.generation).toBe(2);
  });
});

describe('a service account’s token', () => {
  it('proves who it is, until it is changed or the account is gone', () => {
    const issued = server.object({
      verb: 'create',
      resource: 'serviceaccounts',
      subresource: 'token',
      namespace: 'default',
      name: 'default',
      body: {},
    }) as unknown as { status: { token: string } };
    const list = (bearerToken: string) =>
      server.ask({ verb: 'list', resource: 'pods', namespace: 'default', credentials: { bearerToken } });
    const refused = list(issued.status.token);
    expect(refused).toMatchObject({
      code: 403,
      body: {
        message:
          'pods is forbidden: User "system:serviceaccount:default:default" cannot list resource "pods" in API group "" in the namespace "default"',
      },
    });
    expect(list(`${issued.status.token}x`).code).toBe(401);
    server.delete('serviceaccounts', 'default', 'default');
    expect(list(issued.status.token).code).toBe(401);
  });
});
