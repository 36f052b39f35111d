/**
 * server: the same engine behind a Kubernetes API on loopback, for a real kubectl and any other client. It hosts: the HTTP
 * port, the wall clock and the command line. What is answered is decided in the engine.
 */
import { createCluster } from '../worker/create-cluster.ts';
import { documentation } from './documentation.ts';
import { serveCluster } from './http-server.ts';
import { serverOptions } from './options.ts';
import { pace } from './pacer.ts';
import { yaml } from './yaml.ts';

/**
 * A cluster that runs faster than the wall clock begins a month ago, so that it does not stand in the future of programs
 * that tell ages by their own clock: those print `<invalid>`.
 */
const HEAD_START_MS = 30 * 24 * 3600 * 1000;

function main(): void {
  const { port, speed, ...options } = serverOptions(process.argv.slice(2));
  const { cluster } = createCluster({
    ...options,
    yaml,
    documentation,
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
    server.closeAllConnections();
    server.close();
    // Upgraded connections are not the HTTP server's any more, and would keep it open.
    process.exit(0);
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  server.listen(port, '127.0.0.1', () => {
    const address = server.address();
    if (typeof address === 'object' && address) console.log(`ready http://127.0.0.1:${address.port}`);
  });
}

try {
  main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
