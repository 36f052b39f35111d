import { beforeEach, describe, expect, it } from 'vitest';
import type { ApiRequest, ApiResponse, Credentials } from '../../client-go/request.ts';
import { why, type Span } from '../../trace/index.ts';
import { formatHttp, parseHttp } from '../http/index.ts';
import { TestServer } from '../testing/test-server.ts';

let server: TestServer;
beforeEach(() => {
  server = new TestServer();
});

const ADMIN: Credentials = { clientCertificate: { commonName: 'admin', organizations: ['system:masters'] } };
const JANE: Credentials = { clientCertificate: { commonName: 'jane', organizations: [] } };

/** One HTTP exchange, all the way in and out. */
function http(method: string, url: string, body?: unknown, headers: Record<string, string> = {}, who = ADMIN) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const parsed = parseHttp({ method, url, headers, ...(body !== undefined && { body: text }) }, who);
  if ('response' in parsed) return { ...parsed.response, json: JSON.parse(parsed.response.body) as unknown };
  const { request, format } = parsed;
  const answer = 'path' in request ? server.api.observePath(request) : server.ask(request);
  const response = formatHttp(answer, format);
  const json: unknown = response.body.startsWith('{') ? JSON.parse(response.body) : undefined;
  return { ...response, json };
}

const spans = () => {
  const found: Span[] = [];
  for (let id = server.trace.first; id < server.trace.next; id++) {
    const record = server.trace.get(id);
    if (record?.type === 'span' && record.process.startsWith('kube-apiserver')) found.push(record);
  }
  return found;
};

describe('who may do what', () => {
  const list = (credentials: Credentials): ApiResponse => server.ask({ verb: 'list', resource: 'nodes', credentials });

  it('masters and the scheduler may, a kubelet only about its own node, others not at all', () => {
    expect(list(ADMIN).code).toBe(200);
    const scheduler = { clientCertificate: { commonName: 'system:kube-scheduler', organizations: [] } };
    expect(list(scheduler).code).toBe(200);
    const kubelet = { clientCertificate: { commonName: 'system:node:worker-1', organizations: ['system:nodes'] } };
    expect(list(kubelet)).toMatchObject({
      code: 403,
      body: {
        message:
          'nodes is forbidden: User "system:node:worker-1" cannot list resource "nodes" in API group "" at the cluster scope: node \'worker-1\' cannot read all nodes, only its own Node object',
      },
    });
    expect(list(JANE)).toMatchObject({
      code: 403,
      body: {
        reason: 'Forbidden',
        message: 'nodes is forbidden: User "jane" cannot list resource "nodes" in API group "" at the cluster scope',
      },
    });
    expect(list({})).toMatchObject({ code: 403, body: { message: expect.stringMatching(/User "system:anonymous"/) } });
  });

  it('a made-up token is not let in at all', () => {
    expect(list({ bearerToken: 'a.b.c' })).toMatchObject({ code: 401, body: { message: 'Unauthorized' } });
  });

  it('only who has the right acts as somebody else', () => {
    const impersonate = { user: 'jane' };
    expect(list({ ...ADMIN, impersonate })).toMatchObject({
      code: 403,
      body: { message: expect.stringMatching(/User "jane" cannot list/) },
    });
    expect(list({ ...JANE, impersonate: { user: 'admin', groups: ['system:masters'] } })).toMatchObject({
      body: { message: expect.stringMatching(/User "jane" cannot impersonate resource "users"/) },
    });
  });

  it('anybody may ask how it is, and only those who are known what there is', () => {
    expect(http('GET', '/readyz', undefined, {}, {}).body).toBe('ok');
    expect(http('GET', '/version', undefined, {}, {}).body).toContain('{\n  "major": "1",\n');
    expect(http('GET', '/version', undefined, {}, {}).json).toMatchObject({ gitVersion: 'v1.36.0' });
    expect(http('GET', '/apis', undefined, {}, {}).status).toBe(403);
    expect(http('GET', '/apis', undefined, {}, JANE).status).toBe(200);
  });
});

describe('a request’s span', () => {
  it('tells each stage, and lies between the request and the commit', () => {
    server.create('configmaps', { metadata: { name: 'a', namespace: 'default' } });
    const span = spans().at(-1)!;
    expect(span).toMatchObject({ operation: 'POST', key: '/api/v1/namespaces/default/configmaps', outcome: 'ok' });
    expect(span.detail).toMatchObject({ user: 'admin', code: 201 });
    const { stages } = span.detail as { stages: { name: string }[] };
    expect(stages.map((stage) => stage.name)).toEqual([
      'authentication',
      'authorization',
      'decode',
      'mutating admission',
      'validation',
    ]);
    let commit = server.trace.next - 1;
    while (server.trace.get(commit)?.type !== 'commit') commit--;
    const chain = why(server.trace, commit).map((record) => (record.type === 'span' ? record.operation : record.type));
    expect(chain).toEqual(['commit', 'Txn', 'hop', 'POST', 'hop']);
  });

  it('names the plugin that refused', () => {
    expect(() => server.delete('namespaces', undefined, 'default')).toThrow();
    const { stages } = spans().at(-1)!.detail as { stages: unknown[] };
    expect(stages).toContainEqual({ name: 'validating admission', refusedBy: 'NamespaceLifecycle' });
  });
});

describe('over HTTP', () => {
  const url = '/api/v1/namespaces/default/configmaps';
  const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { k: 'v' } };

  it('objects are created and read back in Go’s order', () => {
    const created = http('POST', url, body);
    expect(created.status).toBe(201);
    expect(created.body).toMatch(
      /^\{"kind":"ConfigMap","apiVersion":"v1","metadata":\{"name":"a","namespace":"default","uid":"[^"]+","resourceVersion":"\d+","creationTimestamp":"[^"]+","managedFields":\[\{"manager":"unknown","operation":"Update","apiVersion":"v1","time":"[^"]+","fieldsType":"FieldsV1","fieldsV1":\{"f:data":\{"\.":\{\},"f:k":\{\}\}\}\}\]\},"data":\{"k":"v"\}\}\n$/,
    );
    expect(http('GET', `${url}/a`).body).toBe(created.body);
  });

  it('what is not JSON, not an object, or of another kind is refused and nothing happens', () => {
    const before = server.disk.store.revision;
    expect(http('POST', url, '{"apiVersion":').status).toBe(400);
    expect(http('POST', url, '[]').status).toBe(400);
    expect(http('POST', url, '').status).toBe(400);
    expect(http('POST', url, { ...body, apiVersion: 'apps/v1' }).json).toMatchObject({
      message: 'the API version in the data (apps/v1) does not match the expected API version (v1)',
    });
    expect(http('POST', url, { ...body, kind: 'Secret' }).status).toBe(400);
    expect(http('POST', url, 'a: b', { 'content-type': 'application/yaml' }).status).toBe(415);
    expect(server.disk.store.revision).toBe(before);
  });

  it('shapes that nobody thought of never take the server down', () => {
    const monsters: unknown[] = [
      { ...body, metadata: 'x' },
      { ...body, metadata: { name: 5 } },
      { ...body, metadata: { name: 'a', labels: 7, annotations: [], ownerReferences: 'me', finalizers: {} } },
      { ...body, data: [1, null] },
      { apiVersion: 'v1', kind: 'ConfigMap' },
      { __proto__: { polluted: true }, ...body },
    ];
    for (const monster of monsters) expect(http('POST', url, monster).status).toBeLessThan(600);
    for (const spec of [
      null,
      1,
      'x',
      [],
      { containers: 'x' },
      { containers: [null] },
      { containers: [{ ports: 3 }] },
    ]) {
      const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec };
      expect(http('POST', '/api/v1/namespaces/default/pods', pod).status).toBeGreaterThanOrEqual(400);
    }
    expect(http('GET', url).status).toBe(200);
  });

  it('there is nothing at an unknown address, and not every verb everywhere', () => {
    expect(http('GET', '/apis/example.com/v1/widgets').status).toBe(404);
    expect(http('GET', '/nothing/here').status).toBe(404);
    expect(http('DELETE', '/api/v1/namespaces/default/pods/x/binding').status).toBe(405);
  });

  it('what is deprecated says so', () => {
    expect(http('GET', '/api/v1/namespaces/default/endpoints').headers.warning).toBe(
      '299 - "v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice"',
    );
  });
});

describe('discovery', () => {
  it('lists groups, versions and resources in both forms', () => {
    expect(http('GET', '/api').json).toMatchObject({ kind: 'APIVersions', versions: ['v1'] });
    const { groups } = http('GET', '/apis').json as unknown as { groups: { name: string }[] };
    expect(groups.map((group) => group.name).slice(0, 3)).toEqual(['apiregistration.k8s.io', 'apps', 'events.k8s.io']);
    const { resources } = http('GET', '/apis/apps/v1').json as unknown as { resources: { name: string }[] };
    expect(resources.find((one) => one.name === 'deployments/scale')).toEqual({
      name: 'deployments/scale',
      singularName: '',
      namespaced: true,
      group: 'autoscaling',
      version: 'v1',
      kind: 'Scale',
      verbs: ['get', 'patch', 'update'],
    });
    const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json';
    const aggregated = http('GET', '/apis', undefined, { accept });
    expect(aggregated.headers['content-type']).toContain('as=APIGroupDiscoveryList');
    expect(aggregated.json).toMatchObject({ kind: 'APIGroupDiscoveryList' });
    const { items } = aggregated.json as unknown as { items: unknown[] };
    expect(items[1]).toMatchObject({
      metadata: { name: 'apps' },
      versions: [{ version: 'v1', freshness: 'Current' }],
    });
  });

  it('names only what is served', () => {
    const { resources } = http('GET', '/api/v1').json as unknown as { resources: { name: string; verbs: string[] }[] };
    for (const { name, verbs } of resources) {
      const [resource = '', subresource] = name.split('/');
      const asked: Partial<ApiRequest> = { namespace: 'default', name: 'nobody', subresource };
      for (const verb of ['get', 'list'] as const) {
        if (!verbs.includes(verb)) continue;
        const answer = server.ask({ verb, resource, ...(verb === 'get' ? asked : {}) });
        const { message = '' } = (answer.body ?? {}) as { message?: string };
        expect(message).not.toBe('the server could not find the requested resource');
      }
    }
  });
});

describe('the observer', () => {
  it('sees what is stored, and what was, without a trace', () => {
    server.create('configmaps', { metadata: { name: 'a', namespace: 'default' } });
    const then = server.api.revision;
    const seen: string[] = [];
    const stop = server.api.observeWatch((change) => seen.push(`${change.name} ${change.object ? 'is' : 'is gone'}`));
    server.delete('configmaps', 'default', 'a');
    stop();
    server.create('configmaps', { metadata: { name: 'b', namespace: 'default' } });
    const records = server.trace.next;
    const get = server.request({ verb: 'get', resource: 'configmaps', namespace: 'default', name: 'a' });
    expect(server.api.observe(get).code).toBe(404);
    expect(server.api.observeAt(then, get)).toMatchObject({ code: 200, body: { metadata: { name: 'a' } } });
    expect(seen).toEqual(['a is gone']);
    expect(server.trace.next).toBe(records);
  });
});

describe('a body’s shape', () => {
  const pods = '/api/v1/namespaces/default/pods';
  const pod = (spec: object) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'p' }, spec });
  const message = (answer: { json: unknown }) => (answer.json as { message: string }).message;

  it('is checked, and refused in Go’s words', () => {
    const wrong = { containers: [{ name: 'c', image: 'i', ports: [{ containerPort: 'x' }] }] };
    expect(message(http('POST', pods, pod(wrong)))).toBe(
      'Pod in version "v1" cannot be handled as a Pod: json: cannot unmarshal string into Go struct field ContainerPort.spec.containers.ports.containerPort of type int32',
    );
  });

  it.each([
    ['{"kind":', 'unexpected end of JSON input'],
    ['{"kind" 1}', "invalid character '1' after object key"],
    ['{"a":1 "b":2}', `invalid character '"' after object key:value pair`],
    ['[1 2]', "invalid character '2' after array element"],
    ['<html>', "invalid character '<' looking for beginning of value"],
    ['{"a\\x":1}', "invalid character 'x' in string escape code"],
    ['{"a":"b\n"}', "invalid character '\\n' in string literal"],
    ['{"a":"b', 'unexpected end of JSON input'],
    ['{} {}', "invalid character '{' after top-level value"],
    ['['.repeat(5000), 'exceeded max depth'],
  ])('%s is not JSON', (text, why) => {
    const answer = http('POST', pods, text);
    expect(answer.status).toBe(400);
    expect(message(answer)).toContain(why);
  });

  it('with unknown or doubled fields is refused, warned of or let be, as fieldValidation says', () => {
    const text = '{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a"},"data":{},"data":{"k":"v"},"foo":1}';
    const post = (query: string) => http('POST', `/api/v1/namespaces/default/configmaps?${query}`, text);
    expect(message(post('fieldValidation=Strict'))).toBe(
      'ConfigMap in version "v1" cannot be handled as a ConfigMap: strict decoding error: duplicate field "data", unknown field "foo"',
    );
    expect(post('fieldValidation=Ignore&dryRun=All').headers.warning).toBeUndefined();
    const stored = post('fieldValidation=Warn');
    expect(stored.headers.warning).toContain('299 - "unknown field \\"foo\\""');
    expect(stored.json).not.toHaveProperty('foo');
  });

  it('after a patch is checked as well', () => {
    http('POST', '/api/v1/namespaces/default/configmaps', { metadata: { name: 'a' } });
    const patch = (body: unknown) =>
      http('PATCH', '/api/v1/namespaces/default/configmaps/a?fieldValidation=Strict', body, {
        'content-type': 'application/strategic-merge-patch+json',
      });
    expect(message(patch({ foo: { b: 1 } }))).toBe(
      ' "" is invalid: patch: Invalid value: "map[foo:map[b:1]]": strict decoding error: unknown field "foo"',
    );
    expect(message(patch({ data: { k: 1 } }))).toBe(
      ' "" is invalid: patch: Invalid value: "map[data:map[k:1]]": cannot convert int64 to string',
    );
    expect(patch({ data: { k: 'v' } }).status).toBe(200);
  });
});
