import { beforeEach, describe, expect, it } from 'vitest';
import type { Job } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { JOBS, PODS } from '../../api/refs.ts';
import { MINUTE, SECOND } from '../../sim/index.ts';
import { World, template } from '../../testing/control-plane-world.ts';
import { IndexSet } from './index-set.ts';

function job(more = {}): object {
  const { spec } = template('work', 'busybox') as { spec: object };
  const pods = { metadata: {}, spec: { ...spec, restartPolicy: 'Never' } };
  return { metadata: { name: 'work' }, spec: { template: pods, ...more } };
}

describe('job-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.addNode('worker-1');
  });

  const status = (): Job['status'] => world.get<Job>(JOBS, 'work')!.status;
  const conditions = (): string[] => (status().conditions ?? []).map(({ type, reason }) => `${type} ${reason}`);
  const running = (): Pod[] => world.list<Pod>(PODS).filter((pod) => pod.status.phase === 'Running');
  const finishOne = (exitCode = 0): void => world.finish(running()[0]!.metadata.name, exitCode);

  it('runs as many pods at once as it may until as many have succeeded as it wants', () => {
    world.create(JOBS, job({ completions: 3, parallelism: 2 }));
    world.advance(3 * SECOND);
    expect(running()).toHaveLength(2);
    expect(status()).toMatchObject({ active: 2, ready: 2, terminating: 0 });
    expect(running()[0]!.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
    finishOne();
    world.advance(3 * SECOND);
    expect(running()).toHaveLength(2);
    finishOne();
    world.advance(3 * SECOND);
    expect(running()).toHaveLength(1);
    finishOne();
    world.advance(3 * SECOND);
    expect(conditions()).toEqual(['SuccessCriteriaMet CompletionsReached', 'Complete CompletionsReached']);
    expect(status()).toMatchObject({ succeeded: 3, uncountedTerminatedPods: {} });
    expect(status().completionTime).toBeDefined();
    expect(status().active).toBeUndefined();
    expect(world.list<Pod>(PODS).map(({ metadata }) => metadata.finalizers ?? [])).toEqual([[], [], []]);
    expect(world.messages('Completed')).toEqual(['Job completed']);
  });

  it('tries again after 10 s, then 20 s, and gives up beyond its back-off limit', () => {
    world.create(JOBS, job({ backoffLimit: 2 }));
    world.advance(3 * SECOND);
    finishOne(1);
    world.advance(8 * SECOND);
    expect(running()).toHaveLength(0);
    world.advance(4 * SECOND);
    expect(running()).toHaveLength(1);
    finishOne(1);
    world.advance(17 * SECOND);
    expect(running()).toHaveLength(0);
    world.advance(5 * SECOND);
    finishOne(1);
    world.advance(3 * SECOND);
    expect(conditions()).toEqual(['FailureTarget BackoffLimitExceeded', 'Failed BackoffLimitExceeded']);
    expect(status().failed).toBe(3);
    expect(world.messages('BackoffLimitExceeded')).toEqual(['Job has reached the specified backoff limit']);
  });

  it('stops its pods when its time is up', () => {
    world.create(JOBS, job({ activeDeadlineSeconds: 30 }));
    world.advance(25 * SECOND);
    expect(running()).toHaveLength(1);
    world.advance(10 * SECOND);
    expect(conditions()).toEqual(['FailureTarget DeadlineExceeded', 'Failed DeadlineExceeded']);
    expect(world.list(PODS)).toEqual([]);
    expect(world.messages('DeadlineExceeded')).toEqual(['Job was active longer than specified deadline']);
  });

  it('gives each index its pod, name and label, and says which are done', () => {
    world.create(JOBS, job({ completions: 3, parallelism: 3, completionMode: 'Indexed' }));
    world.advance(3 * SECOND);
    const pods = running();
    expect(pods.map(({ spec }) => spec.hostname).sort()).toEqual(['work-0', 'work-1', 'work-2']);
    expect(pods.map(({ metadata }) => metadata.name.slice(0, 7)).sort()).toEqual(['work-0-', 'work-1-', 'work-2-']);
    const of = (index: number): Pod =>
      pods.find(({ metadata }) => metadata.labels?.['batch.kubernetes.io/job-completion-index'] === String(index))!;
    world.finish(of(0).metadata.name);
    world.finish(of(2).metadata.name);
    world.advance(3 * SECOND);
    expect(status()).toMatchObject({ completedIndexes: '0,2', succeeded: 2, active: 1 });
  });

  it('gives up on one index after its own limit, and on the job when all others are done', () => {
    const indexed = { completions: 2, parallelism: 2, completionMode: 'Indexed', backoffLimitPerIndex: 0 };
    world.create(JOBS, job(indexed));
    world.advance(3 * SECOND);
    finishOne(1);
    finishOne(0);
    world.advance(5 * SECOND);
    expect(conditions()).toEqual(['FailureTarget FailedIndexes', 'Failed FailedIndexes']);
    expect([status().failedIndexes, status().completedIndexes]).toEqual(['0', '1']);
  });

  it('fails at once, ignores or counts as its pod failure policy says', () => {
    const onExitCodes = { operator: 'In', values: [42] };
    world.create(JOBS, job({ podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes }] } }));
    world.advance(3 * SECOND);
    const { name } = running()[0]!.metadata;
    world.finish(name, 42);
    world.advance(3 * SECOND);
    expect(conditions()).toEqual(['FailureTarget PodFailurePolicy', 'Failed PodFailurePolicy']);
    expect(status().conditions?.[1]!.message).toBe(
      `Container main for pod default/${name} failed with exit code 42 matching FailJob rule at index 0`,
    );
  });

  it('is done when its success policy is met, although others still run', () => {
    const successPolicy = { rules: [{ succeededIndexes: '0' }] };
    world.create(JOBS, job({ completions: 3, parallelism: 3, completionMode: 'Indexed', successPolicy }));
    world.advance(3 * SECOND);
    const leader = running().find(({ spec }) => spec.hostname === 'work-0')!;
    world.finish(leader.metadata.name);
    world.advance(5 * SECOND);
    expect(conditions()).toEqual(['SuccessCriteriaMet SuccessPolicy', 'Complete SuccessPolicy']);
    expect(running()).toEqual([]);
  });

  it('stops when suspended without counting failures, and starts afresh when resumed', () => {
    world.create(JOBS, job());
    world.advance(3 * SECOND);
    world.patch(JOBS, 'work', { spec: { suspend: true } });
    world.advance(3 * SECOND);
    expect(running()).toEqual([]);
    expect(conditions()).toEqual(['Suspended JobSuspended']);
    expect(status().failed ?? 0).toBe(0);
    world.patch(JOBS, 'work', { spec: { suspend: false } });
    world.advance(3 * SECOND);
    expect(running()).toHaveLength(1);
    expect(world.messages('Suspended')).toEqual(['Job suspended']);
    expect(world.messages('Resumed')).toEqual(['Job resumed']);
  });

  it('leaves nothing behind when it is deleted, and goes by itself when its time has come', () => {
    world.create(JOBS, job());
    world.advance(3 * SECOND);
    world.delete(JOBS, 'work', { propagationPolicy: 'Background' });
    world.advance(5 * SECOND);
    expect(world.list(PODS)).toEqual([]);
    world.create(JOBS, job({ ttlSecondsAfterFinished: 60 }));
    world.advance(3 * SECOND);
    finishOne();
    world.advance(50 * SECOND);
    expect(conditions()).toContain('Complete CompletionsReached');
    world.advance(MINUTE / 3);
    expect([world.list(JOBS), world.list(PODS)]).toEqual([[], []]);
  });
});

describe('sets of indexes', () => {
  it('print as the status has them, and find what is missing', () => {
    const set = IndexSet.parse('0-2,7', 10).with([3, 9, 8]);
    expect([set.toString(), set.total]).toEqual(['0-3,7-9', 7]);
    expect(IndexSet.EMPTY.with([1, 2]).toString()).toBe('1,2');
    expect(set.firstMissing(2, 10)).toEqual([4, 5]);
    expect(set.firstMissing(9, 10)).toEqual([4, 5, 6]);
    expect(set.common(IndexSet.parse('3-8', 10))).toBe(3);
  });
});
