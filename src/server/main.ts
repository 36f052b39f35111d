/**
 * server: the same engine behind a Kubernetes API on loopback, for a real kubectl and any other client. It hosts: the HTTP
 * port, the wall clock and the command line. What is answered is decided in the engine.
 */
import { createWriteStream, writeFileSync } from 'node:fs';
import type { Server as NetServer } from 'node:net';
import type { AuditEvent } from '../engine/cluster/index.ts';
import { createCluster } from '../worker/create-cluster.ts';
import { serveCluster, serveClusterOverTls } from './http-server.ts';
import { serverOptions } from './options.ts';
import { pace } from './pacer.ts';
import { rim } from './rim.ts';
import { kubeconfig, makeCertificates } from './tls/index.ts';

/**
 * A cluster that runs faster than the wall clock begins a month ago, so that it does not stand in the future of programs
 * that tell ages by their own clock: those print `<invalid>`.
 */
const HEAD_START_MS = 30 * 24 * 3600 * 1000;

/** A line of JSON for every event, at the end of the file. */
function auditTo(file: string): (event: AuditEvent) => void {
  const log = createWriteStream(file, { flags: 'a' });
  return (event) => void log.write(`${JSON.stringify(event)}\n`);
}

function main(): void {
  const { port, tlsPort, writeKubeconfig, speed, auditLog, ...options } = serverOptions(process.argv.slice(2));
  const { cluster } = createCluster({
    leaderElect: true,
    ...options,
    ...rim,
    ...(auditLog !== undefined && { audit: auditTo(auditLog) }),
    epoch: (Date.now() - (speed > 1 ? HEAD_START_MS : 0)) * 1000,
  });
  const fail = (error: unknown) => {
    console.error(error);
    process.exit(1);
  };
  const stopPacing = pace(cluster, speed, fail);
  const server = serveCluster(cluster, fail);
  const stop = () => {
    stopPacing();
    server.close();
    // Upgraded connections are not the HTTP server's any more, and would keep it open.
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  const ready = () => {
    server.listen(port, '127.0.0.1', () => console.log(`ready http://127.0.0.1:${portOf(server)}`));
  };
  if (tlsPort === undefined) {
    ready();
    return;
  }
  const certificates = makeCertificates(new Date());
  const secure = serveClusterOverTls(cluster, certificates, fail);
  secure.listen(tlsPort, '127.0.0.1', () => {
    const address = `https://127.0.0.1:${portOf(secure)}`;
    if (writeKubeconfig !== undefined) {
      writeFileSync(writeKubeconfig, kubeconfig(address, certificates), { mode: 0o600 });
    }
    console.log(`tls ${address}`);
    ready();
  });
}

function portOf(server: NetServer): number {
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
