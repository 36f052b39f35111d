import { beforeEach, describe, expect, it } from 'vitest';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { PersistentVolumeClaim } from '../../api/persistentvolumeclaim/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CONTROLLER_REVISIONS, PERSISTENT_VOLUME_CLAIMS, PODS, STATEFUL_SETS } from '../../api/refs.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import { SECOND } from '../../sim/index.ts';
import { World, template } from '../../testing/control-plane-world.ts';

function stateful(replicas: number, more = {}): object {
  const selector = { matchLabels: { app: 'db' } };
  const spec = { replicas, serviceName: 'db', selector, template: template('db', 'postgres:1'), ...more };
  return { metadata: { name: 'db' }, spec };
}

const storage = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
    },
  ],
};

describe('statefulset-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    for (const name of ['worker-1', 'worker-2']) world.addNode(name);
  });

  const status = (): StatefulSet['status'] => world.get<StatefulSet>(STATEFUL_SETS, 'db')!.status;
  const pods = (): readonly Pod[] => world.list<Pod>(PODS);
  const names = (): string[] => pods().map(({ metadata }) => metadata.name);
  const images = (): string[] => pods().map(({ metadata, spec }) => `${metadata.name} ${spec.containers[0]!.image}`);
  const update = (image: string): void =>
    world.patch(STATEFUL_SETS, 'db', { spec: { template: template('db', image) } });

  it('makes pods in order, each with its name, number and host name, and says so', () => {
    world.create(STATEFUL_SETS, stateful(3));
    world.advance(10 * SECOND);
    expect(names()).toEqual(['db-0', 'db-1', 'db-2']);
    const [first] = pods();
    expect(first!.spec).toMatchObject({ hostname: 'db-0', subdomain: 'db' });
    expect(first!.metadata.generateName).toBeUndefined();
    const { updateRevision, currentRevision } = status();
    expect(first!.metadata.labels).toMatchObject({
      'statefulset.kubernetes.io/pod-name': 'db-0',
      'apps.kubernetes.io/pod-index': '0',
      'controller-revision-hash': updateRevision,
    });
    expect(currentRevision).toBe(updateRevision);
    expect(status()).toMatchObject({ replicas: 3, readyReplicas: 3, availableReplicas: 3, updatedReplicas: 3 });
    expect(world.messages('SuccessfulCreate')).toEqual([
      'create Pod db-0 in StatefulSet db successful',
      'create Pod db-1 in StatefulSet db successful',
      'create Pod db-2 in StatefulSet db successful',
    ]);
  });

  it('makes nothing after a pod that is not ready, unless it is Parallel', () => {
    world.broken = true;
    world.create(STATEFUL_SETS, stateful(3));
    world.advance(10 * SECOND);
    expect(names()).toEqual(['db-0']);
    world.delete(STATEFUL_SETS, 'db');
    world.advance(10 * SECOND);
    world.create(STATEFUL_SETS, stateful(3, { podManagementPolicy: 'Parallel' }));
    world.advance(10 * SECOND);
    expect(names()).toEqual(['db-0', 'db-1', 'db-2']);
  });

  it('makes claims for each pod, keeps them when pods go, and gives them back by name', () => {
    world.create(STATEFUL_SETS, stateful(2, storage));
    world.advance(10 * SECOND);
    const claims = (): string[] =>
      world.list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS).map(({ metadata }) => metadata.name);
    expect(claims()).toEqual(['data-db-0', 'data-db-1']);
    expect(pods()[1]!.spec.volumes).toContainEqual({
      name: 'data',
      persistentVolumeClaim: { claimName: 'data-db-1' },
    });
    expect(world.messages('SuccessfulCreate')[0]).toBe('create Claim data-db-0 Pod db-0 in StatefulSet db success');
    world.patch(STATEFUL_SETS, 'db', { spec: { replicas: 1 } });
    world.advance(10 * SECOND);
    expect(names()).toEqual(['db-0']);
    expect(claims()).toEqual(['data-db-0', 'data-db-1']);
  });

  it('with whenDeleted and whenScaled Delete, hands claims to the set and to pods that are scaled away', () => {
    const persistentVolumeClaimRetentionPolicy = { whenDeleted: 'Delete', whenScaled: 'Delete' };
    world.create(STATEFUL_SETS, stateful(2, { ...storage, persistentVolumeClaimRetentionPolicy }));
    world.advance(10 * SECOND);
    const owners = (): string[] =>
      world
        .list<PersistentVolumeClaim>(PERSISTENT_VOLUME_CLAIMS)
        .map(({ metadata }) => `${metadata.name} ${metadata.ownerReferences?.map(({ kind }) => kind).join() ?? ''}`);
    expect(owners()).toEqual(['data-db-0 StatefulSet', 'data-db-1 StatefulSet']);
    world.patch(STATEFUL_SETS, 'db', { spec: { replicas: 1 } });
    world.advance(10 * SECOND);
    expect(owners()[0]).toBe('data-db-0 StatefulSet');
    expect(owners()[1] ?? 'gone').not.toBe('data-db-1 StatefulSet');
  });

  it('scales down from the highest number, one after the other', () => {
    world.create(STATEFUL_SETS, stateful(3));
    world.advance(10 * SECOND);
    world.patch(STATEFUL_SETS, 'db', { spec: { replicas: 1 } });
    world.advance(10 * SECOND);
    expect(names()).toEqual(['db-0']);
    expect(world.messages('SuccessfulDelete')).toEqual([
      'delete Pod db-2 in StatefulSet db successful',
      'delete Pod db-1 in StatefulSet db successful',
    ]);
  });

  it('rolls from the highest number down to the partition, and all the way when it falls', () => {
    const updateStrategy = { type: 'RollingUpdate', rollingUpdate: { partition: 2 } };
    world.create(STATEFUL_SETS, stateful(3, { updateStrategy }));
    world.advance(10 * SECOND);
    update('postgres:2');
    world.advance(10 * SECOND);
    expect(images()).toEqual(['db-0 postgres:1', 'db-1 postgres:1', 'db-2 postgres:2']);
    expect(status()).toMatchObject({ currentReplicas: 2, updatedReplicas: 1 });
    expect(status().currentRevision).not.toBe(status().updateRevision);
    world.delete(PODS, 'db-0');
    world.advance(10 * SECOND);
    expect(images()[0]).toBe('db-0 postgres:1');
    world.patch(STATEFUL_SETS, 'db', { spec: { updateStrategy: { rollingUpdate: { partition: 0 } } } });
    world.advance(20 * SECOND);
    expect(images()).toEqual(['db-0 postgres:2', 'db-1 postgres:2', 'db-2 postgres:2']);
    expect(status().currentRevision).toBe(status().updateRevision);
  });

  it('waits for a broken update, and keeps its revisions within the limit', () => {
    world.create(STATEFUL_SETS, stateful(2, { revisionHistoryLimit: 1 }));
    world.advance(10 * SECOND);
    for (const version of [2, 3, 4]) {
      update(`postgres:${version}`);
      world.advance(10 * SECOND);
    }
    const revisions = world.list<ControllerRevision>(CONTROLLER_REVISIONS).map(({ revision }) => revision);
    expect(revisions.sort()).toEqual([3, 4]);
    world.broken = true;
    update('postgres:5');
    world.advance(20 * SECOND);
    expect(images()).toEqual(['db-0 postgres:4', 'db-1 postgres:5']);
  });

  it('replaces a pod that failed', () => {
    world.create(STATEFUL_SETS, stateful(1));
    world.advance(5 * SECOND);
    const { uid } = pods()[0]!.metadata;
    const client = world.client.resource<Pod>(PODS);
    world.run(
      client.patch('default', 'db-0', 'application/merge-patch+json', { status: { phase: 'Failed' } }, 'status'),
    );
    world.advance(5 * SECOND);
    expect(names()).toEqual(['db-0']);
    expect(pods()[0]!.metadata.uid).not.toBe(uid);
  });
});
