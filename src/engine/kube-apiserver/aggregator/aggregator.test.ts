import { describe, expect, it } from 'vitest';
import type { APIService } from '../../api/apiservice/types.ts';
import { isObject } from '../../apimachinery/index.ts';
import { portAddress, type PodReply, type PodRequest } from '../../cri-api/index.ts';
import { Host, Process, SECOND } from '../../sim/index.ts';
import { TestServer } from '../testing/test-server.ts';

const ADDRESS = '10.244.1.7';
const PORT = 10250;
const SERVICES = { group: 'apiregistration.k8s.io', resource: 'apiservices', name: 'v1beta1.metrics.k8s.io' };
const LIST = {
  kind: 'APIResourceList',
  apiVersion: 'v1',
  groupVersion: 'metrics.k8s.io/v1beta1',
  resources: [{ name: 'nodes', singularName: 'node', namespaced: false, kind: 'NodeMetrics', verbs: ['get', 'list'] }],
};

/** A server that answers for metrics.k8s.io somewhere else. */
function program(request: PodRequest): PodReply {
  const { path = '' } = request;
  if (path === '/apis/metrics.k8s.io/v1beta1') return { status: 200, body: JSON.stringify(LIST) };
  if (path.startsWith('/apis/metrics.k8s.io/v1beta1/nodes')) {
    return { status: 200, body: JSON.stringify({ asked: path, by: request.headers?.['x-remote-user'] }) };
  }
  return { status: 404, body: '' };
}

class Scene {
  readonly server = new TestServer();
  readonly #pod = new Process(this.server.sim, 'metrics-server', new Host('worker-1'));

  register(): void {
    this.server.create(
      'apiservices',
      {
        apiVersion: 'apiregistration.k8s.io/v1',
        kind: 'APIService',
        metadata: { name: SERVICES.name },
        spec: {
          group: 'metrics.k8s.io',
          version: 'v1beta1',
          groupPriorityMinimum: 100,
          versionPriority: 100,
          insecureSkipTLSVerify: true,
          service: { namespace: 'kube-system', name: 'metrics-server' },
        },
      },
      { group: SERVICES.group },
    );
  }

  service(): void {
    const metadata = { name: 'metrics-server', namespace: 'kube-system' };
    const ports = [{ name: 'https', port: 443, targetPort: 10250 }];
    this.server.create('services', { apiVersion: 'v1', kind: 'Service', metadata, spec: { ports } });
  }

  endpoints(): void {
    const labels = { 'kubernetes.io/service-name': 'metrics-server' };
    const metadata = { name: 'metrics-server-1', namespace: 'kube-system', labels };
    const endpoints = [{ addresses: [ADDRESS], conditions: { ready: true } }];
    const ports = [{ name: 'https', port: PORT, protocol: 'TCP' }];
    const slice = { apiVersion: 'discovery.k8s.io/v1', kind: 'EndpointSlice', metadata, addressType: 'IPv4' };
    this.server.create('endpointslices', { ...slice, endpoints, ports }, { group: 'discovery.k8s.io' });
  }

  listen(): void {
    this.server.network.listen(portAddress(ADDRESS, PORT), this.#pod, (end) => {
      end.onMessage = (request) => end.send({ form: 'response', verb: 'http' }, program(request as PodRequest));
    });
  }

  /** What the APIService says of itself after a while. */
  available(): string {
    this.server.advance(40 * SECOND);
    const service = this.server.ask({ verb: 'get', ...SERVICES }).body as APIService;
    const condition = service.status.conditions?.[0];
    return `${condition?.status} ${condition?.reason}: ${condition?.message}`;
  }

  nodes() {
    return this.server.ask({ verb: 'list', group: 'metrics.k8s.io', version: 'v1beta1', resource: 'nodes' });
  }

  groups(): string[] {
    const answer = this.server.api.observePath({
      verb: 'get',
      path: '/apis',
      query: {},
      accept: 'application/json',
      credentials: { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } },
      userAgent: 'test',
    });
    const groups = isObject(answer.body) ? (answer.body['groups'] as readonly { name: string }[]) : [];
    return groups.map(({ name }) => name);
  }
}

describe('a group that another server answers for', () => {
  it('is available as soon as its Service, its endpoints and its server are there', () => {
    const scene = new Scene();
    scene.register();
    expect(scene.available()).toBe('False ServiceNotFound: service/metrics-server in "kube-system" is not present');
    scene.service();
    expect(scene.available()).toBe(
      'False MissingEndpoints: endpoints for service/metrics-server in "kube-system" have no addresses with port name "https"',
    );
    scene.endpoints();
    expect(scene.available()).toBe(
      `False FailedDiscoveryCheck: failing or missing response from https://${ADDRESS}:${PORT}/apis/metrics.k8s.io/v1beta1: ` +
        `Get "https://${ADDRESS}:${PORT}/apis/metrics.k8s.io/v1beta1": dial tcp ${ADDRESS}:${PORT}: connect: connection refused`,
    );
    expect(scene.groups()).not.toContain('metrics.k8s.io');
    expect(scene.nodes().code).toBe(503);
    scene.listen();
    expect(scene.available()).toBe('True Passed: all checks passed');
    expect(scene.groups()).toContain('metrics.k8s.io');
  });

  it('is asked as the person who asks', () => {
    const scene = new Scene();
    scene.service();
    scene.endpoints();
    scene.listen();
    scene.register();
    scene.available();
    expect(scene.nodes()).toMatchObject({
      code: 200,
      body: { asked: '/apis/metrics.k8s.io/v1beta1/nodes', by: 'admin' },
    });
  });

  it('is gone with its APIService', () => {
    const scene = new Scene();
    scene.service();
    scene.endpoints();
    scene.listen();
    scene.register();
    scene.available();
    scene.server.ask({ verb: 'delete', ...SERVICES });
    scene.server.advance(SECOND);
    expect(scene.groups()).not.toContain('metrics.k8s.io');
    expect(scene.nodes().code).toBe(404);
  });
});
