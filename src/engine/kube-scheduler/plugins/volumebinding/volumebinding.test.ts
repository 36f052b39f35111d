import { beforeEach, describe, expect, it } from 'vitest';
import type { PersistentVolumeClaim } from '../../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import { NODES, PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, PODS } from '../../../api/refs.ts';
import { Process, SECOND } from '../../../sim/index.ts';
import { World } from '../../../testing/control-plane-world.ts';
import { startKubeScheduler } from '../../index.ts';

function pod(name: string, claimName: string): object {
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName } }];
  return { metadata: { name }, spec: { containers: [{ name: 'main', image: 'nginx' }], volumes } };
}

function claim(name: string, storageClassName?: string): object {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, storageClassName };
  return { metadata: { name }, spec };
}

describe('VolumeBinding', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.bindsPods = false;
    startKubeScheduler(new Process(world.sim, 'kube-scheduler', world.master), world.network);
    for (const name of ['worker-1', 'worker-2']) {
      world.addNode(name);
      world.patch(NODES, name, { metadata: { labels: { 'kubernetes.io/hostname': name } } });
      const allocatable = { cpu: '4', memory: '8Gi', pods: '110' };
      const nodes = world.client.resource(NODES);
      world.run(nodes.patch(undefined, name, 'application/merge-patch+json', { status: { allocatable } }, 'status'));
    }
  });

  const nodeOf = (name: string): string | undefined => world.get<Pod>(PODS, name)!.spec.nodeName;
  const why = (name: string): string | undefined =>
    world.get<Pod>(PODS, name)!.status.conditions?.find(({ type }) => type === 'PodScheduled')?.message;
  const claimed = (name: string): PersistentVolumeClaim =>
    world.get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS, name)!;

  it('says that a claim does not exist, and places the pod when it comes, making the volume where the pod goes', () => {
    world.create(PODS, pod('web', 'data'));
    world.advance(2 * SECOND);
    expect(why('web')).toContain('persistentvolumeclaim "data" not found');
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('data'));
    world.advance(30 * SECOND);
    const node = nodeOf('web');
    expect(node).toMatch(/^worker-[12]$/);
    expect(claimed('data').status.phase).toBe('Bound');
    expect(claimed('data').metadata.annotations?.['volume.kubernetes.io/selected-node']).toBe(node);
    world.create(PODS, pod('second', 'data'));
    world.advance(10 * SECOND);
    expect(nodeOf('second')).toBe(node);
  });

  it('keeps pods off nodes that their volumes cannot be reached from', () => {
    const hostname = { key: 'kubernetes.io/hostname', operator: 'In', values: ['worker-9'] };
    const nodeAffinity = { required: { nodeSelectorTerms: [{ matchExpressions: [hostname] }] } };
    const capacity = { storage: '1Gi' };
    const spec = { capacity, accessModes: ['ReadWriteOnce'], local: { path: '/mnt/disk' }, nodeAffinity };
    world.create(PERSISTENT_VOLUMES, { metadata: { name: 'far' }, spec });
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('far', ''));
    world.create(PODS, pod('web', 'far'));
    world.advance(20 * SECOND);
    expect(claimed('far').status.phase).toBe('Bound');
    expect(why('web')).toContain("2 node(s) didn't match PersistentVolume's node affinity");
  });

  it('waits for a claim that is bound at once and is not', () => {
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('none', ''));
    world.create(PODS, pod('web', 'none'));
    world.advance(5 * SECOND);
    expect(why('web')).toContain('pod has unbound immediate PersistentVolumeClaims');
  });
});
