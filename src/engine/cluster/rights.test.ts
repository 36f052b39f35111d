import { describe, expect, it } from 'vitest';
import type { ClusterRole } from '../api/clusterrole/types.ts';
import type { ApiObject } from '../apimachinery/index.ts';
import { SECOND } from '../sim/index.ts';
import { Cluster } from './index.ts';

const RBAC = '/apis/rbac.authorization.k8s.io/v1';

function list<T extends ApiObject>(cluster: Cluster, url: string): readonly T[] {
  return (JSON.parse(cluster.observe({ method: 'GET', url, headers: {} }).body) as { items: readonly T[] }).items;
}

function post(cluster: Cluster, url: string, body: unknown): number {
  let code = 0;
  const headers = { 'content-type': 'application/json' };
  const request = { method: 'POST', url, headers, body: JSON.stringify(body) };
  cluster.request(request, { onResponse: ({ status }) => (code = status) });
  while (code === 0 && cluster.sim.step());
  return code;
}

const POD = { containers: [{ name: 'c', image: 'nginx', envFrom: [{ configMapRef: { name: 'settings' } }] }] };
const ONCE = { template: { spec: { ...POD, restartPolicy: 'Never' } } };
const NAMESPACE = '/namespaces/default';
const CLAIM = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };

function workload(app: string, more: object = {}): object {
  const template = { metadata: { labels: { app } }, spec: POD };
  return { metadata: { name: app }, spec: { selector: { matchLabels: { app } }, template, ...more } };
}

/** One of everything that a component has to do something about. */
const WORK: readonly [url: string, body: object][] = [
  [`/api/v1${NAMESPACE}/configmaps`, { metadata: { name: 'settings' }, data: { k: 'v' } }],
  [`/api/v1${NAMESPACE}/resourcequotas`, { metadata: { name: 'q' }, spec: { hard: { pods: '50' } } }],
  [
    `/api/v1${NAMESPACE}/services`,
    { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports: [{ port: 80 }] } },
  ],
  [`/apis/apps/v1${NAMESPACE}/deployments`, workload('web', { replicas: 2 })],
  [`/apis/apps/v1${NAMESPACE}/daemonsets`, workload('agent')],
  [
    `/apis/apps/v1${NAMESPACE}/statefulsets`,
    workload('db', { serviceName: 'db', volumeClaimTemplates: [{ metadata: { name: 'v' }, spec: CLAIM }] }),
  ],
  [`/apis/batch/v1${NAMESPACE}/jobs`, { metadata: { name: 'pi' }, spec: { ttlSecondsAfterFinished: 5, ...ONCE } }],
  [
    `/apis/batch/v1${NAMESPACE}/cronjobs`,
    { metadata: { name: 'tick' }, spec: { schedule: '* * * * *', jobTemplate: { spec: ONCE } } },
  ],
  [
    `/apis/policy/v1${NAMESPACE}/poddisruptionbudgets`,
    { metadata: { name: 'web' }, spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } } },
  ],
];

describe('a cluster’s own components', () => {
  const cluster = new Cluster({ seed: 1, workers: 2 });
  cluster.runUntilReady();
  const codes = WORK.map(([url, body]) => post(cluster, url, body));
  cluster.advance(90 * SECOND);

  it('are given work', () => {
    expect(codes).toEqual(WORK.map(() => 201));
    const pods = list(cluster, '/api/v1/namespaces/default/pods').map(({ metadata }) => metadata.name);
    for (const name of ['web', 'agent', 'db', 'tick']) {
      expect(
        pods.some((pod) => pod.startsWith(name)),
        name,
      ).toBe(true);
    }
  });

  it('are never refused anything', () => {
    const refused: string[] = [];
    const askers = new Set<string>();
    for (let id = cluster.trace.first; id < cluster.trace.next; id++) {
      const record = cluster.trace.get(id);
      if (record?.type !== 'span' || !record.process.startsWith('kube-apiserver')) continue;
      const { code, user } = record.detail as { code?: number; user?: string };
      askers.add(user ?? '');
      if (code === 401 || code === 403) refused.push(`${user} ${record.operation} ${record.key}`);
    }
    expect(refused).toEqual([]);
    expect(askers).toContain('system:serviceaccount:kube-system:statefulset-controller');
    expect(askers).toContain('system:node:worker-1');
  });

  it('act as service accounts that are there', () => {
    const accounts = list(cluster, '/api/v1/namespaces/kube-system/serviceaccounts').map(
      ({ metadata }) => metadata.name,
    );
    for (const name of ['deployment-controller', 'node-controller', 'generic-garbage-collector']) {
      expect(accounts).toContain(name);
    }
    const bound = list(cluster, `${RBAC}/clusterrolebindings`).map(({ metadata }) => metadata.name);
    for (const name of accounts) if (name !== 'default') expect(bound).toContain(`system:controller:${name}`);
  });

  it('have gathered the rules of the roles for people', () => {
    const roles = list<ClusterRole>(cluster, `${RBAC}/clusterroles`);
    const verbs = (name: string): ReadonlySet<string> => {
      const rules = roles.find(({ metadata }) => metadata.name === name)?.rules ?? [];
      const pods = rules.filter(({ resources }) => resources?.includes('pods'));
      return new Set(pods.flatMap((rule) => rule.verbs));
    };
    expect([...verbs('view')].sort()).toEqual(['get', 'list', 'watch']);
    expect(verbs('edit')).toContain('create');
    expect(verbs('admin')).toEqual(verbs('edit'));
  });
});
