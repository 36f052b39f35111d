/**
 * bridge: while `npm start` serves the page, a real kubectl reaches the page's own cluster at `/cluster` on the same port. The
 * page holds a WebSocket to `/cluster-bridge`; requests go down it and answers come up, watches and upgrades as well.
 *
 * Promises: only this machine may ask, and only the page that this server serves may answer. A cluster whose time stands still
 * answers when it goes on.
 */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Plugin, PreviewServer, ViteDevServer } from 'vite';
import { serveExchange } from '../exchange.ts';
import { refuse } from '../refusal.ts';
import { acceptKey, upgrade, WebSocketConnection } from '../streams/index.ts';
import { refuse as refuseUpgrade } from '../streams/upgrade.ts';
import { Pages } from './pages.ts';

export { Pages, type PageSocket } from './pages.ts';

const TEXT = { 'content-type': 'text/plain' };
const PREFIX = '/cluster';
const BRIDGE = '/cluster-bridge';
const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);

/** The dev server's side of the bridge. */
export function clusterBridge(): Plugin {
  return {
    name: 'orrery:cluster-bridge',
    apply: 'serve',
    configureServer: (server: ViteDevServer) => attach(server),
  };
}

/** What is needed of a server; Vite's and a test's. */
export type Attachable = Pick<PreviewServer | ViteDevServer, 'httpServer'> & {
  readonly middlewares: {
    use(handle: (message: IncomingMessage, response: ServerResponse, next: () => void) => void): void;
  };
};

export function attach({ middlewares, httpServer }: Attachable): void {
  const pages = new Pages();
  middlewares.use((message, response, next) => {
    if (!isBelow(message.url, PREFIX)) {
      next();
      return;
    }
    const refusal = whyNot(message);
    if (refusal !== undefined) {
      response.writeHead(403, TEXT).end(refusal);
      return;
    }
    message.url = message.url!.slice(PREFIX.length) || '/';
    void serveExchange(message, response, pages.connect);
  });
  httpServer?.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (isBelow(message.url, BRIDGE)) {
      welcome(pages, message, socket, head);
    } else if (isBelow(message.url, PREFIX)) {
      const refusal = whyNot(message);
      message.url = message.url!.slice(PREFIX.length) || '/';
      if (refusal !== undefined) refuseUpgrade(socket, { status: 403, headers: TEXT, body: refusal });
      else upgrade(message, socket, head, pages.connect);
    }
  });
}

function isBelow(url: string | undefined, prefix: string): boolean {
  return url !== undefined && url.startsWith(prefix) && /^([/?]|$)/.test(url.slice(prefix.length));
}

function whyNot(message: IncomingMessage): string | undefined {
  if (!LOOPBACK.has(message.socket.remoteAddress ?? '')) return 'only this machine may reach this cluster';
  return refuse(message);
}

/** Lets a page in that this very server has served: its origin is the address that it asks. */
function welcome(pages: Pages, message: IncomingMessage, socket: Duplex, head: Buffer): void {
  const { origin, host = '', 'sec-websocket-key': key } = message.headers;
  const refusal = whyNot(message) ?? (origin === `http://${host}` ? undefined : 'only the page itself may answer');
  if (refusal !== undefined || key === undefined) {
    refuseUpgrade(socket, { status: 403, headers: TEXT, body: refusal ?? 'not a WebSocket' });
    return;
  }
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: ${acceptKey(key)}\r\n\r\n`,
  );
  const connection = new WebSocketConnection(socket);
  const page = pages.join({ send: (text) => connection.sendText(text) });
  connection.onMessage = (data) => page.hear(data.toString('utf8'));
  connection.onClose = page.leave;
  if (head.length > 0) connection.push(head);
}
