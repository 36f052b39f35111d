import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SECOND } from '../engine/sim/index.ts';
import { noKubectl, startLoopback } from './testing/loopback.ts';

const MANIFEST = readFileSync(new URL('../ui/editor/samples/metrics-server.yaml', import.meta.url), 'utf8');
const cluster = await startLoopback();
afterAll(() => cluster.stop());
const kubectl = (line: string) => cluster.kubectl(line);

describe.skipIf(noKubectl)('what is used', () => {
  it('cannot be told before somebody has installed what measures it', async () => {
    const { stderr, code } = await kubectl('top nodes');
    expect([stderr, code]).toEqual(['error: Metrics API not available\n', 1]);
  });

  it('is told by kubectl top, and makes an autoscaler act', async () => {
    writeFileSync(join(cluster.folder, 'metrics-server.yaml'), MANIFEST);
    expect((await kubectl('apply -f metrics-server.yaml')).code).toBe(0);
    await kubectl('create deployment web --image=nginx --replicas=2');
    await kubectl('set resources deployment web --requests=cpu=1m');
    await kubectl('rollout status deployment/web');
    await kubectl('rollout status deployment/metrics-server -n kube-system');
    cluster.cluster.advance(60 * SECOND);
    const available = await kubectl('get apiservice v1beta1.metrics.k8s.io --no-headers');
    expect(available.stdout).toMatch(/^v1beta1\.metrics\.k8s\.io\s+kube-system\/metrics-server\s+True\s/);
    const nodes = await kubectl('top nodes');
    expect(nodes.stdout).toMatch(/^NAME\s+CPU\(cores\)\s+CPU\(%\)\s+MEMORY\(bytes\)\s+MEMORY\(%\)\s*\n/);
    expect(
      nodes.stdout
        .trim()
        .split('\n')
        .slice(1)
        .map((line) => line.split(/\s+/)[0]),
    ).toEqual(['control-plane-1', 'worker-1', 'worker-2', 'worker-3']);
    const pods = await kubectl('top pods -A --containers');
    expect(pods.stdout).toMatch(/^default\s+web-\S+\s+nginx\s+[1-9]\d*m\s+[1-9]\d*Mi\s*$/m);
    expect(pods.stdout).toMatch(/^kube-system\s+metrics-server-\S+\s+metrics-server\s+[1-9]\d*m\s+[1-9]\d*Mi\s*$/m);
    await kubectl('autoscale deployment web --min=1 --max=6 --cpu-percent=20');
    cluster.cluster.advance(90 * SECOND);
    const scaled = await kubectl('get hpa web -o jsonpath={.status.desiredReplicas}');
    expect(Number(scaled.stdout)).toBeGreaterThan(2);
  });
});
