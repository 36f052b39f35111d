import { describe, expect, it } from 'vitest';
import type { Deployment } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { resolveFenceposts } from './arithmetic.ts';
import { planRollout, type RolloutPlan } from './plan-rollout.ts';
import { isScalingEvent, planScale } from './plan-scale.ts';

const template = { metadata: {}, spec: {} };

function deployment(
  replicas: number,
  surge: number | string = '25%',
  unavailable: number | string = '25%',
): Deployment {
  const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } };
  return { metadata: { name: 'web' }, spec: { replicas, strategy, template }, status: {} } as unknown as Deployment;
}

function set(name: string, replicas: number, available = replicas, annotations = {}): ReplicaSet {
  const metadata = { name, annotations, creationTimestamp: `2026-01-01T00:00:0${name.slice(-1)}Z` };
  const status = { replicas, availableReplicas: available };
  return { metadata, spec: { replicas, template }, status } as unknown as ReplicaSet;
}

const sizes = ({ scalings }: Pick<RolloutPlan, 'scalings'>): string[] =>
  scalings.map(({ replicaSet, from, to }) => `${replicaSet.metadata.name}: ${from} → ${to}`);

describe('the fenceposts of a rolling update', () => {
  it('round surge up and unavailability down', () => {
    expect(resolveFenceposts('25%', '25%', 10)).toEqual({ maxSurge: 3, maxUnavailable: 2 });
    expect(resolveFenceposts('25%', '25%', 1)).toEqual({ maxSurge: 1, maxUnavailable: 0 });
    expect(resolveFenceposts('30%', 0, 7)).toEqual({ maxSurge: 3, maxUnavailable: 0 });
  });

  it('let one pod be missing where neither would let anything move', () => {
    expect(resolveFenceposts(0, 0, 10)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
    expect(resolveFenceposts(0, '1%', 10)).toEqual({ maxSurge: 0, maxUnavailable: 1 });
  });
});

describe('a rolling update of 10 with 25 % and 25 %', () => {
  const web = deployment(10);

  it('first adds 3, because 13 may exist', () => {
    const plan = planRollout(web, set('new-2', 0), [set('old-1', 10)]);
    expect(sizes(plan)).toEqual(['new-2: 0 → 3']);
    expect(plan.arithmetic).toMatchObject({ maxSurge: 3, maxTotalPods: 13, currentPodCount: 10, scaleUpCount: 3 });
  });

  it('then takes 2 away, because 8 must stay available', () => {
    const plan = planRollout(web, set('new-2', 3, 0), [set('old-1', 10)]);
    expect(sizes(plan)).toEqual(['old-1: 10 → 8']);
    expect(plan.arithmetic).toMatchObject({ minAvailable: 8, newUnavailablePodCount: 3, maxScaledDown: 2 });
  });

  it('adds 2 in their place, and then waits for new pods to become available', () => {
    expect(sizes(planRollout(web, set('new-2', 3, 0), [set('old-1', 8)]))).toEqual(['new-2: 3 → 5']);
    const plan = planRollout(web, set('new-2', 5, 0), [set('old-1', 8)]);
    expect([plan.step, plan.scalings]).toEqual(['wait', []]);
    expect(plan.arithmetic).toMatchObject({ allPodsCount: 13, newUnavailablePodCount: 5, maxScaledDown: 0 });
  });

  it('goes on by one for each that becomes available', () => {
    expect(sizes(planRollout(web, set('new-2', 5, 1), [set('old-1', 8)]))).toEqual(['old-1: 8 → 7']);
    expect(sizes(planRollout(web, set('new-2', 5, 1), [set('old-1', 7)]))).toEqual(['new-2: 5 → 6']);
  });

  it('takes old pods that are not available first, even from a newer old replica set', () => {
    const plan = planRollout(web, set('new-3', 3, 3), [set('old-1', 5, 5), set('old-2', 5, 3)]);
    // 13 pods, 8 must stay, none of the new are missing: 5 may go. 2 sick ones of old-2, then 11 − 8 = 3 of the oldest.
    expect(sizes(plan)).toEqual(['old-1: 5 → 2', 'old-2: 5 → 3']);
  });

  it('has nothing to do when the new one is complete and the old are empty', () => {
    expect(planRollout(web, set('new-2', 10), [set('old-1', 0)]).step).toBe('wait');
  });
});

describe('scaling in the middle of a rollout', () => {
  const annotated = (max: number): object => ({
    'deployment.kubernetes.io/desired-replicas': '10',
    'deployment.kubernetes.io/max-replicas': String(max),
  });

  it('is seen by the number the replica sets remember', () => {
    expect(isScalingEvent(deployment(10), [set('a-1', 4, 4, annotated(13))])).toBe(false);
    expect(isScalingEvent(deployment(20), [set('a-1', 4, 4, annotated(13))])).toBe(true);
  });

  it('shares what is added out in proportion', () => {
    // From 10+3 to 20+5: 8 and 5 grow to 25·8/13 = 15.4 and 25·5/13 = 9.6.
    const scalings = planScale(deployment(20), set('new-2', 5, 5, annotated(13)), [set('old-1', 8, 8, annotated(13))]);
    expect(sizes({ scalings })).toEqual(['old-1: 8 → 15', 'new-2: 5 → 10']);
  });

  it('goes to the only active replica set when there is just one', () => {
    expect(sizes({ scalings: planScale(deployment(5), set('new-2', 3), [set('old-1', 0)]) })).toEqual(['new-2: 3 → 5']);
  });
});
