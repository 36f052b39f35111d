import { describe, expect, it } from 'vitest';
import type { Deployment, DeploymentStatus } from '../../api/deployment/types.ts';
import type { ReplicaSet } from '../../api/replicaset/types.ts';
import { parseTime } from '../../apimachinery/index.ts';
import { newReplicaSetAnnotations } from './annotations.ts';
import { calculateRolloutStatus, progressCheckIn } from './status.ts';

const now = parseTime('2026-01-01T00:10:00Z');
const strategy = { type: 'RollingUpdate', rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' } };

function deployment(status: Partial<DeploymentStatus>, progressDeadlineSeconds = 600): Deployment {
  const spec = { replicas: 4, strategy, progressDeadlineSeconds };
  return { metadata: { name: 'web', generation: 2 }, spec, status } as unknown as Deployment;
}

function set(replicas: number, status: object): ReplicaSet {
  return { metadata: { name: 'web-1' }, spec: { replicas }, status } as unknown as ReplicaSet;
}

const progressing = (reason: string, at: string): DeploymentStatus['conditions'] => [
  { type: 'Progressing', status: 'True', reason, message: '', lastUpdateTime: at, lastTransitionTime: at },
];

describe("a deployment's status", () => {
  it('counts, leaves zeros out, and says what is available', () => {
    const web = set(4, { replicas: 4, readyReplicas: 3, availableReplicas: 2, terminatingReplicas: 0 });
    const status = calculateRolloutStatus(deployment({}), web, [web], now);
    expect(status).toMatchObject({ replicas: 4, updatedReplicas: 4, readyReplicas: 3, unavailableReplicas: 2 });
    expect(status.terminatingReplicas).toBe(0);
    // 25 % of 4 is one pod that may be missing; two are.
    expect(status.conditions?.find(({ type }) => type === 'Available')).toMatchObject({
      status: 'False',
      message: 'Deployment does not have minimum availability.',
    });
    expect('collisionCount' in status).toBe(false);
  });

  it('notices progress and renews its time, not the time of the transition', () => {
    const before = {
      replicas: 4,
      updatedReplicas: 4,
      conditions: progressing('ReplicaSetUpdated', '2026-01-01T00:05:00Z'),
    };
    const web = set(4, { replicas: 4, readyReplicas: 1 });
    const { conditions } = calculateRolloutStatus(deployment(before), web, [web], now);
    expect(conditions?.find(({ type }) => type === 'Progressing')).toEqual({
      type: 'Progressing',
      status: 'True',
      reason: 'ReplicaSetUpdated',
      message: 'ReplicaSet "web-1" is progressing.',
      lastUpdateTime: '2026-01-01T00:10:00Z',
      lastTransitionTime: '2026-01-01T00:05:00Z',
    });
  });

  it('gives up when the deadline has passed since the last progress', () => {
    const at = '2025-12-31T23:59:59Z';
    const before = { replicas: 4, updatedReplicas: 4, conditions: progressing('ReplicaSetUpdated', at) };
    const web = set(4, { replicas: 4 });
    const { conditions } = calculateRolloutStatus(deployment(before), web, [web], now);
    expect(conditions?.find(({ type }) => type === 'Progressing')).toMatchObject({
      status: 'False',
      reason: 'ProgressDeadlineExceeded',
    });
  });

  it('looks again when the deadline is due: 10 minutes after the last progress, 3 of which are left', () => {
    const stuck = deployment({ conditions: progressing('ReplicaSetUpdated', '2026-01-01T00:03:00Z') });
    expect(progressCheckIn(stuck, {}, now)).toBe(180_000_000);
  });

  it("passes a replica set's failure on", () => {
    const failure = { type: 'ReplicaFailure', status: 'True', reason: 'FailedCreate', message: 'no' };
    const web = set(4, { replicas: 0, conditions: [failure] });
    const { conditions } = calculateRolloutStatus(deployment({}), web, [web], now);
    expect(conditions?.find(({ type }) => type === 'ReplicaFailure')).toMatchObject({ reason: 'FailedCreate' });
  });
});

describe('the annotations of a new replica set', () => {
  it('carry the revision, remember the one before, and leave out what is not for it', () => {
    const annotations = { team: 'shop', 'kubectl.kubernetes.io/last-applied-configuration': '{}' };
    const web = { ...deployment({}), metadata: { name: 'web', annotations } } as unknown as Deployment;
    const created = newReplicaSetAnnotations(web, {}, 1, false);
    expect(created).toEqual({
      team: 'shop',
      'deployment.kubernetes.io/revision': '1',
      'deployment.kubernetes.io/desired-replicas': '4',
      'deployment.kubernetes.io/max-replicas': '5',
    });
    expect(newReplicaSetAnnotations(web, created, 1, true)).toBe(created);
    expect(newReplicaSetAnnotations(web, created, 3, true)).toMatchObject({
      'deployment.kubernetes.io/revision': '3',
      'deployment.kubernetes.io/revision-history': '1',
    });
  });
});
