import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest, Credentials, Impersonation } from '../../client-go/request.ts';
import { SECOND } from '../../sim/index.ts';
import { parseHttp } from '../http/index.ts';
import { decodeBase64Url } from '../storage/base64.ts';
import { ADMIN, certificate, JANE } from '../testing/credentials.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
  server.create('serviceaccounts', { metadata: { name: 'robot', namespace: 'default' } });
});

/** Who the server takes somebody for. */
function whoami(credentials: Credentials): unknown {
  const review = { verb: 'create', group: 'authentication.k8s.io', resource: 'selfsubjectreviews', body: {} } as const;
  const { code, body } = server.ask({ ...review, credentials });
  if (code >= 400) return { code, message: (body as { message: string }).message };
  return (body as { status: { userInfo: unknown } }).status.userInfo;
}

interface TokenAnswer {
  readonly spec: unknown;
  readonly status: { readonly token: string; readonly expirationTimestamp: string };
}

function token(spec: object = {}, rest: Partial<ApiRequest> = {}): TokenAnswer {
  const asked = { namespace: 'default', name: 'robot', subresource: 'token', ...rest };
  return server.create('serviceaccounts', { spec }, asked) as unknown as TokenAnswer;
}

const refusal = (spec: object, rest: Partial<ApiRequest> = {}): string => {
  try {
    token(spec, rest);
  } catch (error) {
    return (error as Error).message;
  }
  return '';
};

describe('a service account’s token', () => {
  it('is a JWT that says whose it is, what for and until when', () => {
    const { spec, status } = token({ audiences: ['vault'], expirationSeconds: 700 });
    const parts = status.token.split('.');
    expect(parts).toHaveLength(3);
    const claims = JSON.parse(decodeBase64Url(parts[1]!)!) as Record<string, unknown>;
    expect(claims).toMatchObject({
      aud: ['vault'],
      iss: 'https://kubernetes.default.svc.cluster.local',
      sub: 'system:serviceaccount:default:robot',
      'kubernetes.io': { namespace: 'default', serviceaccount: { name: 'robot' } },
    });
    expect((claims.exp as number) - (claims.iat as number)).toBe(700);
    expect(spec).toEqual({ audiences: ['vault'], expirationSeconds: 700, boundObjectRef: null });
  });

  it('is an identity with groups, and with what it is bound to', () => {
    const secret = server.create('secrets', { metadata: { name: 's', namespace: 'default' } });
    expect(whoami({ bearerToken: token().status.token })).toEqual({
      username: 'system:serviceaccount:default:robot',
      uid: expect.any(String) as string,
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
      extra: { 'authentication.kubernetes.io/credential-id': [expect.stringMatching(/^JTI=/)] },
    });
    const pod = server.create('pods', {
      metadata: { name: 'p', namespace: 'default' },
      spec: { serviceAccountName: 'robot', containers: [{ name: 'c', image: 'i' }] },
    });
    const ref = { apiVersion: 'v1', kind: 'Pod', name: 'p', uid: pod.metadata.uid };
    const ofPod = token({ boundObjectRef: ref }).status.token;
    expect(whoami({ bearerToken: ofPod })).toMatchObject({
      extra: { 'authentication.kubernetes.io/pod-name': ['p'] },
    });
    server.delete('pods', 'default', 'p', { gracePeriodSeconds: 0 });
    expect(whoami({ bearerToken: ofPod })).toEqual({ code: 401, message: 'Unauthorized' });
    const ofSecret = { apiVersion: 'v1', kind: 'Secret', name: 's', uid: secret.metadata.uid };
    const { token: second } = token({ boundObjectRef: ofSecret }).status;
    expect(whoami({ bearerToken: second })).toMatchObject({ username: 'system:serviceaccount:default:robot' });
  });

  it('ends with its time, and is for its audience only', () => {
    const { token: short } = token({ expirationSeconds: 600 }).status;
    expect(whoami({ bearerToken: short })).toHaveProperty('username');
    server.advance(601 * SECOND);
    expect(whoami({ bearerToken: short })).toMatchObject({ code: 401 });
    expect(whoami({ bearerToken: token({ audiences: ['vault'] }).status.token })).toMatchObject({ code: 401 });
    expect(whoami({ bearerToken: 'made.up.token' })).toEqual({ code: 401, message: 'Unauthorized' });
  });

  it('is not given for what cannot be', () => {
    expect(refusal({ expirationSeconds: 10 })).toBe(
      'TokenRequest.authentication.k8s.io "" is invalid: spec.expirationSeconds: Invalid value: 10: may not specify a duration less than 10 minutes',
    );
    expect(refusal({}, { name: 'nobody' })).toBe('serviceaccounts "nobody" not found');
    const ref = { apiVersion: 'v1', kind: 'ConfigMap', name: 'x' };
    expect(refusal({ boundObjectRef: ref })).toBe('cannot bind token to object of type /v1, Kind=ConfigMap');
    expect(refusal({ boundObjectRef: { ...ref, kind: 'Pod' } })).toBe('pods "x" not found');
    const secret = server.create('secrets', { metadata: { name: 's', namespace: 'default' } });
    expect(refusal({ boundObjectRef: { ...ref, kind: 'Secret', name: 's', uid: 'other' } })).toBe(
      `Operation cannot be fulfilled on Secret "s": the UID in the bound object reference (other) does not match the UID in record. The object might have been deleted and then recreated`,
    );
    expect(secret.metadata.uid).not.toBe('other');
  });

  it('is told about by a review', () => {
    const review = (spec: object) =>
      server.ask({ verb: 'create', group: 'authentication.k8s.io', resource: 'tokenreviews', body: { spec } });
    const { token: good } = token().status;
    expect(review({ token: good }).body).toMatchObject({
      status: { authenticated: true, user: { username: 'system:serviceaccount:default:robot' } },
    });
    const { token: vault } = token({ audiences: ['vault', 'x'] }).status;
    expect(review({ token: vault, audiences: ['vault'] }).body).toMatchObject({ status: { audiences: ['vault'] } });
    const answered = review({ token: 'made.up.token' }).body;
    expect(answered).toMatchObject({ status: { error: 'invalid bearer token' } });
    expect(answered).not.toHaveProperty('status.authenticated');
    expect(review({}).body).toMatchObject({ message: 'token is required for TokenReview in authentication' });
  });
});

describe('acting as somebody else', () => {
  const as = (impersonate: Impersonation, who: Credentials = ADMIN): unknown => whoami({ ...who, impersonate });

  it('is being them, with their groups', () => {
    expect(as({ user: 'jane' })).toEqual({ username: 'jane', groups: ['system:authenticated'] });
    expect(as({ user: 'jane', groups: ['devs'], uid: '5', extra: { scopes: ['a', 'b'] } })).toEqual({
      username: 'jane',
      uid: '5',
      groups: ['devs', 'system:authenticated'],
      extra: { scopes: ['a', 'b'] },
    });
    expect(as({ user: 'system:serviceaccount:default:robot' })).toMatchObject({
      groups: ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'],
    });
  });

  it('takes the right to each part of them', () => {
    const wishes: [Impersonation, string][] = [
      [{ user: 'root' }, 'users "root" is forbidden: User "jane" cannot impersonate resource "users" in API group ""'],
      [
        { user: 'system:serviceaccount:default:robot' },
        'serviceaccounts "robot" is forbidden: User "jane" cannot impersonate resource "serviceaccounts" in API group "" in the namespace "default"',
      ],
    ];
    for (const [wish, text] of wishes) {
      expect((as(wish, JANE) as { message: string }).message.startsWith(text)).toBe(true);
    }
    const rules = [{ verbs: ['impersonate'], apiGroups: [''], resources: ['users'] }];
    const rbac = { group: 'rbac.authorization.k8s.io' };
    server.create('clusterroles', { metadata: { name: 'actor' }, rules }, rbac);
    const roleRef = { kind: 'ClusterRole', name: 'actor' };
    const subjects = [{ kind: 'User', name: 'jane' }];
    server.create('clusterrolebindings', { metadata: { name: 'actor' }, roleRef, subjects }, rbac);
    expect(as({ user: 'root' }, JANE)).toMatchObject({ username: 'root' });
    expect(as({ user: 'root', groups: ['g'] }, JANE)).toMatchObject({
      code: 403,
      message: expect.stringContaining('cannot impersonate resource "groups" in API group ""') as string,
    });
    expect(as({ user: 'root', extra: { scopes: ['x'] } }, JANE)).toMatchObject({
      message: expect.stringContaining(
        'cannot impersonate resource "userextras/scopes" in API group "authentication.k8s.io"',
      ) as string,
    });
    expect(as({ user: 'root', uid: '5' }, JANE)).toMatchObject({
      message: expect.stringContaining('cannot impersonate resource "uids"') as string,
    });
  });

  it('is being somebody', () => {
    expect(as({ groups: ['devs'] })).toEqual({
      code: 400,
      message: 'requested [{Group  devs    }] without impersonating a user',
    });
  });

  it('is asked for by headers, in which nothing is a key of ours', () => {
    const headers = {
      'impersonate-user': 'jane',
      'impersonate-group': 'a, b',
      'impersonate-uid': '5',
      'impersonate-extra-__proto__': 'x',
      'impersonate-extra-acme.com%2fproject': 'p',
    };
    const parsed = parseHttp({ method: 'GET', url: '/api/v1/pods', headers }, certificate('me'));
    const { credentials } = (parsed as unknown as { request: ApiRequest }).request;
    expect(credentials.impersonate).toMatchObject({ user: 'jane', groups: ['a', 'b'], uid: '5' });
    expect(Object.entries(credentials.impersonate!.extra!)).toEqual([
      ['__proto__', ['x']],
      ['acme.com/project', ['p']],
    ]);
    expect(({} as { x?: unknown }).x).toBeUndefined();
  });
});
