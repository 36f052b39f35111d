import { beforeEach, describe, expect, it } from 'vitest';
import { RBAC_GROUP, type PolicyRule, type Subject } from '../../../api/rbac/types.ts';
import type { ApiRequest, Credentials } from '../../../client-go/request.ts';
import { certificate, JANE } from '../../testing/credentials.ts';
import { TestServer } from '../../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const RBAC = { group: RBAC_GROUP };
const PODS: PolicyRule = { verbs: ['get', 'list'], apiGroups: [''], resources: ['pods'] };
const USER: Subject = { kind: 'User', name: 'jane' };

function grant(name: string, rules: readonly PolicyRule[], subjects: readonly Subject[], namespace?: string): void {
  const kind = namespace === undefined ? 'ClusterRole' : 'Role';
  const metadata = { name, namespace };
  server.create(namespace ? 'roles' : 'clusterroles', { metadata, rules }, RBAC);
  const roleRef = { kind, name, apiGroup: RBAC_GROUP };
  server.create(namespace ? 'rolebindings' : 'clusterrolebindings', { metadata, roleRef, subjects }, RBAC);
}

function code(asked: Partial<ApiRequest>, credentials: Credentials = JANE): number {
  return server.ask({ verb: 'list', resource: 'pods', namespace: 'default', credentials, ...asked }).code;
}

describe('RBAC', () => {
  it('gives what a role says, where its binding says, to whom it says, from then on and no longer', () => {
    expect(code({})).toBe(403);
    grant('reader', [PODS], [USER], 'default');
    expect(code({})).toBe(200);
    expect(code({ namespace: 'kube-system' })).toBe(403);
    expect(code({ namespace: undefined })).toBe(403);
    expect(code({ verb: 'delete', name: 'x' })).toBe(403);
    expect(code({ subresource: 'log', verb: 'get', name: 'x' })).toBe(403);
    expect(code({}, certificate('john'))).toBe(403);
    server.object({ verb: 'delete', resource: 'roles', namespace: 'default', name: 'reader', ...RBAC });
    expect(code({})).toBe(403);
  });

  it('says in words what is not allowed', () => {
    const answer = (asked: Partial<ApiRequest>): unknown =>
      server.ask({ verb: 'list', resource: 'roles', group: RBAC_GROUP, credentials: JANE, ...asked }).body;
    expect(answer({ namespace: 'default' })).toMatchObject({
      reason: 'Forbidden',
      message:
        'roles.rbac.authorization.k8s.io is forbidden: User "jane" cannot list resource "roles" in API group "rbac.authorization.k8s.io" in the namespace "default"',
      details: { group: RBAC_GROUP, kind: 'roles' },
    });
    expect(answer({ verb: 'get', name: 'r', subresource: 'x', namespace: 'default' })).toMatchObject({
      message:
        'roles.rbac.authorization.k8s.io "r" is forbidden: User "jane" cannot get resource "roles/x" in API group "rbac.authorization.k8s.io" in the namespace "default"',
      details: { name: 'r', group: RBAC_GROUP, kind: 'roles' },
    });
  });

  it('knows a role that is bound and not there', () => {
    const roleRef = { kind: 'ClusterRole', name: 'ghost', apiGroup: RBAC_GROUP };
    server.create('rolebindings', { metadata: { name: 'b', namespace: 'default' }, roleRef, subjects: [USER] }, RBAC);
    const { body } = server.ask({ verb: 'list', resource: 'pods', namespace: 'default', credentials: JANE });
    expect((body as { message: string }).message).toMatch(
      / in the namespace "default": RBAC: clusterrole\.rbac\.authorization\.k8s\.io "ghost" not found$/,
    );
  });

  it('goes by names, also of a list that is narrowed to one', () => {
    grant('one', [{ ...PODS, resourceNames: ['a'] }], [USER]);
    expect(code({ verb: 'get', name: 'a' })).toBe(404);
    expect(code({ verb: 'get', name: 'b' })).toBe(403);
    expect(code({})).toBe(403);
    expect(code({ options: { fieldSelector: 'metadata.name=a' } })).toBe(200);
    expect(code({ options: { fieldSelector: 'metadata.name=b' } })).toBe(403);
  });

  it('knows groups, service accounts, and one subresource of everything', () => {
    const group = { kind: 'Group', name: 'devs' };
    grant('scalers', [{ verbs: ['get'], apiGroups: ['*'], resources: ['*/scale'] }], [group]);
    const scale = { verb: 'get', group: 'apps', resource: 'deployments', subresource: 'scale', name: 'x' } as const;
    expect(code(scale)).toBe(404);
    expect(code({ ...scale, subresource: undefined })).toBe(403);
    const robot = certificate('system:serviceaccount:default:robot');
    expect(code({}, robot)).toBe(403);
    grant('robots', [PODS], [{ kind: 'ServiceAccount', name: 'robot', namespace: 'default' }]);
    expect(code({}, robot)).toBe(200);
  });

  it('says by which binding somebody may', () => {
    grant('readers', [PODS], [{ kind: 'Group', name: 'devs' }]);
    const spec = { resourceAttributes: { verb: 'get', resource: 'pods', namespace: 'default' }, groups: ['devs'] };
    const review = { verb: 'create', resource: 'subjectaccessreviews', group: 'authorization.k8s.io' } as const;
    expect(server.ask({ ...review, body: { spec } }).body).toMatchObject({
      status: {
        allowed: true,
        reason: 'RBAC: allowed by ClusterRoleBinding "readers" of ClusterRole "readers" to Group "devs"',
      },
    });
  });

  it('is about paths as well', () => {
    const ask = (path: string, credentials: Credentials = JANE) =>
      server.api.observePath({ verb: 'get', path, query: {}, accept: '', credentials, userAgent: 'test' });
    expect(ask('/metrics')).toMatchObject({
      code: 403,
      body: { message: 'forbidden: User "jane" cannot get path "/metrics"' },
    });
    expect(ask('/version', {}).code).toBe(200);
    expect(ask('/apis', {}).code).toBe(403);
    expect(ask('/apis/apps/v1').code).toBe(200);
  });
});

describe('who grants', () => {
  const GIVER = certificate('giver');
  const giver: Subject = { kind: 'User', name: 'giver' };
  const message = (asked: Partial<ApiRequest>): string | undefined => {
    const request = { verb: 'create', namespace: 'default', group: RBAC_GROUP, credentials: GIVER } as const;
    const { code: status, body } = server.ask({ ...request, resource: 'roles', ...asked });
    return status < 400 ? undefined : (body as { message: string }).message;
  };
  const roleOf = (name: string, ...rules: PolicyRule[]) => ({ body: { metadata: { name }, rules } });
  beforeEach(() => {
    const own = { verbs: ['*'], apiGroups: [RBAC_GROUP], resources: ['roles', 'rolebindings'] };
    grant('giver', [PODS, { ...own, verbs: ['create', 'update', 'patch'] }], [giver]);
  });

  it('has it', () => {
    expect(message(roleOf('same', PODS))).toBeUndefined();
    const more = { verbs: ['delete', 'get', 'watch'], apiGroups: [''], resources: ['pods', 'secrets'] };
    expect(message(roleOf('more', more))).toBe(
      'roles.rbac.authorization.k8s.io "more" is forbidden: user "giver" (groups=["system:authenticated"]) is attempting to grant RBAC permissions not currently held:\n' +
        '{APIGroups:[""], Resources:["pods"], Verbs:["delete" "watch"]}\n' +
        '{APIGroups:[""], Resources:["secrets"], Verbs:["delete" "get" "watch"]}',
    );
  });

  it('or may escalate', () => {
    grant('escalator', [{ verbs: ['escalate'], apiGroups: [RBAC_GROUP], resources: ['roles'] }], [giver], 'default');
    expect(message(roleOf('all', { verbs: ['*'], apiGroups: ['*'], resources: ['*'] }))).toBeUndefined();
  });

  it('binds what it has, or may bind', () => {
    const bind = (name: string) => ({
      resource: 'rolebindings',
      body: {
        metadata: { name },
        roleRef: { kind: 'ClusterRole', name, apiGroup: RBAC_GROUP },
        subjects: [USER],
      },
    });
    expect(message(bind('ghost'))).toBe('clusterrole.rbac.authorization.k8s.io "ghost" not found');
    expect(message(bind('cluster-admin'))).toContain('{NonResourceURLs:["*"], Verbs:["*"]}');
    const may = { verbs: ['bind'], apiGroups: [RBAC_GROUP], resources: ['clusterroles'] };
    grant('binder', [{ ...may, resourceNames: ['cluster-admin'] }], [giver], 'default');
    expect(message(bind('cluster-admin'))).toBeUndefined();
  });
});
