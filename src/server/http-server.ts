import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import type { Credentials } from '../engine/client-go/index.ts';
import type { Cluster } from '../engine/cluster/index.ts';
import { serveExchange } from './exchange.ts';
import { refuse } from './refusal.ts';
import { refuse as refuseUpgrade, upgrade, type Upgradable } from './streams/upgrade.ts';
import { credentialsOfPeer, type ServerCertificates } from './tls/index.ts';

export { refuse };

/** How far virtual time may run ahead to answer at once instead of at the pacer's next turn. */
const AHEAD = 250_000;
const TEXT = { 'content-type': 'text/plain' };

/**
 * The Kubernetes API of a cluster behind HTTP on loopback. Programs on this machine are the cluster's admin; a page of
 * another site that is open in a browser is not: Host, Origin and Sec-Fetch-Site are looked at first.
 */
export function serveCluster(cluster: Cluster, onFailure: (error: unknown) => void): Server {
  const server = createServer();
  answerAll(server, () => connectTo(cluster, onFailure, undefined));
  return server;
}

/** The same behind TLS, where nobody is anybody without a certificate or a token. */
export function serveClusterOverTls(
  cluster: Cluster,
  certificates: ServerCertificates,
  onFailure: (error: unknown) => void,
): TlsServer {
  const { key, cert, ca } = certificates;
  const server = createTlsServer({ key, cert, ca, requestCert: true, rejectUnauthorized: false });
  answerAll(server, ({ socket }) => connectTo(cluster, onFailure, credentialsOfPeer(socket)));
  return server;
}

function answerAll(server: Server | TlsServer, connectFor: (message: IncomingMessage) => Upgradable): void {
  server.on('request', (message: IncomingMessage, response: ServerResponse) => {
    const refusal = refuse(message);
    if (refusal) response.writeHead(403, TEXT).end(refusal);
    else void serveExchange(message, response, connectFor(message));
  });
  server.on('upgrade', (message: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = refuse(message);
    if (refusal) refuseUpgrade(socket, { status: 403, headers: TEXT, body: refusal });
    else upgrade(message, socket, head, connectFor(message));
  });
}

/** `credentials`: who asks when the request does not say; undefined: the cluster's admin. */
function connectTo(
  cluster: Cluster,
  onFailure: (error: unknown) => void,
  credentials: Credentials | undefined,
): Upgradable {
  const guarded = (act: () => void) => {
    try {
      act();
    } catch (error) {
      onFailure(error);
    }
  };
  return (request, reply) => {
    let answered = false;
    const stream = cluster.connect(
      request,
      {
        ...reply,
        onResponse: (response, streams) => {
          answered = true;
          reply.onResponse?.(response, streams);
        },
        onFailure: (reason) => {
          answered = true;
          reply.onFailure?.(reason);
        },
      },
      credentials,
    );
    queueMicrotask(() => guarded(() => runAhead(cluster, () => answered)));
    return { cancel: stream.cancel, send: (message) => guarded(() => stream.send(message)) };
  };
}

/** Lets virtual time run ahead a little, until there is an answer. */
function runAhead(cluster: Cluster, answered: () => boolean): void {
  const limit = cluster.now + AHEAD;
  while (!answered() && (cluster.sim.nextTime() ?? Infinity) <= limit && cluster.sim.step());
}
