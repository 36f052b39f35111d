import { execFile, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cluster } from '../../engine/cluster/index.ts';
import { createCluster } from '../../worker/create-cluster.ts';
import { serveCluster } from '../http-server.ts';
import { pace } from '../pacer.ts';
import { rim } from '../rim.ts';

/** What a program printed and how it ended. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
}

export interface KubectlOptions {
  readonly input?: string;
  readonly binary?: string;
  /** Where what names no namespace goes; unlike `-n`, it does not refuse what names another. */
  readonly namespace?: string;
}

/** A cluster behind a port of this machine, and the real kubectl pointed at it. */
export interface Loopback {
  readonly address: string;
  readonly cluster: Cluster;
  /** A folder of its own, in which kubectl runs. */
  readonly folder: string;
  kubectl(args: readonly string[] | string, options?: KubectlOptions): Promise<Printed>;
  /** The path of one that names this cluster. */
  kubeconfig(namespace?: string): string;
  stop(): void;
}

export const KUBECTL = process.env['KUBECTL'] ?? 'kubectl';
export const noKubectl = spawnSync(KUBECTL, ['version', '--client']).status !== 0;

const SDK = '/usr/lib/google-cloud-sdk/bin';

/** Older and newer ones that happen to be installed, by their minor version. */
export function otherKubectls(...versions: readonly string[]): readonly string[] {
  return versions.map((version) => join(SDK, `kubectl.${version}`)).filter((path) => existsSync(path));
}

/** As `npm run apiserver` does: a cluster whose clock runs ahead does not stand in kubectl's future. */
const HEAD_START = 30 * 24 * 3600 * 1_000_000;

export interface LoopbackOptions {
  readonly workers?: number;
  readonly controlPlanes?: number;
  readonly workerCpu?: string;
  readonly workerMemory?: string;
  /** How much faster than the clock on the wall. */
  readonly speed?: number;
}

export async function startLoopback({ speed = 20, workers = 3, ...options }: LoopbackOptions = {}): Promise<Loopback> {
  const folder = mkdtempSync(join(tmpdir(), 'orrery-'));
  const { cluster } = createCluster({ seed: 1, workers, ...rim, epoch: Date.now() * 1000 - HEAD_START, ...options });
  const fail = (error: unknown) => {
    throw error;
  };
  const stopPacing = pace(cluster, speed, fail);
  const server = serveCluster(cluster, fail);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  const address = typeof bound === 'object' && bound ? `http://127.0.0.1:${bound.port}` : '';
  const cache = join(folder, 'cache');
  return {
    address,
    cluster,
    folder,
    kubeconfig: (namespace = 'default') => kubeconfig(folder, address, namespace),
    kubectl: (args, { input, binary = KUBECTL, namespace = 'default' } = {}) => {
      const config = kubeconfig(folder, address, namespace);
      const own = ['--kubeconfig', config, '--cache-dir', cache];
      return run(binary, [...own, ...(typeof args === 'string' ? args.split(' ') : args)], folder, input);
    },
    stop: () => {
      stopPacing();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function kubeconfig(folder: string, server: string, namespace: string): string {
  const path = join(folder, `kubeconfig-${namespace}`);
  if (existsSync(path)) return path;
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'orrery', cluster: { server } }],
    users: [{ name: 'admin', user: {} }],
    contexts: [{ name: 'orrery', context: { cluster: 'orrery', user: 'admin', namespace } }],
    'current-context': 'orrery',
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
}

const LONGEST_MS = 120_000;

function run(binary: string, args: readonly string[], cwd: string, input: string | undefined): Promise<Printed> {
  return new Promise((resolve) => {
    const options = { cwd, timeout: LONGEST_MS, maxBuffer: 64 * 1024 * 1024 };
    const child = execFile(binary, args, options, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : -1;
      resolve({ stdout, stderr, code });
    });
    child.stdin?.end(input ?? '');
  });
}
