import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { ApiList } from '../../client-go/request.ts';
import { SECOND } from '../../sim/index.ts';
import { certificate } from '../testing/credentials.ts';
import { TestServer } from '../testing/test-server.ts';

const RBAC = { group: 'rbac.authorization.k8s.io' };
const list = (server: TestServer, resource: string): readonly ApiObject[] =>
  (server.ask({ verb: 'list', resource, ...RBAC }).body as ApiList).items;

describe('the roles of a new cluster', () => {
  const server = new TestServer();
  const named = (resource: string, name: string): unknown =>
    list(server, resource).find(({ metadata }) => metadata.name === name);

  it('are there, marked as the server’s own', () => {
    expect(named('clusterroles', 'cluster-admin')).toMatchObject({
      metadata: {
        labels: { 'kubernetes.io/bootstrapping': 'rbac-defaults' },
        annotations: { 'rbac.authorization.kubernetes.io/autoupdate': 'true' },
      },
      rules: [
        { verbs: ['*'], apiGroups: ['*'], resources: ['*'] },
        { verbs: ['*'], nonResourceURLs: ['*'] },
      ],
    });
    expect(named('clusterrolebindings', 'system:controller:deployment-controller')).toMatchObject({
      roleRef: { kind: 'ClusterRole', name: 'system:controller:deployment-controller' },
      subjects: [{ kind: 'ServiceAccount', name: 'deployment-controller', namespace: 'kube-system' }],
    });
    expect(named('roles', 'extension-apiserver-authentication-reader')).toBeDefined();
    expect(named('clusterrolebindings', 'system:node')).not.toHaveProperty('subjects');
  });

  it('bind only what there is', () => {
    const roles = new Set(list(server, 'clusterroles').map(({ metadata }) => metadata.name));
    for (const binding of list(server, 'clusterrolebindings')) {
      expect(roles).toContain((binding as unknown as { roleRef: { name: string } }).roleRef.name);
    }
  });

  it('come back when the server starts again, unless the object says not to', () => {
    const change = (name: string, fields: object): void => {
      const role = { ...server.get('clusterroles', undefined, name, RBAC), ...fields } as ApiObject;
      server.update('clusterroles', role, RBAC);
    };
    change('system:kube-dns', { rules: [] });
    const { metadata } = server.get('clusterroles', undefined, 'system:heapster', RBAC);
    change('system:heapster', { rules: [], metadata: { ...metadata, annotations: {} } });
    server.object({ verb: 'delete', resource: 'clusterroles', name: 'view', ...RBAC });
    const before = server.disk.store.revision;
    server.apiProcess.kill();
    server.restartApi();
    server.advance(SECOND);
    expect(server.disk.store.revision).toBe(before + 2);
    expect(named('clusterroles', 'system:kube-dns')).toMatchObject({
      rules: [
        { apiGroups: [''], resources: ['endpoints'], verbs: ['list'] },
        { apiGroups: [''], resources: ['endpoints'], verbs: ['watch'] },
        { apiGroups: [''], resources: ['services'], verbs: ['list'] },
        { apiGroups: [''], resources: ['services'], verbs: ['watch'] },
      ],
    });
    expect(named('clusterroles', 'system:heapster')).toMatchObject({ rules: [] });
    expect(named('clusterroles', 'view')).toBeDefined();
  });
});

describe('a request that is early', () => {
  it('waits for the roles instead of being refused', () => {
    const server = new TestServer();
    server.apiProcess.kill();
    server.restartApi();
    const scheduler = certificate('system:kube-scheduler');
    expect(server.ask({ verb: 'list', resource: 'nodes', credentials: scheduler }).code).toBe(200);
  });
});
