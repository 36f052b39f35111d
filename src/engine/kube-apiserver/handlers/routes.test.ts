import { beforeAll, describe, expect, it } from 'vitest';
import { formatHttp, parseHttp } from '../http/index.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeAll(() => {
  server = new TestServer();
});

const ADMIN = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

function http(method: string, url: string, body?: unknown) {
  const headers = { 'content-type': 'application/json' };
  const parsed = parseHttp({ method, url, headers, ...(body !== undefined && { body: JSON.stringify(body) }) }, ADMIN);
  if ('response' in parsed) return { ...parsed.response, json: JSON.parse(parsed.response.body) as unknown };
  const { request, format } = parsed;
  const response = formatHttp('path' in request ? server.api.observePath(request) : server.ask(request), format);
  return { ...response, json: JSON.parse(response.body) as unknown };
}

const named = (name: string) => ({ metadata: { name } });

describe('an address', () => {
  it.each([
    ['POST', '/api/v1/configmaps'],
    ['DELETE', '/api/v1/configmaps'],
    ['POST', '/api/v1/namespaces/default/configmaps/a'],
    ['PUT', '/api/v1/namespaces/default/configmaps'],
    ['DELETE', '/api/v1/namespaces'],
    ['DELETE', '/api/v1/namespaces/default/status'],
    ['DELETE', '/apis/apps/v1/namespaces/default/deployments/web/status'],
    ['DELETE', '/apis/apps/v1/namespaces/default/deployments/web/scale'],
    ['POST', '/apis/apps/v1/namespaces/default/deployments/web/status'],
    ['DELETE', '/api/v1/namespaces/default/pods/web/ephemeralcontainers'],
    ['GET', '/api/v1/namespaces/default/pods/web/eviction'],
    ['GET', '/apis/authorization.k8s.io/v1/selfsubjectaccessreviews'],
  ])('has no such method: %s %s', (method, url) => {
    expect(http(method, url, named('a'))).toMatchObject({
      status: 405,
      json: { reason: 'MethodNotAllowed', message: 'the server does not allow this method on the requested resource' },
    });
  });

  it.each([
    ['GET', '/api/v1/configmaps/a'],
    ['GET', '/api/v1/namespaces/default/nodes'],
    ['GET', '/api/v1/namespaces/default/things'],
  ])('is not there: %s %s', (method, url) => {
    expect(http(method, url)).toMatchObject({ status: 404, json: { reason: 'NotFound' } });
  });

  it.each([
    ['GET', '/api/v1/configmaps', 200],
    ['GET', '/api/v1/nodes', 200],
    ['GET', '/api/v1/namespaces/default', 200],
    ['DELETE', '/api/v1/namespaces/default/configmaps', 200],
  ])('is there: %s %s', (method, url, status) => {
    expect(http(method, url).status).toBe(status);
  });
});

it('an object that is asked for by its name is got, whatever is said of watching', () => {
  expect(http('GET', '/api/v1/namespaces/default?watch=true').json).toMatchObject({ kind: 'Namespace' });
});

describe('a resourceVersion that is none', () => {
  const answer = (url: string) => http('GET', url) as { status: number; json: unknown };
  const why = 'resourceVersion: Invalid value: "x": strconv.ParseUint: parsing "x": invalid syntax';

  it('is each verb’s own sort of mistake', () => {
    const maps = '/api/v1/namespaces/default/configmaps';
    expect(answer(`${maps}?resourceVersion=x`)).toMatchObject({
      status: 400,
      json: { message: `invalid resource version: ${why}` },
    });
    expect(answer(`${maps}?watch=1&resourceVersion=x`)).toMatchObject({
      status: 422,
      json: { message: `configmaps "" is invalid: ${why}` },
    });
    expect(answer(`${maps}/a?resourceVersion=x`)).toMatchObject({ status: 400, json: { message: why } });
  });
});

describe('what is refused', () => {
  const message = (method: string, url: string, body?: unknown) =>
    (http(method, url, body).json as { message: string }).message;
  const maps = '/api/v1/namespaces/default/configmaps';

  it('is told in upstream’s words', () => {
    expect(message('PUT', `${maps}/a`, { metadata: {} })).toBe(
      'the name of the object (a based on URL) was undeterminable: name must be provided',
    );
    expect(message('PUT', `${maps}/a`, { metadata: { name: 'a', namespace: 'b' } })).toBe(
      'the namespace of the object (b) does not match the namespace on the request (default)',
    );
    expect(message('DELETE', `${maps}/a?propagationPolicy=Foo`)).toBe(
      'DeleteOptions.meta.k8s.io "" is invalid: propagationPolicy: Unsupported value: "Foo": supported values: "Foreground", "Background", "Orphan", "nil"',
    );
    expect(message('GET', `${maps}?limit=many`)).toBe('strconv.ParseInt: parsing "many": invalid syntax');
    expect(message('GET', `${maps}?sendInitialEvents=true`)).toBe(
      'ListOptions.meta.k8s.io "" is invalid: sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list',
    );
  });

  it('says when to come again, when that will help', () => {
    const { status, headers } = http('GET', `${maps}?resourceVersion=99999999`);
    expect([status, headers['retry-after']]).toEqual([504, '1']);
    expect(http('GET', `${maps}/none`).headers['retry-after']).toBeUndefined();
  });
});
