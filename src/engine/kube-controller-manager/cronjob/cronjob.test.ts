import { beforeEach, describe, expect, it } from 'vitest';
import { parseTime } from '../../apimachinery/index.ts';
import type { CronJob } from '../../api/cronjob/types.ts';
import type { Job } from '../../api/job/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { CRON_JOBS, JOBS, PODS } from '../../api/refs.ts';
import { MINUTE, SECOND } from '../../sim/index.ts';
import { World, template } from '../../testing/control-plane-world.ts';
import { rfc1123, timestampIn } from './schedule-times.ts';

function cron(more = {}): object {
  const { spec } = template('tick', 'busybox') as { spec: object };
  const jobTemplate = { spec: { template: { metadata: {}, spec: { ...spec, restartPolicy: 'Never' } } } };
  return { metadata: { name: 'tick' }, spec: { schedule: '* * * * *', jobTemplate, ...more } };
}

describe('cronjob-controller', () => {
  let world: World;
  beforeEach(() => {
    world = new World();
    world.addNode('worker-1');
  });

  const jobs = (): readonly Job[] => world.list<Job>(JOBS);
  const status = (): CronJob['status'] => world.get<CronJob>(CRON_JOBS, 'tick')!.status;
  const finishAll = (): void => {
    for (const {
      metadata,
      status: { phase },
    } of world.list<Pod>(PODS))
      if (phase === 'Running') world.finish(metadata.name);
  };

  it('starts a job each minute, named after it, and keeps the last three that succeeded', () => {
    world.create(CRON_JOBS, cron());
    for (let i = 0; i < 5; i++) {
      world.advance(MINUTE);
      finishAll();
      world.advance(5 * SECOND);
    }
    const names = jobs().map(({ metadata }) => metadata.name);
    expect(names).toHaveLength(3);
    for (const { metadata } of jobs()) {
      const at = parseTime(metadata.annotations!['batch.kubernetes.io/cronjob-scheduled-timestamp']!);
      expect(metadata.name).toBe(`tick-${at / MINUTE}`);
      expect(parseTime(metadata.creationTimestamp) - at).toBeLessThan(2 * SECOND);
    }
    expect(status().active).toBeUndefined();
    expect(status().lastSuccessfulTime).toBeDefined();
    expect(world.messages('SuccessfulDelete').length).toBeGreaterThan(0);
    expect(world.messages('SawCompletedJob')[0]).toMatch(/^Saw completed job: tick-\d+, condition: Complete$/);
  });

  it('with Forbid waits for the one before, with Replace stops it', () => {
    world.create(CRON_JOBS, cron({ concurrencyPolicy: 'Forbid' }));
    world.advance(3 * MINUTE);
    expect(jobs()).toHaveLength(1);
    expect(world.messages('JobAlreadyActive')[0]).toBe(
      'Not starting job because prior execution is running and concurrency policy is Forbid',
    );
    const [first] = jobs();
    world.patch(CRON_JOBS, 'tick', { spec: { concurrencyPolicy: 'Replace' } });
    world.advance(2 * MINUTE);
    expect(jobs()).toHaveLength(1);
    expect(jobs()[0]!.metadata.uid).not.toBe(first!.metadata.uid);
    expect(status().active).toHaveLength(1);
  });

  it('starts nothing while suspended, and not what is too late afterwards', () => {
    world.create(CRON_JOBS, cron({ suspend: true, schedule: '0 * * * *', startingDeadlineSeconds: 60 }));
    world.advance(130 * MINUTE);
    expect(jobs()).toEqual([]);
    world.patch(CRON_JOBS, 'tick', { spec: { suspend: false } });
    world.advance(5 * SECOND);
    const minutes = Math.floor(world.sim.wallClock() / MINUTE) % 60;
    expect(jobs()).toHaveLength(minutes === 0 ? 1 : 0);
  });
});

describe('times as cron jobs write them', () => {
  const at = parseTime('2026-11-21T11:05:00Z');
  it('in a zone, and in RFC 1123', () => {
    expect(timestampIn('Asia/Seoul', at)).toBe('2026-11-21T20:05:00+09:00');
    expect(timestampIn(undefined, at)).toBe('2026-11-21T11:05:00Z');
    expect(rfc1123(at)).toBe('Sat, 21 Nov 2026 11:05:00 +0000');
  });
});
