import { beforeAll, describe, expect, it } from 'vitest';
import { createCluster, type ClusterHandle } from '../../worker/create-cluster.ts';
import { Mirror } from '../store/mirror.ts';
import { coneOf, lastActBy, newestOf, rootOf } from './cone.ts';
import { currentRow, nameLines, planOf } from './geometry.ts';
import { diagramOf, type Diagram } from './rows.ts';

let cluster: ClusterHandle;
const mirror = new Mirror();
const ref = { resource: 'pods', namespace: 'default', name: 'web' };

beforeAll(async () => {
  cluster = createCluster({ seed: 1, workers: 3 });
  cluster.cluster.follow((observed) => mirror.add([observed]));
  const pod = (name: string) => ({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name },
    spec: { containers: [{ name: 'c', image: 'nginx:1.27' }] },
  });
  const headers = { 'content-type': 'application/json' };
  for (const name of ['web', 'other'])
    await cluster.fetch(
      new Request('http://c/api/v1/namespaces/default/pods', {
        method: 'POST',
        headers,
        body: JSON.stringify(pod(name)),
      }),
    );
  await cluster.advance('30s');
});

function picture(every = false): Diagram {
  const root = rootOf(cluster.trace, newestOf(mirror, ref), undefined)!;
  return diagramOf(coneOf(cluster.trace, root, ref), every);
}

describe('the sequence of a birth', () => {
  it('begins with the person and goes through every hand until the container runs', () => {
    const { lanes, rows } = picture();
    expect(lanes.map(({ component }) => component)).toEqual([
      'kubectl',
      'kube-apiserver',
      'etcd',
      'kube-scheduler',
      'kubelet',
      'containerd',
      'registry',
    ]);
    const texts = rows.map(({ text }) => text);
    const order = [
      /^create pod/,
      /^Txn pod\/web → \d+/,
      /^ADDED pod\/web/,
      /^→ worker-/,
      /^bind pod\/web/,
      /^RunPodSandbox/,
      /^PullImage/,
      /^StartContainer/,
      /^patch status pod\/web/,
    ];
    let at = -1;
    for (const step of order) {
      const next = texts.findIndex((text, i) => i > at && step.test(text));
      expect([step, next > at]).toEqual([step, true]);
      at = next;
    }
  });

  it('tells of this pod and of no other, and nothing before its cause', () => {
    const { rows } = picture(true);
    const seen = new Set<number>();
    for (const { record } of rows) {
      expect(JSON.stringify(record)).not.toContain('default/other');
      seen.add(record.id);
    }
    for (const { record } of rows.slice(1)) expect(record.cause === 0 || seen.has(record.cause)).toBe(true);
    const times = rows.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
  });

  it('folds news that led to nothing into a count, which the whole picture shows one by one', () => {
    const folded = picture();
    const added = folded.rows.find(({ text }) => text.startsWith('ADDED pod'))!;
    expect(added.also).toBeGreaterThan(0);
    expect(picture(true).rows.length).toBeGreaterThan(2 * folded.rows.length);
  });

  it('of nothing selected is the last act of a person', () => {
    expect(lastActBy(cluster.trace, Infinity)).toMatchObject({ process: 'kubectl@user' });
    expect(lastActBy(cluster.trace, 0)).toBeUndefined();
  });
});

describe('the plan of a picture', () => {
  it('has a place of its own for every row and lane, and a break where nothing happened for long', () => {
    const diagram = picture();
    const plan = planOf(diagram, 700, 14);
    for (let i = 1; i < plan.rows.length; i++) {
      const apart = plan.rows[i]! - plan.rows[i - 1]!;
      expect(apart).toBeGreaterThanOrEqual(diagram.rows[i]!.gap > 0 ? 50 : 28);
    }
    for (let i = 1; i < plan.lanes.length; i++) expect(plan.lanes[i]! - plan.lanes[i - 1]!).toBeGreaterThanOrEqual(84);
    expect(plan.lanes.at(-1)!).toBeLessThan(plan.width);
    expect(diagram.rows.some(({ gap }) => gap > 300_000)).toBe(true);
  });

  it('knows which row a moment is in', () => {
    const { rows } = picture();
    expect(currentRow(rows, rows[0]!.at - 1)).toBe(-1);
    for (const [i, row] of rows.entries()) expect(rows[currentRow(rows, row.at)]!.at).toBe(rows[i]!.at);
    expect(currentRow(rows, Infinity)).toBe(rows.length - 1);
  });

  it('breaks long names at their hyphens', () => {
    expect(nameLines('kube-controller-manager', '')).toEqual(['kube-', 'controller-', 'manager']);
    expect(nameLines('kubelet', 'worker-1')).toEqual(['kubelet', 'worker-1']);
  });
});
