import { describe, expect, it } from 'vitest';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import { PERSISTENT_VOLUME_CLAIMS, PODS } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World, template } from '../../testing/control-plane-world.ts';

describe('ephemeral-volume-controller', () => {
  it('makes a claim that goes with its pod', () => {
    const world = new World();
    world.addNode('worker-1');
    const claim = { spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } };
    const { spec } = template('web', 'nginx') as { spec: object };
    const volumes = [{ name: 'scratch', ephemeral: { volumeClaimTemplate: claim } }];
    world.create(PODS, { metadata: { name: 'web' }, spec: { ...spec, volumes } });
    world.advance(2 * SECOND);
    const [made] = world.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS);
    expect(made!.metadata.name).toBe('web-scratch');
    expect(made!.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Pod', name: 'web', controller: true });
    world.delete(PODS, 'web');
    world.advance(10 * SECOND);
    expect(world.list(PERSISTENT_VOLUME_CLAIMS)).toEqual([]);
  });
});
