import { beforeEach, describe, expect, it } from 'vitest';
import { TestServer } from '../testing/test-server.ts';
import { storageVersionHash } from './discovery.ts';
import { podKind } from '../../api/pod/index.ts';
import { deploymentKind } from '../../api/deployment/index.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const ADMIN = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };

function get(path: string, query: Record<string, string> = {}, credentials: object = ADMIN) {
  return server.api.observePath({ verb: 'get', path, query, accept: '', credentials, userAgent: 'test' });
}

describe('health', () => {
  it('is one word, or a line for each check', () => {
    expect(get('/healthz')).toEqual({ code: 200, body: 'ok' });
    const { body } = get('/readyz', { verbose: '' });
    expect((body as string).split('\n')).toEqual([
      '[+]ping ok',
      '[+]log ok',
      '[+]etcd ok',
      '[+]etcd-readiness ok',
      '[+]informer-sync ok',
      '[+]poststarthook/rbac/bootstrap-roles ok',
      '[+]poststarthook/scheduling/bootstrap-system-priority-classes ok',
      '[+]poststarthook/bootstrap-controller ok',
      '[+]shutdown ok',
      'readyz check passed',
      '',
    ]);
    expect(get('/livez', { verbose: '' }).body).not.toContain('informer-sync');
  });

  it('can be asked for one check, and for all but some', () => {
    expect(get('/livez/ping')).toEqual({ code: 200, body: 'ok' });
    expect(get('/livez/informer-sync').code).toBe(404);
    const { body } = get('/readyz', { verbose: '', exclude: 'etcd,nothing' });
    expect(body).toContain('[+]etcd excluded: ok\n');
    expect(body).toContain('warn: some health checks cannot be excluded: no matches for "nothing"\n');
  });

  it('tells a server that has not read its world yet from one that has', () => {
    server.apiProcess.kill();
    server.restartApi();
    expect(get('/readyz')).toMatchObject({
      code: 500,
      body: expect.stringContaining('[-]informer-sync failed: reason withheld\n'),
    });
    expect((get('/readyz').body as string).endsWith('readyz check failed\n')).toBe(true);
    expect(get('/livez').code).toBe(200);
    server.advance(5_000_000);
    expect(get('/readyz').code).toBe(200);
  });
});

it('the root lists every address, and an address that is not there is answered with the same', () => {
  const { code, body } = get('/');
  const { paths } = body as { paths: string[] };
  expect(code).toBe(200);
  for (const path of [
    '/apis/apps',
    '/apis/apps/v1',
    '/api/v1',
    '/healthz/ping',
    '/version',
    '/metrics',
    '/openapi/v2',
  ]) {
    expect(paths).toContain(path);
    expect(get(path).code).toBe(200);
  }
  expect(get('/nowhere')).toMatchObject({ code: 404, body: { paths } });
});

it('metrics count what was asked for and what is there', () => {
  server.ask({ verb: 'list', resource: 'pods' });
  server.ask({ verb: 'list', resource: 'pods' });
  server.ask({ verb: 'get', resource: 'pods', namespace: 'default', name: 'none' });
  server.ask({ verb: 'get', resource: 'po"ds\n', name: 'x' });
  const { body, headers } = get('/metrics');
  const text = body as string;
  expect(headers?.['content-type']).toMatch(/^text\/plain; version=0\.0\.4/);
  const total = (verb: string, code: number, scope: string) =>
    `apiserver_request_total{code="${code}",component="apiserver",dry_run="",group="",resource="pods",scope="${scope}",subresource="",verb="${verb}",version="v1"}`;
  expect(text).toContain(`${total('LIST', 200, 'cluster')} 2\n`);
  expect(text).toContain(`${total('GET', 404, 'resource')} 1\n`);
  expect(text).toMatch(/^apiserver_resource_objects\{group="",resource="namespaces"\} [1-9]\d*$/m);
  expect(text).not.toContain('po"ds');
  for (const line of text.trimEnd().split('\n'))
    expect(line).toMatch(/^(# (HELP|TYPE) \w+ .+|\w+(\{.*\})? \d+(\.\d+)?)$/);
});

it('is not told to who may not ask', () => {
  const jane = { clientCertificate: { commonName: 'jane', organizations: ['system:authenticated'] } };
  expect(get('/metrics', {}, jane)).toMatchObject({
    code: 403,
    body: { message: 'forbidden: User "jane" cannot get path "/metrics"' },
  });
});

describe('discovery of everything at once', () => {
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const discover = (ifNoneMatch?: string) =>
    server.api.observePath({
      verb: 'get',
      path: '/apis',
      query: {},
      accept,
      ifNoneMatch,
      credentials: ADMIN,
      userAgent: '',
    });

  it('is not sent again to whoever has it', () => {
    const { code, headers } = discover();
    expect(code).toBe(200);
    expect(headers).toEqual({
      etag: expect.stringMatching(/^"[0-9A-F]{64}"$/),
      vary: 'Accept',
      'cache-control': 'public',
    });
    expect(discover(headers!.etag)).toEqual({ code: 304, body: '', headers });
    expect(discover('"other"').code).toBe(200);
  });

  it('in its older form has another tag, and without it none', () => {
    const older = { verb: 'get', path: '/apis', query: {}, credentials: ADMIN, userAgent: '' } as const;
    const etagFor = (form: string) => server.api.observePath({ ...older, accept: form }).headers?.etag;
    expect(etagFor(accept.replace('v=v2', 'v=v2beta1'))).not.toBe(discover().headers!.etag);
    expect(etagFor('application/json')).toBeUndefined();
  });
});

it('hashes of storage versions are the real ones', () => {
  expect([storageVersionHash(podKind), storageVersionHash(deploymentKind)]).toEqual(['xPOwRZ+Yhw8=', '8aSe+NMegvE=']);
});
