import { describe, expect, it } from 'vitest';
import type { Pod } from '../../api/pod/types.ts';
import { parseTime, selectorFromSet } from '../../apimachinery/index.ts';
import { Expectations, EXPECTATIONS_TIMEOUT } from '../expectations.ts';
import { podFromTemplate } from '../pod-control.ts';
import type { ReplicaOwner } from './owner.ts';
import { getPodsToDelete, logarithmOfAge } from './pods-to-delete.ts';
import { slowStartBatches } from './slow-start.ts';
import { calculateStatus } from './status.ts';

const now = parseTime('2026-01-01T01:00:00Z');

interface Traits {
  readonly node?: string;
  readonly phase?: string;
  readonly readyAt?: string;
  readonly created?: string;
  readonly cost?: string;
  readonly restarts?: number;
}

function pod(name: string, traits: Traits = {}): Pod {
  const { node = 'n1', phase = 'Running', created = '2026-01-01T00:00:00Z', cost, restarts = 0 } = traits;
  const readyAt = 'readyAt' in traits ? traits.readyAt : '2026-01-01T00:00:00Z';
  const annotations = cost === undefined ? {} : { 'controller.kubernetes.io/pod-deletion-cost': cost };
  const conditions = readyAt === undefined ? [] : [{ type: 'Ready', status: 'True', lastTransitionTime: readyAt }];
  return {
    metadata: { name, uid: name, namespace: 'default', creationTimestamp: created, annotations },
    spec: { nodeName: node },
    status: { phase, conditions, containerStatuses: [{ restartCount: restarts }] },
  } as unknown as Pod;
}

const chosen = (pods: readonly Pod[], count = 1, related = pods): string[] =>
  getPodsToDelete(pods, related, count, now).map(({ metadata }) => metadata.name);

describe('which pods go first', () => {
  it('one without a node before one with, pending before running, unready before ready', () => {
    const pods = [
      pod('ready'),
      pod('unready', { readyAt: undefined }),
      pod('pending', { phase: 'Pending' }),
      pod('unassigned', { node: '' }),
    ];
    expect(chosen(pods, 3)).toEqual(['unassigned', 'pending', 'unready']);
  });

  it('the cheaper by its deletion cost; a cost that is no number counts as 0', () => {
    expect(chosen([pod('a', { cost: '10' }), pod('b', { cost: '-5' }), pod('c', { cost: 'cheap' })], 2)).toEqual([
      'b',
      'c',
    ]);
  });

  it('one of two that share a node, counting pods of sibling replica sets too', () => {
    const [alone, paired] = [pod('alone', { node: 'n1' }), pod('paired', { node: 'n2' })];
    expect(chosen([alone, paired], 1, [alone, paired, pod('sibling', { node: 'n2' })])).toEqual(['paired']);
  });

  it('one that became ready much later, but not one only a little later', () => {
    const old = pod('old', { readyAt: '2026-01-01T00:00:00Z' });
    expect(chosen([old, pod('young', { readyAt: '2026-01-01T00:59:00Z' })])).toEqual(['young']);
    // 60 and 50 minutes are of the same power of two; then the uid decides.
    expect(chosen([pod('z', { readyAt: '2026-01-01T00:10:00Z' }), pod('a')])).toEqual(['a']);
  });

  it('the one that restarted more often, then the younger', () => {
    expect(chosen([pod('calm'), pod('crashed', { restarts: 3 })])).toEqual(['crashed']);
    expect(chosen([pod('old'), pod('young', { created: '2026-01-01T00:59:59Z' })])).toEqual(['young']);
  });

  it('ages are compared by their logarithm in nanoseconds', () => {
    expect([0, 1, 1000].map(logarithmOfAge)).toEqual([-1, 9, 19]);
  });
});

describe('creating pods', () => {
  it('starts slowly: 1, 2, 4 and the rest', () => {
    expect(slowStartBatches(10)).toEqual([1, 2, 4, 3]);
    expect(slowStartBatches(1)).toEqual([1]);
    expect(slowStartBatches(0)).toEqual([]);
  });

  it('takes the template and names its owner', () => {
    const owner = { metadata: { name: 'web-abc', namespace: 'shop' } } as unknown as ReplicaOwner;
    const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [] } };
    const reference = { apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web-abc', uid: '1', controller: true };
    expect(podFromTemplate(template as unknown as ReplicaOwner['spec']['template'], owner, reference)).toMatchObject({
      metadata: { generateName: 'web-abc-', namespace: 'shop', labels: { app: 'web' }, ownerReferences: [reference] },
    });
  });

  it('is not done again before the cache has shown what was done', () => {
    const expectations = new Expectations();
    expectations.expectCreations('a', 2, 0);
    expectations.creationObserved('a');
    expect(expectations.satisfied('a', 1)).toBe(false);
    expectations.creationObserved('a');
    expect(expectations.satisfied('a', 1)).toBe(true);
    expectations.expectDeletions('a', ['x'], 0);
    expectations.deletionObserved('a', 'y');
    expect(expectations.satisfied('a', EXPECTATIONS_TIMEOUT)).toBe(false);
    expect(expectations.satisfied('a', EXPECTATIONS_TIMEOUT + 1)).toBe(true);
  });
});

describe('the status of a replica set', () => {
  const owner = (conditions: object[] = []): ReplicaOwner =>
    ({
      metadata: { generation: 3 },
      spec: { replicas: 2, selector: selectorFromSet({}) },
      status: { replicas: 0, conditions },
    }) as unknown as ReplicaOwner;
  const counts = { replicas: 1, fullyLabeled: 1, ready: 1, available: 0, terminating: 0 };

  it('says why pods could not be made, once, and forgets it when they can', () => {
    const failed = calculateStatus(owner(), counts, 'exceeded quota', true, now);
    expect(failed.conditions).toEqual([
      {
        type: 'ReplicaFailure',
        status: 'True',
        reason: 'FailedCreate',
        message: 'exceeded quota',
        lastTransitionTime: '2026-01-01T01:00:00Z',
      },
    ]);
    expect(calculateStatus(owner([...failed.conditions!]), counts, undefined, true, now).conditions).toBeUndefined();
  });

  it('leaves zeros out, but not the number of terminating pods where it is reported', () => {
    expect(calculateStatus(owner(), counts, undefined, true, now)).toEqual({
      replicas: 1,
      fullyLabeledReplicas: 1,
      readyReplicas: 1,
      terminatingReplicas: 0,
      observedGeneration: 3,
    });
  });
});
