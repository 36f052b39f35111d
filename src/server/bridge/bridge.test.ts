import { createServer, request, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { HttpReply, HttpResponse } from '../../engine/cluster/index.ts';
import type { ToPage } from '../../protocol/index.ts';
import { EngineHost } from '../../worker/engine-host.ts';
import { attach, Pages } from './index.ts';

const GET = (url: string) => ({ method: 'GET', url, headers: {} });

/** What came back for one request. */
function asked(pages: Pages, url: string) {
  const heard: { response?: HttpResponse; text: string; over: string } = { text: '', over: '' };
  const reply: HttpReply = {
    onResponse: (response) => (heard.response = response),
    onChunk: (text) => (heard.text += text),
    onEnd: () => (heard.over = 'end'),
    onFailure: (reason) => (heard.over = reason),
  };
  return { heard, stream: pages.connect(GET(url), reply) };
}

/** A page whose cluster is an engine in this very thread. */
function page(pages: Pages) {
  const said: ToPage[] = [];
  let now = 0;
  const host: EngineHost = new EngineHost(
    (message) => {
      if (message.type === 'stream') bridge.hear(JSON.stringify(message));
      if (message.type === 'batch') ({ now } = message);
    },
    () => 0,
  );
  const bridge = pages.join({
    send: (text) => {
      const asks = JSON.parse(text) as ToPage;
      said.push(asks);
      host.handle(asks);
    },
  });
  host.handle({ id: -1, command: { type: 'boot', options: { seed: 1, workers: 1, controlPlanes: 0 } } });
  const advance = () => host.handle({ id: -2, command: { type: 'advance', to: now + 1_000_000, budgetMs: 1e9 } });
  const look = (visible: boolean) => bridge.hear(JSON.stringify({ type: 'visible', visible }));
  return { said, advance, look, leave: bridge.leave };
}

describe('pages that lend their clusters', () => {
  it('are missed by name when there is none', async () => {
    const { heard } = asked(new Pages(), '/version');
    await Promise.resolve();
    expect(heard.response?.status).toBe(503);
    expect(JSON.parse(heard.response?.body ?? '')).toMatchObject({ kind: 'Status', reason: 'ServiceUnavailable' });
  });

  it('answer when their time goes on; watches grow, and are given up when nobody listens', () => {
    const pages = new Pages();
    const one = page(pages);
    const { heard } = asked(pages, '/api/v1/nodes/worker-1');
    expect(heard.response).toBeUndefined();
    one.advance();
    expect(heard.response).toMatchObject({ status: 200 });
    const watch = asked(pages, '/api/v1/nodes?watch=true');
    one.advance();
    expect(watch.heard.text).toContain('"type":"ADDED"');
    watch.stream.cancel();
    expect(one.said.at(-1)).toMatchObject({ command: { type: 'say', message: null } });
  });

  it('let the newest that is looked at answer', () => {
    const pages = new Pages();
    const [old, young] = [page(pages), page(pages)];
    asked(pages, '/version');
    expect([old.said.length, young.said.length]).toEqual([0, 1]);
    old.look(true);
    asked(pages, '/version');
    expect([old.said.length, young.said.length]).toEqual([1, 1]);
    young.look(true);
    asked(pages, '/version');
    young.look(false);
    asked(pages, '/version');
    expect([old.said.length, young.said.length]).toEqual([2, 2]);
  });

  it('end what they have begun when they are closed', () => {
    const pages = new Pages();
    const one = page(pages);
    const { heard } = asked(pages, '/api/v1/nodes?watch=true');
    one.advance();
    one.leave();
    expect(heard.over).toBe('the page with the cluster was closed');
  });
});

describe('the bridge at a dev server', () => {
  let server: Server;
  let port: number;

  beforeEach(async () => {
    const handlers: ((message: IncomingMessage, response: ServerResponse, next: () => void) => void)[] = [];
    server = createServer((message, response) =>
      handlers[0]!(message, response, () => response.writeHead(418).end('the page')),
    );
    attach({ httpServer: server, middlewares: { use: (handle) => void handlers.push(handle) } });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    ({ port } = server.address() as AddressInfo);
  });
  afterEach(() => void server.close());

  const status = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port, path, headers: { connection: 'close', ...headers } });
      sent.on('response', (response) => resolve(response.statusCode ?? 0));
      sent.on('upgrade', (response, socket) => {
        socket.destroy();
        resolve(response.statusCode ?? 0);
      });
      sent.on('error', reject).end();
    });
  const upgrade = { connection: 'Upgrade', upgrade: 'websocket', 'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==' };

  it('takes /cluster and leaves the rest to the page', async () => {
    expect(await status('/cluster/api', {})).toBe(503);
    expect(await status('/cluster', {})).toBe(503);
    expect(await status('/clusters', {})).toBe(418);
  });

  it('lets no other site ask, and no other page answer', async () => {
    expect(await status('/cluster/api', { origin: 'https://evil.example' })).toBe(403);
    expect(await status('/cluster/api', { host: 'evil.example' })).toBe(403);
    const exec = '/cluster/api/v1/namespaces/default/pods/p/exec?command=ls&stdout=1';
    expect(await status(exec, { ...upgrade, origin: 'https://evil.example' })).toBe(403);
    expect(await status(exec, { ...upgrade, 'sec-websocket-protocol': 'v4.channel.k8s.io' })).toBe(503);
    expect(await status('/cluster-bridge', upgrade)).toBe(403);
    expect(await status('/cluster-bridge', { ...upgrade, origin: 'http://localhost:9' })).toBe(403);
    expect(await status('/cluster-bridge', { ...upgrade, origin: `http://127.0.0.1:${port}` })).toBe(101);
  });
});
