import { beforeEach, describe, expect, it } from 'vitest';
import { DEPLOYMENTS, ENDPOINTS, ENDPOINT_SLICES, NAMESPACES, NODES, PODS } from '../api/refs.ts';
import { REPLICATION_CONTROLLERS, REPLICA_SETS, SERVICES, SERVICE_ACCOUNTS } from '../api/refs.ts';
import type { Deployment } from '../api/deployment/types.ts';
import type { Endpoints } from '../api/endpoints/types.ts';
import type { EndpointSlice } from '../api/endpointslice/types.ts';
import type { Namespace } from '../api/namespace/types.ts';
import type { Node } from '../api/node/types.ts';
import type { Pod } from '../api/pod/types.ts';
import type { ReplicaSet } from '../api/replicaset/types.ts';
import type { ServiceAccount } from '../api/serviceaccount/types.ts';
import { MINUTE, SECOND } from '../sim/index.ts';
import { World, deployment, template } from '../testing/control-plane-world.ts';

describe('the control loops against a real API server', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    for (const name of ['worker-1', 'worker-2', 'worker-3']) world.addNode(name);
  });

  it('brings a Deployment up, says so in its status and its events, and heals it', () => {
    world.create(DEPLOYMENTS, deployment(3));
    world.advance(10 * SECOND);
    const [set] = world.list<ReplicaSet>(REPLICA_SETS);
    expect(set!.metadata.name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5,10}$/);
    const web = world.get<Deployment>(DEPLOYMENTS, 'web')!;
    expect(web.status).toMatchObject({ replicas: 3, updatedReplicas: 3, readyReplicas: 3, availableReplicas: 3 });
    expect(web.metadata.annotations).toEqual({ 'deployment.kubernetes.io/revision': '1' });
    expect(web.status.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
      ['Available', 'MinimumReplicasAvailable'],
      ['Progressing', 'NewReplicaSetAvailable'],
    ]);
    expect(world.messages('ScalingReplicaSet')).toEqual([`Scaled up replica set ${set!.metadata.name} from 0 to 3`]);
    const pods = world.list<Pod>(PODS);
    const created = pods.map(({ metadata }) => `Created pod: ${metadata.name}`);
    expect(world.messages('SuccessfulCreate').sort()).toEqual(created.sort());
    world.delete(PODS, pods[0]!.metadata.name);
    world.advance(5 * SECOND);
    const healed = world.list<Pod>(PODS);
    expect(healed).toHaveLength(3);
    expect(healed.map(({ metadata }) => metadata.uid)).not.toContain(pods[0]!.metadata.uid);
  });

  it('rolls over to a new template within its bounds, and keeps the old replica set empty', () => {
    world.create(DEPLOYMENTS, deployment(4));
    world.advance(10 * SECOND);
    world.patch(DEPLOYMENTS, 'web', { spec: { template: template('web', 'nginx:2') } });
    world.advance(30 * SECOND);
    const sets = world.list<ReplicaSet>(REPLICA_SETS);
    expect(sets.map(({ spec }) => spec.replicas).sort()).toEqual([0, 4]);
    expect(world.list<Pod>(PODS).map(({ spec }) => spec.containers[0]!.image)).toEqual(Array(4).fill('nginx:2'));
    const steps = world.messages('ScalingReplicaSet').map((text) => text.replace(/set \S+/, 'set'));
    expect(steps.slice(0, 3)).toEqual([
      'Scaled up replica set from 0 to 4',
      'Scaled up replica set from 0 to 1',
      'Scaled down replica set from 4 to 3',
    ]);
    expect(world.get<Deployment>(DEPLOYMENTS, 'web')!.metadata.annotations).toEqual({
      'deployment.kubernetes.io/revision': '2',
    });
  });

  it('with Recreate, starts nothing new before the last old pod has gone', () => {
    world.create(DEPLOYMENTS, deployment(2, 'nginx:1', { strategy: { type: 'Recreate' } }));
    world.advance(10 * SECOND);
    world.patch(DEPLOYMENTS, 'web', { spec: { template: template('web', 'nginx:2') } });
    world.advance(20 * SECOND);
    expect(world.list<Pod>(PODS).map(({ spec }) => spec.containers[0]!.image)).toEqual(['nginx:2', 'nginx:2']);
    const steps = world.messages('ScalingReplicaSet').map((text) => text.replace(/set \S+/, 'set'));
    expect(steps).toEqual([
      'Scaled up replica set from 0 to 2',
      'Scaled down replica set from 2 to 0',
      'Scaled up replica set from 0 to 2',
    ]);
  });

  it('reports a rollout that makes no progress in time', () => {
    world.broken = true;
    world.create(DEPLOYMENTS, deployment(1, 'nginx:1', { progressDeadlineSeconds: 60 }));
    world.advance(70 * SECOND);
    const { conditions } = world.get<Deployment>(DEPLOYMENTS, 'web')!.status;
    expect(conditions?.find(({ type }) => type === 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
      message: expect.stringMatching(/^ReplicaSet "web-\w+" has timed out progressing\.$/) as string,
    });
  });

  it('takes a Deployment and all it owns away in the background, in the foreground, or not at all', () => {
    for (const propagationPolicy of ['Background', 'Foreground']) {
      world.create(DEPLOYMENTS, deployment(2));
      world.advance(10 * SECOND);
      world.delete(DEPLOYMENTS, 'web', { propagationPolicy });
      world.advance(20 * SECOND);
      expect([DEPLOYMENTS, REPLICA_SETS, PODS].map((ref) => world.list(ref).length)).toEqual([0, 0, 0]);
    }
    world.create(DEPLOYMENTS, deployment(2));
    world.advance(10 * SECOND);
    world.delete(DEPLOYMENTS, 'web', { propagationPolicy: 'Orphan' });
    world.advance(20 * SECOND);
    expect([DEPLOYMENTS, REPLICA_SETS, PODS].map((ref) => world.list(ref).length)).toEqual([0, 1, 2]);
    expect(world.list(REPLICA_SETS)[0]!.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('a ReplicationController adopts what it selects and releases what it no longer does', () => {
    world.create(PODS, {
      metadata: { name: 'stray', labels: { app: 'kubia' } },
      spec: { containers: [{ name: 'main', image: 'luksa/kubia' }] },
    });
    const spec = { replicas: 3, selector: { app: 'kubia' }, template: template('kubia', 'luksa/kubia') };
    world.create(REPLICATION_CONTROLLERS, { metadata: { name: 'kubia' }, spec });
    world.advance(5 * SECOND);
    const pods = world.list<Pod>(PODS);
    expect(pods).toHaveLength(3);
    expect(pods.map(({ metadata }) => metadata.ownerReferences?.[0]?.name)).toEqual(['kubia', 'kubia', 'kubia']);
    world.patch(PODS, 'stray', { metadata: { labels: { app: 'other' } } });
    world.advance(5 * SECOND);
    expect(world.list<Pod>(PODS)).toHaveLength(4);
    expect(world.get<Pod>(PODS, 'stray')!.metadata.ownerReferences ?? []).toEqual([]);
  });

  it('lists ready pods behind a Service, and keeps the ones that are not apart', () => {
    world.create(DEPLOYMENTS, deployment(3));
    const ports = [{ name: 'http', port: 80, targetPort: 8080 }];
    world.create(SERVICES, { metadata: { name: 'web' }, spec: { selector: { app: 'web' }, ports } });
    world.advance(10 * SECOND);
    const ofWeb = (slice: EndpointSlice): boolean => slice.metadata.labels?.['kubernetes.io/service-name'] === 'web';
    const [slice, ...others] = world.list<EndpointSlice>(ENDPOINT_SLICES).filter(ofWeb);
    expect(others).toEqual([]);
    expect(slice!.endpoints).toHaveLength(3);
    expect(slice!.endpoints[0]!.conditions).toEqual({ ready: true, serving: true, terminating: false });
    expect(slice!.ports).toEqual([{ name: 'http', port: 8080, protocol: 'TCP' }]);
    const [subset] = world.get<Endpoints>(ENDPOINTS, 'web')!.subsets!;
    expect([subset!.addresses!.length, subset!.ports]).toEqual([3, [{ name: 'http', port: 8080, protocol: 'TCP' }]]);
    const [pod] = world.list<Pod>(PODS);
    const conditions = [{ type: 'Ready', status: 'False' }];
    const pods = world.client.resource<Pod>(PODS);
    world.run(
      pods.patch(
        'default',
        pod!.metadata.name,
        'application/strategic-merge-patch+json',
        { status: { conditions } },
        'status',
      ),
    );
    world.advance(2 * SECOND);
    const after = world.list<EndpointSlice>(ENDPOINT_SLICES).find(ofWeb)!;
    const ready = after.endpoints.map((endpoint) => endpoint.conditions?.ready).sort();
    expect(ready).toEqual([false, true, true]);
    expect(world.get<Endpoints>(ENDPOINTS, 'web')!.subsets![0]!.notReadyAddresses).toHaveLength(1);
    world.delete(SERVICES, 'web');
    world.advance(5 * SECOND);
    expect(world.list<EndpointSlice>(ENDPOINT_SLICES).filter(ofWeb)).toEqual([]);
    expect(world.get(ENDPOINTS, 'web')).toBeUndefined();
  });

  it('moves pods off a node that fell silent: unknown after 50 s, evicted 300 s after the taint', () => {
    world.create(DEPLOYMENTS, deployment(3));
    world.advance(10 * SECOND);
    const before = world.list<Pod>(PODS).filter(({ spec }) => spec.nodeName === 'worker-1');
    expect(before).toHaveLength(1);
    world.silent.add('worker-1');
    world.advance(75 * SECOND);
    const node = world.get<Node>(NODES, 'worker-1')!;
    expect(node.status.conditions?.find(({ type }) => type === 'Ready')).toMatchObject({
      status: 'Unknown',
      reason: 'NodeStatusUnknown',
      message: 'Kubelet stopped posting node status.',
    });
    expect(node.spec.taints?.map(({ key, effect }) => `${key}:${effect}`).sort()).toEqual([
      'node.kubernetes.io/unreachable:NoExecute',
      'node.kubernetes.io/unreachable:NoSchedule',
    ]);
    const marked = world.get<Pod>(PODS, before[0]!.metadata.name)!;
    expect(marked.status.conditions?.find(({ type }) => type === 'Ready')?.status).toBe('False');
    world.advance(5 * MINUTE);
    const condemned = world.get<Pod>(PODS, before[0]!.metadata.name)!;
    expect(condemned.metadata.deletionTimestamp).toBeDefined();
    expect(condemned.status.conditions?.find(({ type }) => type === 'DisruptionTarget')?.reason).toBe(
      'DeletionByTaintManager',
    );
    expect(world.messages('TaintManagerEviction')).toEqual([
      `Marking for deletion Pod default/${before[0]!.metadata.name}`,
    ]);
    const running = world.list<Pod>(PODS).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
    expect(running.map(({ spec }) => spec.nodeName)).not.toContain('worker-1');
    expect(running).toHaveLength(3);
    world.silent.delete('worker-1');
    world.advance(30 * SECOND);
    world.delete(NODES, 'worker-1');
    world.advance(90 * SECOND);
    expect(world.get(PODS, before[0]!.metadata.name)).toBeUndefined();
  });

  it('makes neither too many nor too few pods when it dies in the middle of making them', () => {
    world.create(DEPLOYMENTS, deployment(60));
    world.advance(SECOND / 5);
    const made = world.list(PODS).length;
    expect(made).toBeGreaterThan(5);
    expect(made).toBeLessThan(60);
    world.manager.kill();
    world.advance(5 * SECOND);
    const left = world.list(PODS).length;
    expect(left).toBeLessThan(60);
    world.startManager();
    world.advance(30 * SECOND);
    expect(world.list(PODS)).toHaveLength(60);
    const created = new Set(world.list<Pod>(PODS).map(({ metadata }) => metadata.uid));
    expect(created.size).toBe(60);
    expect(world.get<Deployment>(DEPLOYMENTS, 'web')!.status).toMatchObject({ replicas: 60, availableReplicas: 60 });
  });

  it('gives every node a part of the pod network of its own', () => {
    const cidrs = world.list<Node>(NODES).map(({ spec }) => spec.podCIDR);
    expect(cidrs).toEqual(['10.244.0.0/24', '10.244.1.0/24', '10.244.2.0/24']);
  });

  it('fits a new namespace out, and empties it before it goes', () => {
    world.create(NAMESPACES, { metadata: { name: 'shop' } });
    world.advance(5 * SECOND);
    expect(world.list<ServiceAccount>(SERVICE_ACCOUNTS, 'shop').map(({ metadata }) => metadata.name)).toEqual([
      'default',
    ]);
    world.create(DEPLOYMENTS, deployment(2), 'shop');
    world.advance(10 * SECOND);
    expect(world.list(PODS, 'shop')).toHaveLength(2);
    world.delete(NAMESPACES, 'shop');
    expect(world.get<Namespace>(NAMESPACES, 'shop')!.status.phase).toBe('Terminating');
    world.advance(60 * SECOND);
    expect(world.get(NAMESPACES, 'shop')).toBeUndefined();
    expect(world.list(PODS, 'shop')).toEqual([]);
  });
});
