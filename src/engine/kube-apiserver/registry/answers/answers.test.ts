import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest } from '../../../client-go/request.ts';
import { JANE, kubelet } from '../../testing/credentials.ts';
import { TestServer } from '../../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const AUTHORIZATION = { verb: 'create', group: 'authorization.k8s.io' } as const;

function review(resource: string, spec: unknown, rest: Partial<ApiRequest> = {}) {
  const { code, body } = server.ask({ ...AUTHORIZATION, resource, body: { spec }, ...rest });
  return { code, ...(body as { status?: Record<string, unknown>; message?: string }) };
}

describe('an access review', () => {
  const pods = { verb: 'list', resource: 'pods', namespace: 'default' };

  it('asks about oneself', () => {
    expect(review('selfsubjectaccessreviews', { resourceAttributes: pods }).status).toEqual({ allowed: true });
    const mine = review('selfsubjectaccessreviews', { resourceAttributes: pods }, { credentials: JANE });
    expect(mine).toMatchObject({ code: 201, status: { allowed: false } });
    const path = { nonResourceAttributes: { path: '/version', verb: 'get' } };
    expect(review('selfsubjectaccessreviews', path, { credentials: JANE }).status).toMatchObject({ allowed: true });
  });

  it('asks about somebody, if one may ask', () => {
    const spec = { resourceAttributes: pods, user: 'jane' };
    expect(review('subjectaccessreviews', spec).status).toEqual({ allowed: false });
    expect(review('subjectaccessreviews', { ...spec, groups: ['system:masters'] }).status).toEqual({ allowed: true });
    expect(review('subjectaccessreviews', spec, { credentials: JANE }).code).toBe(403);
    const secret = { verb: 'get', resource: 'secrets', namespace: 'default', name: 'db' };
    const node = { user: 'system:node:n1', groups: ['system:nodes'] };
    expect(review('subjectaccessreviews', { ...node, resourceAttributes: secret }).status).toEqual({
      allowed: false,
      reason: "no relationship found between node 'n1' and this object",
    });
  });

  it('is a question, and complete', () => {
    const prefix = 'SubjectAccessReview.authorization.k8s.io "" is invalid: ';
    expect(review('subjectaccessreviews', { user: 'jane' }).message).toBe(
      `${prefix}spec.resourceAttributes: Invalid value: "null": exactly one of nonResourceAttributes or resourceAttributes must be specified`,
    );
    expect(review('subjectaccessreviews', { resourceAttributes: pods }).message).toBe(
      `${prefix}spec.user: Invalid value: "": at least one of user or group must be specified`,
    );
    const local = review('localsubjectaccessreviews', { resourceAttributes: pods, user: 'jane' }, { namespace: 'b' });
    expect(local.message).toContain('spec.resourceAttributes.namespace: Invalid value: "default": must match');
  });

  it('leaves nothing behind, and cannot be read', () => {
    const before = server.disk.store.revision;
    review('selfsubjectaccessreviews', { resourceAttributes: pods });
    expect(server.disk.store.revision).toBe(before);
    expect(server.ask({ ...AUTHORIZATION, verb: 'list', resource: 'subjectaccessreviews' }).code).toBe(405);
    expect(server.ask({ ...AUTHORIZATION, verb: 'get', resource: 'nothings', name: 'x' }).code).toBe(404);
  });
});

describe('a rules review', () => {
  it('lists what one may do, as far as it can be listed', () => {
    const jane = review('selfsubjectrulesreviews', { namespace: 'default' }, { credentials: JANE });
    expect(jane.status).toMatchObject({ incomplete: false });
    expect(jane.status?.resourceRules).toContainEqual({
      verbs: ['create'],
      apiGroups: ['authentication.k8s.io'],
      resources: ['selfsubjectreviews'],
    });
    expect(jane.status?.nonResourceRules).toContainEqual({
      verbs: ['get'],
      nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'],
    });
    const node = review('selfsubjectrulesreviews', { namespace: 'default' }, { credentials: kubelet('n1') });
    expect(node.status).toMatchObject({
      incomplete: true,
      evaluationError: 'node authorizer does not support user rule resolution',
    });
    expect(review('selfsubjectrulesreviews', {}).message).toBe('no namespace on request');
  });
});

describe('component statuses', () => {
  it('say which part of the control plane runs', () => {
    const { body, warnings } = server.ask({ verb: 'list', resource: 'componentstatuses' });
    const items = (body as { items: { metadata: { name: string }; conditions: { status: string }[] }[] }).items;
    expect(items.map(({ metadata, conditions }) => [metadata.name, conditions[0]!.status])).toEqual([
      ['scheduler', 'False'],
      ['controller-manager', 'False'],
      ['etcd-0', 'True'],
    ]);
    expect(warnings).toEqual(['v1 ComponentStatus is deprecated in v1.19+']);
    const table = server.ask({ verb: 'get', resource: 'componentstatuses', name: 'etcd-0', as: 'Table' }).body;
    expect(table).toMatchObject({ rows: [{ cells: ['etcd-0', 'Healthy', 'ok', ''] }] });
    expect(server.ask({ verb: 'get', resource: 'componentstatuses', name: 'x' }).code).toBe(404);
  });
});

describe('a binding by itself', () => {
  it('binds the pod that it names', () => {
    server.create('serviceaccounts', { metadata: { name: 'default', namespace: 'default' } });
    const spec = { containers: [{ name: 'c', image: 'i' }] };
    server.create('pods', { metadata: { name: 'p', namespace: 'default' }, spec });
    const body = { metadata: { name: 'p' }, target: { kind: 'Node', name: 'n1' } };
    expect(server.ask({ verb: 'create', resource: 'bindings', namespace: 'default', body }).code).toBe(201);
    expect(server.get('pods', 'default', 'p')).toMatchObject({ spec: { nodeName: 'n1' } });
  });
});
