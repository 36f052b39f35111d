import { describe, expect, it } from 'vitest';
import { KindTester } from '../testing/kind-tester.ts';
import { jobKind } from './index.ts';
import type { JobStatus } from './types.ts';

const jobs = new KindTester(jobKind);
const pod = { restartPolicy: 'Never', containers: [{ name: 'a', image: 'busybox:1' }] };
const SPEC = { template: { spec: pod } };
const GENERATED = {
  'batch.kubernetes.io/controller-uid': '1',
  'batch.kubernetes.io/job-name': 'x',
  'controller-uid': '1',
  'job-name': 'x',
};
const TRUE = (...types: string[]): JobStatus['conditions'] => types.map((type) => ({ type, status: 'True' }));
const START = '2026-11-21T07:20:08Z';
const END = '2026-11-21T07:21:38Z';

describe('a job', () => {
  it('that says little runs one pod once, and chooses it by its own uid', () => {
    const job = jobs.create({ spec: SPEC });
    expect(job.spec).toMatchObject({
      completions: 1,
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      suspend: false,
      manualSelector: false,
      podReplacementPolicy: 'TerminatingOrFailed',
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': '1' } },
    });
    expect(job.spec.template.metadata.labels).toEqual(GENERATED);
    expect(job.metadata.labels).toEqual(GENERATED);
    expect(jobs.refusals({ spec: SPEC })).toEqual([]);
  });

  it('takes its labels from its template, and leaves its own alone', () => {
    const spec = { template: { metadata: { labels: { app: 'x' } }, spec: pod } };
    expect(jobs.create({ spec }).metadata.labels).toEqual({ ...GENERATED, app: 'x' });
    expect(jobs.create({ metadata: { labels: { own: 'y' } }, spec }).metadata.labels).toEqual({ own: 'y' });
  });

  it('with work from a queue has no number of completions', () => {
    expect(jobs.create({ spec: { ...SPEC, parallelism: 3 } }).spec.completions).toBeUndefined();
    expect(jobs.cells({ spec: { ...SPEC, parallelism: 3 } }).slice(1, 4)).toEqual(['Running', '0/1 of 3', '']);
  });

  it.each<[string, object]>([
    [
      'spec.template.spec.restartPolicy: Required value: valid values: "OnFailure", "Never"',
      { template: { spec: { ...pod, restartPolicy: undefined } } },
    ],
    ['spec.backoffLimit: Invalid value: -1: must be greater than or equal to 0', { backoffLimit: -1 }],
    [
      'spec.completions: Required value: when completion mode is Indexed',
      { completionMode: 'Indexed', parallelism: 2 },
    ],
    ['spec.backoffLimitPerIndex: Invalid value: 1: requires indexed completion mode', { backoffLimitPerIndex: 1 }],
    [
      'spec.template.metadata.labels[job-name]: Invalid value: {"controller-uid":"1","job-name":"other","batch.kubernetes.io/controller-uid":"1","batch.kubernetes.io/job-name":"x"}: must be \'x\'',
      { template: { metadata: { labels: { 'job-name': 'other' } }, spec: pod } },
    ],
    ['spec.selector: Required value', { manualSelector: true }],
    [
      'spec.podFailurePolicy.rules[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator',
      { podFailurePolicy: { rules: [{ action: 'FailJob', onExitCodes: { operator: 'In', values: [0, 3] } }] } },
    ],
    [
      'spec.podFailurePolicy.rules[0]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required',
      { podFailurePolicy: { rules: [{ action: 'Ignore' }] } },
    ],
    [
      'spec.podReplacementPolicy: Unsupported value: "TerminatingOrFailed": supported values: "Failed"',
      { podFailurePolicy: { rules: [] }, podReplacementPolicy: 'TerminatingOrFailed' },
    ],
    [
      'spec.successPolicy.rules[0].succeededIndexes: Invalid value: "3-1": error parsing succeededIndexes: non-increasing order, previous: 3, current: 1',
      { completionMode: 'Indexed', completions: 5, successPolicy: { rules: [{ succeededIndexes: '3-1' }] } },
    ],
  ])('is refused: %s', (why, change) => {
    expect(jobs.refusals({ spec: { ...SPEC, ...change } })).toContain(why);
  });

  it('keeps its template and its number of completions', () => {
    const other = { template: { spec: { ...pod, containers: [{ name: 'a', image: 'busybox:2' }] } } };
    expect(jobs.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, completions: 2 } })).toEqual([
      'spec.completions: Invalid value: 2: field is immutable',
    ]);
    expect(jobs.updateRefusals({ spec: SPEC }, { spec: other })).toEqual([
      expect.stringMatching(/^spec.template: Invalid value: .*: field is immutable$/),
    ]);
    expect(jobs.updateRefusals({ spec: SPEC }, { spec: { ...SPEC, parallelism: 4, suspend: true } })).toEqual([
      // Without completions a job that has a parallelism is another kind of job.
      'spec.completions: Invalid value: "null": field is immutable',
    ]);
  });

  it('that is suspended and has not started may be sent elsewhere', () => {
    const suspended = { ...SPEC, suspend: true };
    const moved = { ...suspended, template: { spec: { ...pod, nodeSelector: { zone: 'b' } } } };
    expect(jobs.updateRefusals({ spec: suspended }, { spec: moved })).toEqual([]);
    expect(jobs.updateRefusals({ spec: SPEC }, { spec: { ...moved, suspend: false } })).toHaveLength(1);
  });

  it('of indexes changes its completions and its parallelism together', () => {
    const indexed = (completions: number, parallelism: number): object => ({
      spec: { ...SPEC, completionMode: 'Indexed', completions, parallelism },
    });
    expect(jobs.updateRefusals(indexed(3, 3), indexed(5, 5))).toEqual([]);
    expect(jobs.updateRefusals(indexed(3, 3), indexed(5, 3))).toEqual([
      'spec.completions: Invalid value: 5: can only be modified in tandem with spec.parallelism',
    ]);
  });

  it('ends as it should', () => {
    const spec = { spec: SPEC };
    const good = { startTime: START, completionTime: END, succeeded: 1 };
    const conditions = TRUE('SuccessCriteriaMet', 'Complete');
    expect(jobs.statusRefusals(spec, { ...good, conditions })).toEqual([]);
    expect(jobs.statusRefusals(spec, { ...good, conditions: TRUE('Complete') })).toEqual([
      'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
    ]);
    expect(jobs.statusRefusals(spec, { conditions, active: 1 })).toEqual([
      'status.completionTime: Required value: completionTime is required for Complete jobs',
      'status.active: Invalid value: 1: active>0 is invalid for finished job',
      'status.startTime: Required value: startTime is required for finished job',
    ]);
    expect(jobs.statusRefusals(spec, { startTime: START, conditions: TRUE('Failed') })).toEqual([
      'status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition',
    ]);
    expect(jobs.statusRefusals(spec, { completedIndexes: '0' })).toEqual([
      'status.completedIndexes: Invalid value: "0": cannot set non-empty completedIndexes when non-indexed completion mode',
    ]);
  });

  it('never takes back what it has reported', () => {
    const old = { ...jobs.create({ spec: SPEC }), status: { failed: 2, startTime: START, conditions: TRUE('Failed') } };
    const refusals = jobKind.subresources.status?.validateUpdate({ ...old, status: { failed: 1 } }, old);
    expect(refusals?.map((error) => error.error())).toEqual([
      'status.conditions: Invalid value: cannot disable the terminal Failed=True condition',
      'status.failed: Invalid value: 1: cannot decrease the failed counter',
      'status.startTime: Required value: startTime cannot be removed for unsuspended job',
    ]);
  });

  it('shows what it has done and how long it took', () => {
    const status = { startTime: START, completionTime: END, succeeded: 1, conditions: TRUE('Complete') };
    const [name, ...cells] = jobs.cells({ spec: SPEC }, status);
    expect(name).toBe('x');
    expect(cells.slice(0, 4)).toEqual(['Complete', '1/1', '90s', '60s']);
    expect(jobs.cells({ spec: SPEC }, { conditions: TRUE('Suspended') })[1]).toBe('Suspended');
  });

  it('warns of a name that no pod can have as its hostname', () => {
    expect(jobs.warnings({ metadata: { name: 'a.b' }, spec: SPEC })).toEqual([
      'metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]',
    ]);
  });
});
