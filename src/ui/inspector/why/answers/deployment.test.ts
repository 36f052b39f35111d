import { describe, expect, it } from 'vitest';
import type { ApiObject } from '../../../../engine/apimachinery/index.ts';
import { answersTo } from './index.ts';
import { limitsOf } from './deployment.ts';

function rolling(replicas: number, maxSurge: unknown, maxUnavailable: unknown, status: object = {}): ApiObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web', namespace: 'default', uid: 'u', creationTimestamp: '' },
    spec: { replicas, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } } },
    status,
  } as unknown as ApiObject;
}

const said = (deployment: ApiObject) =>
  answersTo('deployments.apps', deployment, () => []).flatMap(({ lines }) => lines.map(({ id }) => id));

describe('the sums of a rolling update', () => {
  it('rounds surge up and unavailable down', () => {
    expect(limitsOf(rolling(10, '25%', '25%'))).toMatchObject({ surge: 3, unavailable: 2, most: 13, least: 8 });
    expect(limitsOf(rolling(1, '25%', '25%'))).toMatchObject({ surge: 1, unavailable: 0, most: 2, least: 1 });
  });

  it('lets one be missing where both come to nothing', () => {
    expect(limitsOf(rolling(3, 0, '25%'))).toMatchObject({ surge: 0, unavailable: 1, least: 2 });
  });

  it('says what holds the next step: no room for a new pod, none of the old to spare', () => {
    const status = { replicas: 4, updatedReplicas: 1, availableReplicas: 3 };
    expect(said(rolling(3, 1, 0, status))).toEqual(
      expect.arrayContaining(['answer.rollout.full', 'answer.rollout.noSpare']),
    );
    const better = { replicas: 4, updatedReplicas: 1, availableReplicas: 4 };
    expect(said(rolling(3, 1, 0, better))).toContain('answer.rollout.mayRemove');
  });
});
