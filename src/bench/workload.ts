import { Cluster } from '../engine/cluster/index.ts';
import { SECOND } from '../engine/sim/index.ts';

/** Virtual time within which every pod must run, or the benchmark has found a defect. */
const LIMIT = 3600 * SECOND;

export interface Run {
  readonly seconds: number;
  /** Bytes, after collecting garbage. */
  readonly heap: number;
  /** Timers fired and goroutines resumed. */
  readonly steps: number;
}

/** What differs between the places where the engine runs. */
export interface Host {
  wallMs(): number;
  /** Bytes in use, after collecting garbage. */
  heapUsed(): number;
}

/**
 * Applies one Deployment and runs until all its pods are Running. The trace, and the superseded versions that belong to it, are
 * kept short, so that the heap is the living cluster's.
 */
export function run(pods: number, nodes: number, host: Host): Run {
  const cluster = new Cluster({
    seed: 1,
    workers: nodes,
    workerCpu: '64',
    workerMemory: '256Gi',
    traceLimit: 1,
    historyLimit: 1000,
    unlimited: true,
  });
  cluster.runUntilReady();
  const before = host.heapUsed();
  const steps = cluster.sim.steps;
  const start = host.wallMs();
  applyAndRun(cluster, pods);
  const seconds = (host.wallMs() - start) / 1000;
  const made = cluster.sim.steps - steps;
  return { seconds, heap: host.heapUsed() - before, steps: made };
}

/** Applies a Deployment of so many pods, and lets virtual time run until all of them do. */
export function applyAndRun(cluster: Cluster, pods: number): void {
  const running = new Set<string>();
  cluster.follow(({ resource, name, object }) => {
    if (resource !== 'pods') return;
    const phase = (object as { status?: { phase?: string } } | undefined)?.status?.phase;
    if (phase === 'Running') running.add(name);
    else running.delete(name);
  });
  const request = {
    method: 'POST',
    url: '/apis/apps/v1/namespaces/default/deployments',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(deployment(pods)),
  };
  cluster.request(request, {});
  const limit = cluster.now + LIMIT;
  while (running.size < pods && cluster.now < limit) cluster.sim.step();
  if (running.size < pods) throw new Error(`only ${running.size} of ${pods} pods ran within an hour of virtual time`);
}

function deployment(replicas: number) {
  const labels = { app: 'web' };
  const resources = { requests: { cpu: '100m', memory: '64Mi' } };
  const containers = [{ name: 'web', image: 'nginx:1.27', ports: [{ containerPort: 80 }], resources }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', labels },
    spec: { replicas, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: { containers } } },
  };
}
