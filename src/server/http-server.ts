import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Cluster } from '../engine/cluster/index.ts';
import { refuse as refuseUpgrade, requestOf, upgrade } from './streams/upgrade.ts';

/** The API server's own limit (apiserver/pkg/server/config.go MaxRequestBodyBytes). */
const MAX_BODY = 3 * 1024 * 1024;
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);
/** How far virtual time may run ahead to answer at once instead of at the pacer's next turn. */
const AHEAD = 250_000;

/**
 * The Kubernetes API of a cluster behind HTTP on loopback. Programs on this machine are the cluster's admin; a page of
 * another site that is open in a browser is not: Host, Origin and Sec-Fetch-Site are looked at first.
 */
export function serveCluster(cluster: Cluster, onFailure: (error: unknown) => void): Server {
  const server = createServer((message, response) => {
    const refusal = refuse(message);
    if (refusal) {
      response.writeHead(403, { 'content-type': 'text/plain' }).end(refusal);
      return;
    }
    readBody(message).then(
      (body) => answer(cluster, message, body, response, onFailure),
      () => response.writeHead(413, { 'content-type': 'text/plain' }).end('request body too large'),
    );
  });
  server.on('upgrade', (message, socket, head) => {
    const refusal = refuse(message);
    if (refusal) {
      refuseUpgrade(socket, { status: 403, headers: { 'content-type': 'text/plain' }, body: refusal });
      return;
    }
    guarded(onFailure, () => {
      upgrade(message, socket, head, (request, reply) => {
        const stream = cluster.connect(request, reply);
        return { cancel: stream.cancel, send: (said) => guarded(onFailure, () => stream.send(said)) };
      });
      runAhead(cluster, () => false);
    });
  });
  return server;
}

function guarded(onFailure: (error: unknown) => void, act: () => void): void {
  try {
    act();
  } catch (error) {
    onFailure(error);
  }
}

/** Lets virtual time run ahead a little, until there is an answer. */
function runAhead(cluster: Cluster, answered: () => boolean): void {
  const limit = cluster.now + AHEAD;
  while (!answered() && (cluster.sim.nextTime() ?? Infinity) <= limit && cluster.sim.step());
}

/** Why a request is not let in, or undefined. */
export function refuse(message: Pick<IncomingMessage, 'headers'>): string | undefined {
  const { host = '', origin } = message.headers;
  const name = host.replace(/:\d+$/, '');
  if (!LOOPBACK.has(name)) return `the host "${name}" is not this machine`;
  if (origin !== undefined && !isLoopbackOrigin(origin)) return `pages of ${origin} may not reach this cluster`;
  const site = message.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return 'pages of other sites may not reach this cluster';
  return undefined;
}

function isLoopbackOrigin(origin: string): boolean {
  try {
    return LOOPBACK.has(new URL(origin).hostname);
  } catch {
    return false;
  }
}

/** Text, or a character for each byte when its sender says that it is no text. */
async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY) throw new Error('too large');
    chunks.push(chunk);
  }
  const binary = message.headers['content-type']?.startsWith(PROTOBUF) ?? false;
  return Buffer.concat(chunks).toString(binary ? 'latin1' : 'utf8');
}

function answer(
  cluster: Cluster,
  message: IncomingMessage,
  body: string,
  response: ServerResponse,
  onFailure: (error: unknown) => void,
): void {
  let answered = false;
  try {
    const cancel = cluster.request(
      { ...requestOf(message), ...(body !== '' && { body }) },
      {
        onResponse: (reply, streams) => {
          answered = true;
          response.writeHead(reply.status, { ...reply.headers });
          if (streams) response.write(reply.body);
          else response.end(reply.body, reply.headers['content-type']?.includes('protobuf') ? 'latin1' : 'utf8');
        },
        onChunk: (chunk) => void response.write(chunk),
        onEnd: () => void response.end(),
        onFailure: (reason) => {
          if (answered) response.end();
          else response.writeHead(503, { 'content-type': 'text/plain' }).end(reason);
          answered = true;
        },
      },
    );
    response.on('close', cancel);
    runAhead(cluster, () => answered);
  } catch (error) {
    onFailure(error);
    response.destroy();
  }
}
