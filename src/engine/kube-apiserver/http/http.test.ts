import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';
import { RawBody } from '../raw-body.ts';
import { formatHttp, formatWatchEvent, parseHttp, requestInfo } from './index.ts';

const ADMIN = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

function parse(method: string, url: string, headers: Record<string, string> = {}, body?: string): ApiRequest {
  const parsed = parseHttp({ method, url, headers, ...(body !== undefined && { body }) }, ADMIN);
  if (!('request' in parsed) || !('resource' in parsed.request)) throw new Error('not a resource request');
  return parsed.request;
}

describe('addresses', () => {
  it.each([
    ['GET', '/api/v1/pods', 'list', '', 'v1', undefined, 'pods', undefined, undefined],
    ['GET', '/api/v1/namespaces/a/pods/b', 'get', '', 'v1', 'a', 'pods', 'b', undefined],
    ['PUT', '/api/v1/namespaces/a/pods/b/status', 'update', '', 'v1', 'a', 'pods', 'b', 'status'],
    ['GET', '/api/v1/namespaces/a', 'get', '', 'v1', undefined, 'namespaces', 'a', undefined],
    ['PUT', '/api/v1/namespaces/a/finalize', 'update', '', 'v1', undefined, 'namespaces', 'a', 'finalize'],
    [
      'DELETE',
      '/apis/apps/v1/namespaces/a/deployments',
      'deletecollection',
      'apps',
      'v1',
      'a',
      'deployments',
      undefined,
      undefined,
    ],
    [
      'PATCH',
      '/apis/apps/v1/namespaces/a/deployments/d/scale',
      'patch',
      'apps',
      'v1',
      'a',
      'deployments',
      'd',
      'scale',
    ],
    ['GET', '/api/v1/watch/namespaces/a/pods', 'watch', '', 'v1', 'a', 'pods', undefined, undefined],
  ])('%s %s is %s', (method, path, verb, group, version, namespace, resource, name, subresource) => {
    expect(requestInfo(method, path, false)).toMatchObject({
      verb,
      group,
      version,
      namespace,
      resource,
      name,
      subresource,
    });
  });

  it.each(['/healthz', '/api', '/apis', '/apis/apps', '/apis/apps/v1', '/api/v1', '/version'])(
    '%s is no resource',
    (path) => {
      expect(requestInfo('GET', path, false)).toEqual({ isResource: false, path });
    },
  );
});

describe('a request', () => {
  it('has its options from the query, decoded', () => {
    const request = parse(
      'GET',
      '/api/v1/pods?watch=1&labelSelector=app%3Dweb%2Ctier+in+%28a%29&limit=5&allowWatchBookmarks=true',
    );
    expect(request.verb).toBe('watch');
    expect(request.options).toEqual({ labelSelector: 'app=web,tier in (a)', limit: 5, allowWatchBookmarks: true });
  });

  it('asks for a table when that is the first thing it can read', () => {
    const table = 'application/json;as=Table;v=v1;g=meta.k8s.io,application/json';
    expect(parse('GET', '/api/v1/pods', { accept: table }).as).toBe('Table');
    expect(
      parse('GET', '/api/v1/pods', { accept: 'application/vnd.kubernetes.protobuf,application/json' }).as,
    ).toBeUndefined();
  });

  it('is refused with 406 when it can read protobuf only, and 415 for an unknown patch', () => {
    const only = parseHttp(
      { method: 'GET', url: '/api/v1/pods', headers: { accept: 'application/vnd.kubernetes.protobuf' } },
      ADMIN,
    );
    expect(only).toMatchObject({ response: { status: 406 } });
    const patch = parseHttp(
      { method: 'PATCH', url: '/api/v1/pods/a', headers: { 'content-type': 'text/plain' } },
      ADMIN,
    );
    expect(patch).toMatchObject({ response: { status: 415 } });
  });

  it('is refused with 400 when a number is none', () => {
    expect(parseHttp({ method: 'GET', url: '/api/v1/pods?limit=many', headers: {} }, ADMIN)).toMatchObject({
      response: { status: 400 },
    });
  });

  it('carries its body untouched, with its media type', () => {
    const request = parse(
      'POST',
      '/api/v1/namespaces/a/pods',
      { 'content-type': 'application/json; charset=utf-8' },
      '{"a":1}',
    );
    expect(request.body).toEqual(new RawBody('{"a":1}', 'application/json'));
  });

  it('says who asks: a token of its own, an impersonated user, or the one it is lent', () => {
    expect(parse('GET', '/api/v1/pods').credentials).toBe(ADMIN);
    expect(parse('GET', '/api/v1/pods', { authorization: 'Bearer t0ken' }).credentials).toEqual({
      bearerToken: 't0ken',
    });
    expect(
      parse('GET', '/api/v1/pods', { 'impersonate-user': 'jane', 'impersonate-group': 'dev, ops' }).credentials,
    ).toEqual({
      ...ADMIN,
      impersonate: { user: 'jane', groups: ['dev', 'ops'] },
    });
  });

  it('takes delete options from the query when there is no body', () => {
    const request = parse('DELETE', '/api/v1/namespaces/a/pods/b?gracePeriodSeconds=0&propagationPolicy=Orphan');
    expect(request.body).toEqual({ gracePeriodSeconds: 0, propagationPolicy: 'Orphan' });
  });
});

describe('an answer', () => {
  const format = { pretty: false, accept: '', yaml: undefined };
  const pod = { spec: {}, metadata: { labels: {}, uid: 'u', name: 'a' }, kind: 'Pod', apiVersion: 'v1' };

  it('is written in Go’s order', () => {
    expect(formatHttp({ code: 200, body: pod }, format).body).toBe(
      '{"kind":"Pod","apiVersion":"v1","metadata":{"name":"a","uid":"u","labels":{}},"spec":{}}\n',
    );
  });

  it('writes times of a pod that nobody has set, as Go does', () => {
    const status = { conditions: [{ type: 'Ready', status: 'True' }] };
    const { body } = formatHttp({ code: 200, body: { ...pod, status } }, format);
    expect((JSON.parse(body) as { status: unknown }).status).toEqual({
      conditions: [{ type: 'Ready', status: 'True', lastProbeTime: null, lastTransitionTime: null }],
    });
  });

  it('writes the rows of a table as it writes objects, the second time as well', () => {
    const { kind: _, ...rest } = pod;
    const object = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: pod.metadata };
    const rows = [{ cells: ['a', 1], object }, { cells: [], object: { ...rest, kind: 'Pod' } }, { cells: ['x'] }];
    const table = { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: {}, columnDefinitions: [], rows };
    const expected = JSON.stringify({
      ...table,
      rows: [
        { cells: ['a', 1], object: { ...object, metadata: { name: 'a', uid: 'u', labels: {} } } },
        {
          cells: [],
          object: { kind: 'Pod', apiVersion: 'v1', metadata: { name: 'a', uid: 'u', labels: {} }, spec: {} },
        },
        { cells: ['x'] },
      ],
    });
    for (let times = 0; times < 2; times++) {
      expect(formatHttp({ code: 200, body: table }, format).body).toBe(`${expected}\n`);
    }
  });

  it('does not repeat the type in the items of a list', () => {
    const body = { apiVersion: 'v1', kind: 'PodList', metadata: { resourceVersion: '1' }, items: [pod] };
    expect(JSON.parse(formatHttp({ code: 200, body }, format).body).items[0]).not.toHaveProperty('kind');
    expect(JSON.parse(formatWatchEvent({ type: 'ADDED', object: pod as unknown as ApiObject })).object.kind).toBe(
      'Pod',
    );
  });

  it('carries warnings as headers that cannot be broken out of', () => {
    const { headers } = formatHttp({ code: 200, body: pod, warnings: ['say "x"\r\nset-cookie: y'] }, format);
    expect(headers.warning).toBe('299 - "say \\"x\\" set-cookie: y"');
  });
});
