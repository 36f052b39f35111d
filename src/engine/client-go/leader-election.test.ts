import { describe, expect, it } from 'vitest';
import type { Lease } from '../api/lease/types.ts';
import { CONFIG_MAPS, LEASES } from '../api/refs.ts';
import { Host, Process, SECOND } from '../sim/index.ts';
import { startKubeControllerManager } from '../kube-controller-manager/index.ts';
import { World } from '../testing/control-plane-world.ts';

describe('leader election', () => {
  const lease = (world: World): Lease => world.get<Lease>(LEASES, 'kube-controller-manager', 'kube-system')!;

  it('gives the lease to one, and to the next 15 s after the last sign of the one before', () => {
    const world = new World({ leaderElect: true });
    const { spec } = lease(world);
    expect(spec.holderIdentity).toMatch(/^control-plane-1_[0-9a-f-]{36}$/);
    expect(spec).toMatchObject({ leaseDurationSeconds: 15, leaseTransitions: 0, acquireTime: spec.acquireTime });
    const standby = new Process(world.sim, 'kube-controller-manager', new Host('control-plane-2'));
    startKubeControllerManager(standby, world.network, { leaderElect: true });
    world.advance(30 * SECOND);
    expect(lease(world).spec.holderIdentity).toBe(spec.holderIdentity);
    expect(lease(world).spec.renewTime! > spec.renewTime!).toBe(true);
    world.manager.kill();
    world.advance(12 * SECOND);
    expect(lease(world).spec.holderIdentity).toBe(spec.holderIdentity);
    world.advance(10 * SECOND);
    expect(lease(world).spec.holderIdentity).toMatch(/^control-plane-2_/);
    expect(lease(world).spec.leaseTransitions).toBe(1);
    world.create(CONFIG_MAPS, { metadata: { name: 'owned', ownerReferences: [gone] } });
    world.advance(5 * SECOND);
    expect(world.get(CONFIG_MAPS, 'owned')).toBeUndefined();
  });

  it('makes a leader stop that could not renew for 10 s', () => {
    const world = new World({ leaderElect: true });
    world.sim.at(world.sim.now, () => world.apiserver.kill(), undefined);
    world.advance(8 * SECOND);
    expect(world.manager.state).toBe('running');
    world.advance(10 * SECOND);
    expect(world.manager.state).toBe('dead');
  });
});

const gone = { apiVersion: 'v1', kind: 'ConfigMap', name: 'gone', uid: '00000000-0000-4000-8000-000000000000' };
