import { describe, expect, it } from 'vitest';
import type { Ingress } from '../api/ingress/types.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

const TOLD = { 'content-type': 'application/json' };
const NETWORKING = '/apis/networking.k8s.io/v1';
const RBAC = '/apis/rbac.authorization.k8s.io/v1';
const NGINX = '/api/v1/namespaces/ingress-nginx';
const DEFAULT = '/api/v1/namespaces/default';
const LABELS = { 'app.kubernetes.io/name': 'ingress-nginx', 'app.kubernetes.io/component': 'controller' };

function make(cluster: Cluster, url: string, object: object): void {
  cluster.request({ method: 'POST', url, headers: TOLD, body: JSON.stringify(object) }, {});
}

function controller(cluster: Cluster, type: string): void {
  make(cluster, '/api/v1/namespaces', { metadata: { name: 'ingress-nginx' } });
  cluster.advance(SECOND);
  make(cluster, `${NGINX}/serviceaccounts`, { metadata: { name: 'nginx' } });
  // Pods may be made once their service account is there.
  cluster.advance(SECOND);
  const verbs = ['get', 'list', 'watch'];
  const rules = [
    { apiGroups: [''], resources: ['services'], verbs },
    { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'ingressclasses'], verbs },
    { apiGroups: ['networking.k8s.io'], resources: ['ingresses/status'], verbs: ['update'] },
    { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs },
  ];
  make(cluster, `${RBAC}/clusterroles`, { metadata: { name: 'nginx' }, rules });
  const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'nginx' };
  const subjects = [{ kind: 'ServiceAccount', name: 'nginx', namespace: 'ingress-nginx' }];
  make(cluster, `${RBAC}/clusterrolebindings`, { metadata: { name: 'nginx' }, roleRef, subjects });
  make(cluster, `${NETWORKING}/ingressclasses`, {
    metadata: { name: 'nginx' },
    spec: { controller: 'k8s.io/ingress-nginx' },
  });
  const ports = [{ name: 'http', port: 80, targetPort: 80 }];
  make(cluster, `${NGINX}/services`, {
    metadata: { name: 'front', labels: LABELS },
    spec: { type, selector: LABELS, ports },
  });
  const image = 'registry.k8s.io/ingress-nginx/controller:v1.13.0';
  const args = ['/nginx-ingress-controller', '--publish-service=ingress-nginx/front'];
  const readinessProbe = { httpGet: { path: '/healthz', port: 10254 }, periodSeconds: 2 };
  const spec = { serviceAccountName: 'nginx', containers: [{ name: 'controller', image, args, readinessProbe }] };
  make(cluster, `${NGINX}/pods`, {
    metadata: { name: 'controller', labels: LABELS },
    spec: { nodeName: 'worker-1', ...spec },
  });
}

/** One Ingress before two Services: the second one's pod does not listen where it is looked for. */
function shop(type = 'NodePort'): Cluster {
  const cluster = new Cluster({ seed: 1, workers: 2 });
  cluster.runUntilReady();
  if (type === 'LoadBalancer') cluster.fault('add-cloud');
  controller(cluster, type);
  for (const name of ['web', 'cart', 'empty']) {
    const metadata = { name, labels: { app: name } };
    const spec = { nodeName: 'worker-2', containers: [{ name: 'c', image: 'nginx' }] };
    if (name !== 'empty') make(cluster, `${DEFAULT}/pods`, { metadata, spec });
    const ports = [{ port: 80, targetPort: name === 'cart' ? 81 : 80 }];
    make(cluster, `${DEFAULT}/services`, { metadata, spec: { selector: { app: name }, ports } });
  }
  const path = (at: string, name: string) => ({
    path: at,
    pathType: 'Prefix',
    backend: { service: { name, port: { number: 80 } } },
  });
  const http = { paths: [path('/', 'web'), path('/cart', 'cart'), path('/empty', 'empty')] };
  const rules = [{ host: 'shop.example.com', http }];
  const spec = { ingressClassName: 'nginx', rules };
  make(cluster, `${NETWORKING}/namespaces/default/ingresses`, { metadata: { name: 'shop' }, spec });
  cluster.advance(40 * SECOND);
  return cluster;
}

function ingress(cluster: Cluster): Ingress {
  const url = `${NETWORKING}/namespaces/default/ingresses/shop`;
  return JSON.parse(cluster.observe({ method: 'GET', url, headers: {} }).body) as Ingress;
}

/** How one request went, and what leads the messages of its way. */
function send(cluster: Cluster, params: Record<string, string>) {
  const before = cluster.trace.next;
  cluster.fault('traffic', { to: 'ingresses/default/shop', ...params });
  cluster.advance(8 * SECOND);
  const ways: string[] = [];
  let status: unknown;
  for (let id = before; id < cluster.trace.next; id++) {
    const record = cluster.trace.get(id);
    if (record?.type === 'hop' && record.label.traffic) ways.push(`${record.to} ${record.label.via}`);
    if (record?.type === 'span' && record.operation === 'request') status = record.detail?.['status'];
  }
  return { status, ways };
}

describe('an Ingress, with a controller in the cluster', () => {
  it('leads a request by its host and path to the pods of a Service', () => {
    const cluster = shop();
    const { status, ways } = send(cluster, { path: '/' });
    expect(status).toBe(200);
    expect(ways.slice(0, 3)).toEqual([
      'netfilter@worker-1 ingresses/default/shop',
      'ingress-nginx/controller@worker-1 ingresses/default/shop',
      'default/web@worker-2 services/default/web',
    ]);
    expect(send(cluster, { to: 'http://shop.example.com/' }).status).toBe(200);
  });

  it('answers for those who do not: 502 where nobody listens, 503 where nobody is, 404 where nothing leads', () => {
    const cluster = shop();
    expect(send(cluster, { path: '/cart' }).status).toBe(502);
    expect(send(cluster, { path: '/empty/1' }).status).toBe(503);
    expect(send(cluster, { to: 'services/ingress-nginx/front' }).status).toBe(404);
  });

  it('is told where its controller is reached, as soon as a cloud has said it', () => {
    const cluster = shop('LoadBalancer');
    expect(ingress(cluster).status.loadBalancer.ingress).toEqual([{ ip: '203.0.113.10' }]);
    expect(send(cluster, { path: '/' }).ways[0]).toBe('load-balancer@outside ingresses/default/shop');
  });

  it('leads nowhere once its controller is gone', () => {
    const cluster = shop();
    cluster.request({ method: 'DELETE', url: `${NGINX}/pods/controller?gracePeriodSeconds=0`, headers: TOLD }, {});
    cluster.advance(5 * SECOND);
    expect(send(cluster, { path: '/' }).status).toBeUndefined();
  });
});
