import type { Server } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../engine/cluster/index.ts';
import { createCluster, type ClusterHandle } from '../worker/create-cluster.ts';
import { refuse, serveCluster } from './http-server.ts';
import { serverOptions } from './options.ts';
import { yaml } from './yaml.ts';

describe('the command line', () => {
  it('has the defaults that its users rely on, and takes what they say', () => {
    expect(serverOptions([])).toMatchObject({ port: 8001, workers: 3, controlPlanes: 1, speed: 1, seed: 1 });
    expect(serverOptions(['--port', '0', '--speed', 'max', '--control-planes', '0'])).toMatchObject({
      port: 0,
      speed: Infinity,
      controlPlanes: 0,
    });
  });

  it.each([
    ['--port', '99999'],
    ['--workers', 'many'],
    ['--speed', '-1'],
    ['--speed', '0'],
    ['--unknown', '1'],
  ])('refuses %s %s', (...argv) => {
    expect(() => serverOptions(argv)).toThrow();
  });
});

describe('who may ask', () => {
  it.each([
    [{ host: 'localhost:8001' }, true],
    [{ host: '127.0.0.1:8001', origin: 'http://localhost:5173' }, true],
    [{ host: '[::1]:8001' }, true],
    [{ host: 'evil.example' }, false],
    [{ host: 'localhost.evil.example:8001' }, false],
    [{ host: 'localhost:8001', origin: 'https://evil.example' }, false],
    [{ host: 'localhost:8001', origin: 'null' }, false],
    [{ host: 'localhost:8001', 'sec-fetch-site': 'cross-site' }, false],
    [{ host: 'localhost:8001', 'sec-fetch-site': 'same-origin' }, true],
    [{}, false],
  ])('%j: %s', (headers, allowed) => {
    expect(refuse({ headers }) === undefined).toBe(allowed);
  });
});

describe('the Kubernetes API over HTTP', () => {
  let server: Server;
  let address: string;
  let handle: ClusterHandle;
  const audited: AuditEvent[] = [];

  beforeEach(async () => {
    audited.length = 0;
    handle = createCluster({ seed: 1, workers: 1, yaml, audit: (event) => audited.push(event) });
    server = serveCluster(handle.cluster, (error) => {
      throw error;
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const at = server.address();
    address = typeof at === 'object' && at ? `http://127.0.0.1:${at.port}` : '';
  });

  afterEach(() => {
    server.closeAllConnections();
    server.close();
  });

  const post = (path: string, body: unknown) =>
    fetch(address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  it('creates, reads and refuses as a Kubernetes API does', async () => {
    const made = await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    expect(made.status).toBe(201);
    const again = await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'demo' } });
    expect([again.status, await again.json()]).toMatchObject([409, { reason: 'AlreadyExists' }]);
    expect((await fetch(`${address}/api/v1/namespaces/demo`)).status).toBe(200);
    expect(await (await fetch(`${address}/apis/none/v1/things`)).json()).toMatchObject({ kind: 'Status', code: 404 });
  });

  it('streams a watch line by line while time goes on', async () => {
    const response = await fetch(`${address}/api/v1/namespaces?watch=true`);
    const reader = response.body!.getReader();
    await post('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'later' } });
    await handle.advance('1s');
    let text = '';
    while (!text.includes('"later"')) text += new TextDecoder().decode((await reader.read()).value);
    for (const line of text.trim().split('\n')) expect(JSON.parse(line)).toHaveProperty('type');
    await reader.cancel();
  });

  it('refuses a body that is too large, and lives on', async () => {
    const response = await fetch(`${address}/api/v1/namespaces`, {
      method: 'POST',
      body: 'x'.repeat(3 * 1024 * 1024 + 1),
    });
    expect(response.status).toBe(413);
    expect((await fetch(`${address}/readyz`)).status).toBe(200);
  });

  it('names every answer, by the name that the client gave it if it did', async () => {
    const path = `${address}/api/v1/namespaces/default`;
    const own = (await fetch(path)).headers.get('audit-id');
    expect(own).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect((await fetch(path)).headers.get('audit-id')).not.toBe(own);
    expect((await fetch(path, { headers: { 'audit-id': 'mine' } })).headers.get('audit-id')).toBe('mine');
    expect(audited.filter(({ auditID }) => auditID === own)).toMatchObject([
      { verb: 'get', objectRef: { name: 'default' } },
    ]);
  });

  describe('in other forms than JSON', () => {
    const send = async (type: string, body: string | Uint8Array<ArrayBuffer>, query = '') => {
      const path = '/api/v1/namespaces/default/configmaps';
      const response = await fetch(address + path + query, { method: 'POST', headers: { 'content-type': type }, body });
      return { status: response.status, json: (await response.json()) as { message: string; data: object } };
    };
    const map = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: cm}\ndata: {"on": "1"}\n';

    it('reads YAML, and writes it for who asks', async () => {
      expect(await send('application/yaml', map)).toMatchObject({ status: 201, json: { data: { on: '1' } } });
      const headers = { accept: 'application/yaml' };
      const got = await fetch(`${address}/api/v1/namespaces/default/configmaps/cm`, { headers });
      expect(got.headers.get('content-type')).toBe('application/yaml');
      expect(await got.text()).toMatch(/^apiVersion: v1\ndata:\n {2}"on": "1"\nkind: ConfigMap\n/);
    });

    it('says what is wrong with it', async () => {
      const broken = await send('application/yaml', 'a: b: c');
      expect(broken).toMatchObject({ status: 400 });
      expect(broken.json.message).toBe(
        'the object provided is unrecognized (must be of type ConfigMap): yaml: line 1: mapping values are not allowed in this context (613a20623a2063)',
      );
      const twice = await send('application/yaml', `${map}kind: ConfigMap\n`, '?fieldValidation=Strict');
      expect(twice.json.message).toContain('line 5: key "kind" already set in map');
    });

    it('reads protobuf', async () => {
      const object = [field(1, field(1, 'pb')), field(2, field(1, 'k'), field(2, 'hé'))];
      const typeMeta = field(1, field(1, 'v1'), field(2, 'ConfigMap'));
      const bytes = Buffer.concat([Buffer.from('k8s\0'), typeMeta, field(2, ...object)]);
      expect(await send('application/vnd.kubernetes.protobuf', Uint8Array.from(bytes))).toMatchObject({
        status: 201,
        json: { data: { k: 'hé' } },
      });
    });

    it('refuses what it cannot read or write', async () => {
      expect(await send('text/plain', 'x')).toMatchObject({
        status: 415,
        json: {
          message:
            'the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf',
        },
      });
      const headers = { accept: 'application/vnd.kubernetes.protobuf' };
      expect((await fetch(`${address}/api/v1/pods`, { headers })).status).toBe(406);
    });
  });
});

/** A length-delimited protobuf field. */
function field(number: number, ...content: (string | Buffer)[]): Buffer {
  const inside = Buffer.concat(content.map((part) => Buffer.from(part)));
  return Buffer.concat([Buffer.from([(number << 3) | 2, inside.length]), inside]);
}
