import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { cronJobKind } from './index.ts';

const cronJobs = new KindTester(cronJobKind);
const jobSpec = { template: { spec: { restartPolicy: 'OnFailure', containers: [{ name: 'a', image: 'busybox:1' }] } } };
const SPEC = { schedule: '*/5 * * * *', jobTemplate: { spec: jobSpec } };

describe('a cron job', () => {
  it('lets its jobs overlap, and keeps three that did well and one that did not', () => {
    const cronJob = cronJobs.create({ spec: SPEC });
    expect(cronJob.spec).toMatchObject({
      concurrencyPolicy: 'Allow',
      suspend: false,
      successfulJobsHistoryLimit: 3,
      failedJobsHistoryLimit: 1,
    });
    // What a Job's defaults are, its jobs will hear when they are made.
    expect(cronJob.spec.jobTemplate.spec.completions).toBeUndefined();
    expect(cronJob.spec.jobTemplate.spec.template.spec.dnsPolicy).toBe('ClusterFirst');
    expect(cronJobs.refusals({ spec: SPEC })).toEqual([]);
  });

  it.each<[string, object]>([
    [
      'spec.schedule: Invalid value: "*/5 * * *": expected exactly 5 fields, found 4: [*/5 * * *]',
      { schedule: '*/5 * * *' },
    ],
    ['spec.schedule: Required value', { schedule: '' }],
    [
      'spec.schedule: Invalid value: "TZ=UTC 0 * * * *": cannot use TZ or CRON_TZ in schedule, use timeZone field instead',
      { schedule: 'TZ=UTC 0 * * * *' },
    ],
    ['spec.timeZone: Invalid value: "": timeZone must be nil or non-empty string', { timeZone: '' }],
    ['spec.timeZone: Invalid value: "Asia/Atlantis": unknown time zone Asia/Atlantis', { timeZone: 'Asia/Atlantis' }],
    ['spec.timeZone: Invalid value: "__proto__": unknown time zone __proto__', { timeZone: '__proto__' }],
    [
      'spec.timeZone: Invalid value: "Local": timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones',
      { timeZone: 'Local' },
    ],
    [
      'spec.concurrencyPolicy: Unsupported value: "Queue": supported values: "Allow", "Forbid", "Replace"',
      { concurrencyPolicy: 'Queue' },
    ],
    [
      'spec.jobTemplate.spec.selector: Invalid value: {"matchLabels":{"a":"b"}}: `selector` will be auto-generated',
      { jobTemplate: { spec: { ...jobSpec, selector: { matchLabels: { a: 'b' } } } } },
    ],
    [
      'spec.jobTemplate.spec.manualSelector: Unsupported value: true: supported values: "nil", "false"',
      { jobTemplate: { spec: { ...jobSpec, manualSelector: true } } },
    ],
  ])('is refused: %s', (why, change) => {
    expect(cronJobs.refusals({ spec: { ...SPEC, ...change } })).toEqual([why]);
  });

  it('leaves room in its name for the name of a job, unless it is older than that rule', () => {
    const metadata = { name: 'x'.repeat(53) };
    expect(cronJobs.refusals({ metadata, spec: SPEC })).toEqual([
      `metadata.name: Invalid value: "${metadata.name}": must be no more than 52 characters`,
    ]);
    expect(cronJobs.updateRefusals({ metadata, spec: SPEC }, { metadata, spec: { ...SPEC, suspend: true } })).toEqual(
      [],
    );
  });

  it('shows when it ran last', () => {
    expect(cronJobs.cells({ spec: SPEC }).slice(0, 7)).toEqual([
      'x',
      '*/5 * * * *',
      '<none>',
      'False',
      0,
      '<none>',
      '60s',
    ]);
    const spec = { ...SPEC, timeZone: 'Asia/Seoul', suspend: true };
    const status = { active: [{ name: 'x-1' }], lastScheduleTime: '2026-11-21T07:20:38Z' };
    expect(cronJobs.cells({ spec }, status).slice(2, 6)).toEqual(['Asia/Seoul', 'True', 1, '30s']);
  });
});
