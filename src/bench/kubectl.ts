import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Cluster } from '../engine/cluster/index.ts';
import { serveCluster } from '../server/http-server.ts';
import { pace } from '../server/pacer.ts';
import { rim } from '../server/rim.ts';
import { createCluster } from '../worker/create-cluster.ts';
import type { Result } from './result.ts';
import { percentile } from './result.ts';
import { applyAndRun } from './workload.ts';

const PODS = 5000;
const WORKERS = 50;
const RUNS = 9;
const KUBECTL = process.env['KUBECTL'] ?? 'kubectl';
const run = promisify(execFile);

/**
 * How long `kubectl get pods -A` waits for the server: the time of the wall for the real kubectl and this cluster, less the time
 * for the same kubectl and a port that plays the same answers back without thinking. Nothing where there is no kubectl.
 */
export async function benchKubectl(): Promise<Result[]> {
  if (spawnSync(KUBECTL, ['version', '--client']).status !== 0) return [];
  const { cluster } = createCluster({
    seed: 1,
    workers: WORKERS,
    workerCpu: '64',
    workerMemory: '256Gi',
    traceLimit: 1,
    historyLimit: 1000,
    unlimited: true,
    ...rim,
    epoch: Date.now() * 1000 - AN_HOUR,
  });
  applyAndRun(cluster, PODS);
  return measured(cluster);
}

/** Virtual time runs ahead of the wall while the pods start, and is not to stand in kubectl's future. */
const AN_HOUR = 3600 * 1_000_000;

async function measured(cluster: Cluster): Promise<Result[]> {
  const fail = (error: unknown) => {
    throw error;
  };
  const stopPacing = pace(cluster, 1, fail);
  const server = serveCluster(cluster, fail);
  const address = await listening(server);
  const replay = replayOf(address);
  const replayed = await listening(replay);
  const folder = mkdtempSync(join(tmpdir(), 'orrery-bench-'));
  const [live, replays]: [number[], number[]] = [[], []];
  try {
    // The first of each fills kubectl's cache of what is served, and the recording.
    await listPods(address, folder);
    await listPods(replayed, folder);
    for (let i = 0; i < RUNS; i++) {
      live.push(await listPods(address, folder));
      replays.push(await listPods(replayed, folder));
    }
  } finally {
    stopPacing();
    for (const each of [server, replay]) {
      each.closeAllConnections();
      each.close();
    }
    rmSync(folder, { recursive: true, force: true });
  }
  const [answered, played] = [percentile(live, 0.5), percentile(replays, 0.5)];
  const name = `kubectl get pods -A, ${PODS} pods`;
  return [
    { name: `${name}, beyond kubectl's own time`, value: Math.round(answered - played), unit: 'ms', n: RUNS },
    { name: `${name}, kubectl's own time`, value: Math.round(played), unit: 'ms', n: RUNS },
  ];
}

/** Milliseconds of the wall. */
async function listPods(address: string, folder: string): Promise<number> {
  const args = ['--server', address, '--kubeconfig', '/dev/null', '--cache-dir', join(folder, 'cache')];
  const start = performance.now();
  const { stdout } = await run(KUBECTL, [...args, 'get', 'pods', '-A'], { maxBuffer: 64 * 1024 * 1024 });
  const ms = performance.now() - start;
  const lines = stdout.trimEnd().split('\n').length;
  if (lines < PODS + 1) throw new Error(`kubectl printed ${lines} lines for ${PODS} pods`);
  return ms;
}

interface Recorded {
  readonly status: number;
  readonly contentType: string;
  readonly body: Buffer;
}

/** Asks `address` once for each address and form, and answers from memory from then on. */
function replayOf(address: string): Server {
  const recorded = new Map<string, Recorded>();
  const answer = async ({ url = '/', headers }: IncomingMessage): Promise<Recorded> => {
    const accept = headers.accept ?? '*/*';
    const key = `${url} ${accept}`;
    const known = recorded.get(key);
    if (known !== undefined) return known;
    const response = await fetch(address + url, { headers: { accept } });
    const contentType = response.headers.get('content-type') ?? '';
    const made = { status: response.status, contentType, body: Buffer.from(await response.arrayBuffer()) };
    recorded.set(key, made);
    return made;
  };
  return createServer((message, response) => {
    void answer(message).then(({ status, contentType, body }) => {
      response.writeHead(status, { 'content-type': contentType }).end(body);
    });
  });
}

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
