import { describe, expect, it } from 'vitest';
import { SECOND } from '../sim/index.ts';
import type { FactPart, Facts, FactVersion, Sample } from '../trace/index.ts';
import { Cluster, Gauges } from './index.ts';

const container = { name: 'nginx', image: 'nginx', readinessProbe: { httpGet: { path: '/', port: 80 } } };
const web = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers: [container] } };
const huge = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'huge' },
  spec: { containers: [{ name: 'huge', image: 'nginx', resources: { requests: { cpu: '64' } } }] },
};

/** A cluster that lives for a while, with somebody looking or not, in strides of some length. */
function live(watched: boolean, stride: number) {
  const cluster = new Cluster({ seed: 7, workers: 2 });
  const gauges = watched ? new Gauges(cluster) : undefined;
  cluster.runUntilReady();
  const post = (body: unknown) =>
    cluster.request(
      {
        method: 'POST',
        url: '/api/v1/namespaces/default/pods',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      },
      {},
    );
  post(web);
  post(huge);
  for (let i = 0; i < 20 * SECOND; i += stride) cluster.advance(stride);
  const { samples, facts } = gauges?.drain() ?? { samples: [], facts: [] };
  return { cluster, gauges, samples, facts };
}

function rowsOf<P extends FactPart>(facts: readonly FactVersion[], process: string, part: P): readonly Facts[P][] {
  const last = facts.findLast((one) => one.process === process && one.part === part);
  return (last?.rows ?? []) as readonly Facts[P][];
}

function last(samples: readonly Sample[], process: string, metric: string, labels = ''): number | undefined {
  return samples.findLast((one) => one.process === process && one.metric === metric && one.labels === labels)?.value;
}

describe('gauges', () => {
  it('leave the history as it is without them, however time is cut', () => {
    const alone = live(false, 20 * SECOND).cluster.trace.hash.digest();
    expect(live(true, 20 * SECOND).cluster.trace.hash.digest()).toBe(alone);
    expect(live(true, SECOND / 8).cluster.trace.hash.digest()).toBe(alone);
  });

  it('tell what runs on a node, what its kubelet asks of it, and what it uses', () => {
    const { facts, samples } = live(true, SECOND);
    const node = ['worker-1', 'worker-2'].find((name) =>
      rowsOf(facts, `containerd@${name}`, 'containers').some(({ pod }) => pod === 'default/web'),
    )!;
    const running = rowsOf(facts, `containerd@${node}`, 'containers').find(({ pod }) => pod === 'default/web')!;
    expect(running).toMatchObject({ name: 'nginx', state: 'CONTAINER_RUNNING' });
    expect(running.processes[0]).toMatchObject({ pid: 1 });
    const image = rowsOf(facts, `containerd@${node}`, 'images').find(({ name }) => name.includes('nginx'))!;
    expect(image.layers.reduce((sum, { size }) => sum + size, 0)).toBe(image.size);
    expect(rowsOf(facts, `kubelet@${node}`, 'probes')).toMatchObject([
      { pod: 'default/web', kind: 'readiness', result: true, last: true },
    ]);
    const labels = 'container="nginx",namespace="default",pod="web"';
    expect(last(samples, `kubelet@${node}`, 'container_cpu_usage_seconds_total', labels)).toBeGreaterThan(0);
    expect(last(samples, `kubelet@${node}`, 'node_memory_working_set_bytes')).toBeGreaterThan(2 ** 28);
  });

  it('tell who waits for the scheduler and why, and what the control plane holds', () => {
    const { facts, samples, cluster } = live(true, SECOND);
    expect(rowsOf(facts, 'kube-scheduler@control-plane-1', 'scheduling-queue')).toMatchObject([
      { pod: 'default/huge', queue: 'unschedulable', plugins: expect.arrayContaining(['NodeResourcesFit']) as unknown },
    ]);
    const process = 'kube-scheduler@control-plane-1';
    expect(last(samples, process, 'scheduler_pending_pods', 'queue="unschedulable"')).toBe(1);
    const { revision } = cluster.machines.get('control-plane-1')!.disks.etcd!.store;
    expect(rowsOf(facts, 'etcd@control-plane-1', 'store')[0]!.revision).toBeLessThanOrEqual(revision);
    const pods = rowsOf(facts, 'kube-apiserver@control-plane-1', 'watch-caches').find(
      ({ resource }) => resource === 'pods',
    )!;
    expect(pods.by.map(({ process }) => process)).toContain('kubelet@worker-1');
  });

  it('say when a program has died, and only what has changed', () => {
    const { cluster, gauges } = live(true, SECOND);
    cluster.fault('node-down', { node: 'worker-1' });
    cluster.advance(SECOND);
    const { facts, samples } = gauges!.drain();
    expect(facts.filter(({ process }) => process === 'kube-proxy@worker-1').map(({ rows }) => rows)).toEqual([
      undefined,
    ]);
    expect(last(samples, 'kubelet@worker-1', 'node_memory_working_set_bytes')).toBeNaN();
  });
});
