import { beforeEach, describe, expect, it } from 'vitest';
import type { PersistentVolume } from '../../api/persistentvolume/types.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import { PERSISTENT_VOLUMES, PERSISTENT_VOLUME_CLAIMS, STORAGE_CLASSES } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World } from '../../testing/control-plane-world.ts';

function volume(name: string, storage: string, more = {}): object {
  const spec = { capacity: { storage }, accessModes: ['ReadWriteOnce'], hostPath: { path: `/data/${name}` }, ...more };
  return { metadata: { name }, spec };
}

function claim(storage: string, more = {}): object {
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage } }, storageClassName: '', ...more };
  return { metadata: { name: 'data' }, spec };
}

describe('persistentvolume-binder-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.addNode('worker-1');
  });

  const data = (): PersistentVolumeClaim => world.get<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS, 'data')!;
  const phases = (): string[] =>
    world.list<PersistentVolume>(PERSISTENT_VOLUMES).map(({ metadata, status }) => `${metadata.name} ${status.phase}`);

  it('binds a claim to the smallest volume that will do, and says what it has', () => {
    world.create(PERSISTENT_VOLUMES, volume('big', '10Gi'));
    world.create(PERSISTENT_VOLUMES, volume('small', '2Gi'));
    world.create(PERSISTENT_VOLUMES, volume('tiny', '500Mi'));
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi'));
    world.advance(2 * SECOND);
    expect(data().spec.volumeName).toBe('small');
    expect(data().status).toEqual({ phase: 'Bound', accessModes: ['ReadWriteOnce'], capacity: { storage: '2Gi' } });
    expect(phases()).toEqual(['big Available', 'small Bound', 'tiny Available']);
  });

  it('waits for a volume that fits, telling so, and takes it when it comes', () => {
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi'));
    world.advance(2 * SECOND);
    expect(data().status.phase).toBe('Pending');
    expect(world.messages('FailedBinding')).toEqual([
      'no persistent volumes available for this claim and no storage class is set',
    ]);
    world.create(PERSISTENT_VOLUMES, volume('late', '1Gi'));
    world.advance(20 * SECOND);
    expect(data().status.phase).toBe('Bound');
  });

  it('releases a volume when its claim goes, and keeps or fails it by its policy', () => {
    world.create(PERSISTENT_VOLUMES, volume('kept', '1Gi'));
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi', { volumeName: 'kept' }));
    world.advance(2 * SECOND);
    expect(phases()).toEqual(['kept Bound']);
    world.delete(PERSISTENT_VOLUME_CLAIMS, 'data');
    world.advance(5 * SECOND);
    expect(world.list(PERSISTENT_VOLUME_CLAIMS)).toEqual([]);
    expect(phases()).toEqual(['kept Released']);
    world.create(PERSISTENT_VOLUMES, volume('failed', '1Gi', { persistentVolumeReclaimPolicy: 'Delete' }));
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi', { volumeName: 'failed' }));
    world.advance(2 * SECOND);
    world.delete(PERSISTENT_VOLUME_CLAIMS, 'data');
    world.advance(5 * SECOND);
    expect(phases()).toEqual(['failed Failed', 'kept Released']);
  });

  it('does not let a volume go that is bound', () => {
    world.create(PERSISTENT_VOLUMES, volume('kept', '1Gi'));
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi'));
    world.advance(2 * SECOND);
    world.delete(PERSISTENT_VOLUMES, 'kept');
    world.advance(5 * SECOND);
    expect(phases()).toEqual(['kept Bound']);
    world.delete(PERSISTENT_VOLUME_CLAIMS, 'data');
    world.advance(5 * SECOND);
    expect(phases()).toEqual([]);
  });

  it('makes a volume of the default class where the first consumer is to go', () => {
    expect(world.list(STORAGE_CLASSES).map(({ metadata }) => metadata.name)).toEqual(['standard']);
    world.create(PERSISTENT_VOLUME_CLAIMS, claim('1Gi', { storageClassName: undefined }));
    world.advance(2 * SECOND);
    expect(data().spec.storageClassName).toBe('standard');
    expect(world.messages('WaitForFirstConsumer')).toEqual(['waiting for first consumer to be created before binding']);
    const annotations = { 'volume.kubernetes.io/selected-node': 'worker-1' };
    world.patch(PERSISTENT_VOLUME_CLAIMS, 'data', { metadata: { annotations } });
    world.advance(6 * SECOND);
    expect(data().status.phase).toBe('Bound');
    const [made] = world.list<PersistentVolume>(PERSISTENT_VOLUMES);
    expect(made!.metadata.name).toBe(`pvc-${data().metadata.uid}`);
    expect(made!.spec.nodeAffinity?.required?.nodeSelectorTerms[0]!.matchExpressions?.[0]!.values).toEqual([
      'worker-1',
    ]);
    world.delete(PERSISTENT_VOLUME_CLAIMS, 'data');
    world.advance(10 * SECOND);
    expect(world.list(PERSISTENT_VOLUMES)).toEqual([]);
  });
});
