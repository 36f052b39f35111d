import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../client-go/request.ts';
import { kubelet } from '../../testing/credentials.ts';
import { TestServer } from '../../testing/test-server.ts';

let server: TestServer;
const NODE = kubelet('n1');

function message(asked: Partial<ApiRequest>): string | undefined {
  const request = { verb: 'get', resource: 'secrets', namespace: 'default', credentials: NODE } as const;
  const { code, body } = server.ask({ ...request, ...asked });
  return code === 403 ? (body as { message: string }).message.replace(/^.*?(cannot|is forbidden: )/, '$1') : undefined;
}

const pod = (name: string, nodeName: string, volumes: unknown[] = []) => ({
  metadata: { name, namespace: 'default' },
  spec: { nodeName, serviceAccountName: 'default', containers: [{ name: 'c', image: 'i' }], volumes },
});
const NO_RELATION = "no relationship found between node 'n1' and this object";

beforeEach(() => {
  server = new TestServer();
  server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
});

describe('a kubelet', () => {
  it('reads the secrets and config maps of its own pods, as long as they are its own', () => {
    expect(message({ name: 'db' })).toContain(`in the namespace "default": ${NO_RELATION}`);
    server.create('pods', pod('other', 'n2', [{ name: 'v', secret: { secretName: 'db' } }]));
    expect(message({ name: 'db' })).toContain(NO_RELATION);
    server.create('pods', pod('mine', 'n1', [{ name: 'v', secret: { secretName: 'db' } }]));
    expect(message({ name: 'db' })).toBeUndefined();
    expect(message({ name: 'db', namespace: 'kube-system' })).toContain(NO_RELATION);
    expect(message({ resource: 'configmaps', name: 'db' })).toContain(NO_RELATION);
    expect(message({ verb: 'list' })).toContain('No Object name found');
    expect(message({ verb: 'delete', name: 'db' })).toContain('can only read resources of this type');
    server.delete('pods', 'default', 'mine', { gracePeriodSeconds: 0 });
    expect(message({ name: 'db' })).toContain(NO_RELATION);
  });

  it('lists its own pods and no others', () => {
    const list = { verb: 'list', resource: 'pods', namespace: undefined } as const;
    expect(message(list)).toContain('can only list/watch pods with spec.nodeName field selector');
    expect(message({ ...list, options: { fieldSelector: 'spec.nodeName=n2' } })).toBeDefined();
    expect(message({ ...list, options: { fieldSelector: 'spec.nodeName=n1' } })).toBeUndefined();
  });

  it('keeps its own lease only', () => {
    const lease = { group: 'coordination.k8s.io', resource: 'leases', namespace: 'kube-node-lease' };
    expect(message({ ...lease, name: 'n1' })).toBeUndefined();
    expect(message({ ...lease, name: 'n2' })).toContain(
      'can only access node lease with the same name as the requesting node',
    );
    expect(message({ ...lease, name: 'n1', namespace: 'default' })).toContain(
      'can only access leases in the "kube-node-lease" system namespace',
    );
    expect(message({ ...lease, verb: 'create', body: { metadata: { name: 'n2' } } })).toBe(
      'is forbidden: can only access node lease with the same name as the requesting node',
    );
  });

  it('says what is so of its own node, and not what should be', () => {
    const node = (name: string, labels: object = {}) => ({
      verb: 'create' as const,
      resource: 'nodes',
      namespace: undefined,
      body: { metadata: { name, labels } },
    });
    expect(message(node('n2'))).toBe('is forbidden: node "n1" is not allowed to modify node "n2"');
    expect(message(node('n1', { 'node-restriction.kubernetes.io/zone': 'x' }))).toBe(
      'is forbidden: node "n1" is not allowed to set the following labels: node-restriction.kubernetes.io/zone',
    );
    expect(message(node('n1', { 'kubernetes.io/hostname': 'n1', mine: 'x' }))).toBeUndefined();
    const patch = (body: object) => ({
      verb: 'patch' as const,
      resource: 'nodes',
      namespace: undefined,
      name: 'n1',
      patchType: 'application/merge-patch+json' as const,
      body,
    });
    const taints = [{ key: 'k', effect: 'NoSchedule' }];
    expect(message(patch({ spec: { taints } }))).toBe('is forbidden: node "n1" is not allowed to modify taints');
    expect(message(patch({ metadata: { labels: { 'kubernetes.io/x': 'y' } } }))).toBe(
      'is forbidden: is not allowed to modify labels: kubernetes.io/x',
    );
  });

  it('writes the status of its own pods only', () => {
    server.create('pods', pod('mine', 'n1'));
    server.create('pods', pod('other', 'n2'));
    const report = (name: string) => ({
      verb: 'patch' as const,
      resource: 'pods',
      subresource: 'status',
      name,
      patchType: 'application/merge-patch+json' as const,
      body: { status: { message: 'hello' } },
    });
    expect(message(report('mine'))).toBeUndefined();
    expect(message(report('other'))).toBe(
      'is forbidden: node "n1" can only update pod status for pods with spec.nodeName set to itself',
    );
  });

  it('gets tokens for its own pods, bound to them', () => {
    const mine = server.create('pods', pod('mine', 'n1'));
    const token = (boundObjectRef?: object) => ({
      verb: 'create' as const,
      resource: 'serviceaccounts',
      subresource: 'token',
      name: 'default',
      body: { spec: { boundObjectRef } },
    });
    expect(message(token())).toBe('is forbidden: node requested token not bound to a pod');
    const ref = { apiVersion: 'v1', kind: 'Pod', name: 'mine', uid: mine.metadata.uid };
    expect(message(token(ref))).toBeUndefined();
    expect(message({ ...token(ref), name: 'stranger' })).toContain(NO_RELATION);
  });
});
