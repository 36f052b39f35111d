import { beforeEach, describe, expect, it } from 'vitest';
import { StatusError } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import type { PodDisruptionBudget } from '../../api/poddisruptionbudget/types.ts';
import { DEPLOYMENTS, POD_DISRUPTION_BUDGETS, PODS } from '../../api/refs.ts';
import { SECOND } from '../../sim/index.ts';
import { World, deployment, template } from '../../testing/control-plane-world.ts';

describe('disruption-controller and evictions', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.addNode('worker-1');
  });

  const budget = (spec: object): void => {
    const selector = { matchLabels: { app: 'web' } };
    world.create(POD_DISRUPTION_BUDGETS, { metadata: { name: 'web' }, spec: { selector, ...spec } });
    world.advance(2 * SECOND);
  };
  const status = (): PodDisruptionBudget['status'] =>
    world.get<PodDisruptionBudget>(POD_DISRUPTION_BUDGETS, 'web')!.status;
  const condition = (): string[] => (status().conditions ?? []).map(({ status, reason }) => `${status} ${reason}`);
  const evict = (name: string): StatusError | undefined => {
    const body = { apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name } };
    try {
      world.run(world.client.resource<Pod>(PODS).createSubresource('default', name, 'eviction', body));
      return undefined;
    } catch (error) {
      if (error instanceof StatusError) return error;
      throw error;
    }
  };
  const names = (): string[] => world.list<Pod>(PODS).map(({ metadata }) => metadata.name);

  it('counts what is healthy against what must be, in percent of what the Deployment wants', () => {
    world.create(DEPLOYMENTS, deployment(4));
    world.advance(5 * SECOND);
    budget({ maxUnavailable: '30%' });
    expect(status()).toMatchObject({ expectedPods: 4, desiredHealthy: 2, currentHealthy: 4, disruptionsAllowed: 2 });
    expect(condition()).toEqual(['True SufficientPods']);
    expect(status().observedGeneration).toBe(1);
  });

  it('lets one pod go at a time, and says what it needs', () => {
    world.create(DEPLOYMENTS, deployment(2));
    world.advance(5 * SECOND);
    budget({ minAvailable: 1 });
    world.broken = true;
    const [first, second] = names();
    expect(evict(first!)).toBeUndefined();
    world.advance(3 * SECOND);
    expect(names()).not.toContain(first);
    const refused = evict(second!)!;
    expect(refused.message).toBe("Cannot evict pod as it would violate the pod's disruption budget.");
    expect(refused.status.code).toBe(429);
    expect(refused.status.details?.causes).toEqual([
      { reason: 'DisruptionBudget', message: 'The disruption budget web needs 1 healthy pods and has 1 currently' },
    ]);
    expect(condition()).toEqual(['False InsufficientPods']);
    const unready = names().find((name) => name !== second)!;
    expect(evict(unready)).toBeUndefined();
  });

  it('does not allow anything while it cannot be reckoned', () => {
    const owner = { apiVersion: 'example.com/v1', kind: 'Thing', name: 'x', uid: 'x', controller: true };
    const { spec } = template('web', 'nginx') as { spec: object };
    world.create(PODS, { metadata: { name: 'web-x', labels: { app: 'web' }, ownerReferences: [owner] }, spec });
    world.advance(2 * SECOND);
    budget({ maxUnavailable: 1 });
    expect(condition()).toEqual(['False SyncFailed']);
    expect(status().conditions?.[0]!.message).toBe('found no controllers for pod "web-x"');
    expect(world.messages('CalculateExpectedPodCountFailed')[0]).toBe(
      'Failed to calculate the number of expected pods: found no controllers for pod "web-x"',
    );
  });

  it('evicts a pod without a budget, and tells why in its status', () => {
    const { spec } = template('lone', 'nginx') as { spec: object };
    world.create(PODS, { metadata: { name: 'lone', labels: { app: 'lone' }, finalizers: ['example.com/keep'] }, spec });
    world.advance(2 * SECOND);
    expect(evict('lone')).toBeUndefined();
    const found = world.get<Pod>(PODS, 'lone')!;
    expect(found.metadata.deletionTimestamp).toBeDefined();
    expect(found.status.conditions?.find(({ type }) => type === 'DisruptionTarget')).toMatchObject({
      status: 'True',
      reason: 'EvictionByEvictionAPI',
      message: 'Eviction API: evicting',
    });
  });
});
