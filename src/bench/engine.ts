import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Cluster } from '../engine/cluster/index.ts';
import { SECOND } from '../engine/sim/index.ts';
import type { Result } from './result.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const SIZES = [
  { pods: 100, nodes: 10 },
  { pods: 1000, nodes: 100 },
  { pods: 5000, nodes: 100 },
];
/** Virtual time within which every pod must run, or the benchmark has found a defect. */
const LIMIT = 3600 * SECOND;

/** Pods a wall second from apply to all Running, heap a pod beside the trace, and simulation events a second. */
export function benchEngine(): Result[] {
  run(100, 10);
  return SIZES.flatMap(({ pods, nodes }) => {
    const best = [run(pods, nodes), run(pods, nodes)].sort((a, b) => a.seconds - b.seconds)[0]!;
    const size = `${pods} pods on ${nodes} nodes`;
    return [
      { name: `pods per second, ${size}`, value: Math.round(pods / best.seconds), unit: 'pods/s', n: pods },
      { name: `heap per pod, ${size}`, value: Math.round(best.heap / pods), unit: 'B', n: pods },
      { name: `events per second, ${size}`, value: Math.round(best.steps / best.seconds), unit: '1/s', n: best.steps },
    ];
  });
}

export interface Run {
  readonly seconds: number;
  readonly heap: number;
  readonly steps: number;
}

/**
 * Applies one Deployment and runs until all its pods are Running. The trace, and the superseded versions that belong to it, are
 * kept short, so that the heap is the living cluster's.
 */
export function run(pods: number, nodes: number): Run {
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
  const running = new Set<string>();
  cluster.follow(({ resource, name, object }) => {
    if (resource !== 'pods') return;
    const phase = (object as { status?: { phase?: string } } | undefined)?.status?.phase;
    if (phase === 'Running') running.add(name);
    else running.delete(name);
  });
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const steps = cluster.sim.steps;
  const start = performance.now();
  cluster.request(
    {
      method: 'POST',
      url: '/apis/apps/v1/namespaces/default/deployments',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(deployment(pods)),
    },
    {},
  );
  while (running.size < pods && cluster.now < LIMIT) cluster.sim.step();
  const seconds = (performance.now() - start) / 1000;
  if (running.size < pods) throw new Error(`only ${running.size} of ${pods} pods ran within an hour of virtual time`);
  const made = cluster.sim.steps - steps;
  collectGarbage();
  return { seconds, heap: process.memoryUsage().heapUsed - before, steps: made };
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
