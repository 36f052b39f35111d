import type { Server } from 'node:http';
import { request } from 'node:http';
import { PassThrough, Writable } from 'node:stream';
import { connect, createServer, type AddressInfo } from 'node:net';
import workers from 'node:worker_threads';
import zlib from 'node:zlib';
import type * as Library from '@kubernetes/client-node';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createCluster } from '../worker/create-cluster.ts';
import { serveCluster } from './http-server.ts';
import { pace } from './pacer.ts';

// The library's undici is written for Node 22: on Node 20 it finds what it asks for here, which is all that it lacks.
if (!('createZstdDecompress' in zlib)) Object.assign(zlib, { createZstdDecompress: () => undefined });
if (!('markAsUncloneable' in workers)) Object.assign(workers, { markAsUncloneable: () => undefined });
if (!('withResolvers' in Promise)) Object.assign(Promise, { withResolvers });

function withResolvers<T>() {
  let resolve: (value: T) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<T>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

const k8s: typeof Library = await import('@kubernetes/client-node');

const pod = (name: string, container: object): Library.V1Pod => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'main', ...container }] },
});

/** A client library that nobody here wrote. */
describe('@kubernetes/client-node', () => {
  const config = new k8s.KubeConfig();
  let server: Server;
  let stop: () => void;
  let port: number;
  let core: Library.CoreV1Api;

  beforeAll(async () => {
    const { cluster } = createCluster({ seed: 1, workers: 2, epoch: Date.now() * 1000 });
    const fail = (error: unknown) => {
      throw error;
    };
    stop = pace(cluster, 20, fail);
    server = serveCluster(cluster, fail);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
    config.loadFromClusterAndUser(
      { name: 'orrery', server: `http://127.0.0.1:${port}`, skipTLSVerify: true },
      { name: 'admin' },
    );
    core = config.makeApiClient(k8s.CoreV1Api);
    await core.createNamespacedPod({ namespace: 'default', body: pod('web', { image: 'nginx:1.27' }) });
    await core.createNamespacedPod({
      namespace: 'default',
      body: pod('shell', { image: 'busybox', command: ['sleep', 'infinity'] }),
    });
    const talker = pod('talker', { image: 'busybox', command: ['sh', '-c', 'echo one; sleep 40; echo two'] });
    talker.spec!.restartPolicy = 'Never';
    await core.createNamespacedPod({ namespace: 'default', body: talker });
    await until(async () => {
      const { items } = await core.listNamespacedPod({ namespace: 'default' });
      return items.length === 3 && items.every(({ status }) => status?.phase === 'Running');
    });
  });

  afterAll(() => {
    stop();
    server.closeAllConnections();
    server.close();
  });

  const until = async (done: () => boolean | Promise<boolean>) => {
    const deadline = Date.now() + 20_000;
    while (!(await done())) {
      if (Date.now() > deadline) throw new Error('it did not come about in 20 s');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  it('keeps an informer up to date', async () => {
    const seen: string[] = [];
    const list = () => core.listNamespacedConfigMap({ namespace: 'default' });
    const informer = k8s.makeInformer(config, '/api/v1/namespaces/default/configmaps', list);
    informer.on('add', ({ metadata }) => seen.push(`add ${metadata?.name}`));
    informer.on('update', ({ metadata, data }) => seen.push(`update ${metadata?.name} ${data?.['a']}`));
    informer.on('delete', ({ metadata }) => seen.push(`delete ${metadata?.name}`));
    await informer.start();
    const body = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'c' }, data: { a: '1' } };
    await core.createNamespacedConfigMap({ namespace: 'default', body });
    await core.replaceNamespacedConfigMap({ namespace: 'default', name: 'c', body: { ...body, data: { a: '2' } } });
    await core.deleteNamespacedConfigMap({ namespace: 'default', name: 'c' });
    await until(() => seen.includes('delete c'));
    await informer.stop();
    expect(seen.filter((event) => event.endsWith(' c') || event.startsWith('update c'))).toEqual([
      'add c',
      'update c 2',
      'delete c',
    ]);
  });

  it('follows a log until its container ends', async () => {
    const log = collector();
    const ended = new Promise((resolve) => log.stream.on('finish', resolve));
    await new k8s.Log(config).log('default', 'talker', 'main', log.stream, { follow: true });
    await ended;
    expect(log.text()).toBe('one\ntwo\n');
  });

  it('runs a command, is told how it ended and types into another', async () => {
    const out = collector();
    const status = new Promise<Library.V1Status>((resolve) => {
      const command = ['sh', '-c', 'echo out; exit 3'];
      void new k8s.Exec(config).exec('default', 'shell', 'main', command, out.stream, null, null, false, resolve);
    });
    expect(await status).toMatchObject({ status: 'Failure', details: { causes: [{ message: '3' }] } });
    expect(out.text()).toBe('out\n');
    const typed = new PassThrough();
    const echoed = collector();
    const socket = await new k8s.Exec(config).exec(
      'default',
      'shell',
      'main',
      'cat',
      echoed.stream,
      null,
      typed,
      false,
    );
    typed.write('typed');
    await until(() => echoed.text() === 'typed');
    socket.close();
  });

  it('forwards a port', async () => {
    const forward = new k8s.PortForward(config);
    const local = createServer((socket) => void forward.portForward('default', 'web', [80], socket, null, socket));
    await new Promise<void>((resolve) => local.listen(0, '127.0.0.1', resolve));
    const at = local.address() as AddressInfo;
    const answer = collector();
    const client = connect(at.port, '127.0.0.1').on('error', () => undefined);
    client.pipe(answer.stream);
    client.write('GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
    await until(() => answer.text().includes('Welcome to nginx!'));
    local.close();
  });

  it('elects one leader, and another when that one lets go', async () => {
    const coordination = config.makeApiClient(k8s.CoordinationV1Api);
    const lease = (holder: string, version?: string): Library.V1Lease => ({
      metadata: { name: 'leader', ...(version !== undefined && { resourceVersion: version }) },
      spec: { holderIdentity: holder, leaseDurationSeconds: 15 },
    });
    const first = await coordination.createNamespacedLease({ namespace: 'default', body: lease('a') });
    const version = first.metadata?.resourceVersion;
    await coordination.replaceNamespacedLease({ namespace: 'default', name: 'leader', body: lease('b', version) });
    const late = coordination.replaceNamespacedLease({
      namespace: 'default',
      name: 'leader',
      body: lease('c', version),
    });
    await expect(late).rejects.toMatchObject({ code: 409 });
    const held = await coordination.readNamespacedLease({ namespace: 'default', name: 'leader' });
    expect(held.spec?.holderIdentity).toBe('b');
  });

  it('is kept out of an upgrade that a page of another site asks for', async () => {
    const refused = (headers: Record<string, string>) =>
      new Promise<number>((resolve, reject) => {
        const path = '/api/v1/namespaces/default/pods/shell/exec?command=ls&stdout=true';
        const upgrade = {
          connection: 'Upgrade',
          upgrade: 'websocket',
          'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        };
        const asked = request({ host: '127.0.0.1', port, path, headers: { ...upgrade, ...headers } });
        asked.on('response', ({ statusCode }) => resolve(statusCode ?? 0));
        asked.on('upgrade', (response, socket) => {
          socket.destroy();
          resolve(response.statusCode ?? 0);
        });
        asked.on('error', reject);
        asked.end();
      });
    expect(await refused({ origin: 'https://evil.example' })).toBe(403);
    expect(await refused({ host: 'evil.example' })).toBe(403);
    expect(await refused({ 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await refused({ 'sec-websocket-protocol': 'v4.channel.k8s.io' })).toBe(101);
  });
});

function collector() {
  const chunks: Buffer[] = [];
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      chunks.push(chunk);
      done();
    },
  });
  return { stream, text: () => Buffer.concat(chunks).toString() };
}
