import type { IJobCondition } from 'kubernetes-models/batch/v1/JobCondition';
import type { IJobSpec } from 'kubernetes-models/batch/v1/JobSpec';
import type { IJobStatus } from 'kubernetes-models/batch/v1/JobStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type JobCondition = Stored<IJobCondition>;
export type JobStatus = Stored<IJobStatus>;

/** What a CronJob says of its Jobs: nothing of it is filled in but the pods' template. */
export interface JobTemplateSpecSpec extends StoredWithout<IJobSpec, 'template'> {
  readonly template: PodTemplateSpec;
}

/** `completions` is absent for a Job whose pods take their work from a queue. */
export interface JobSpec extends StoredWithout<
  IJobSpec,
  'template',
  'parallelism' | 'backoffLimit' | 'completionMode' | 'suspend' | 'manualSelector' | 'podReplacementPolicy'
> {
  readonly template: PodTemplateSpec;
}

export type PodFailurePolicyRule = NonNullable<JobSpec['podFailurePolicy']>['rules'][number];
export type SuccessPolicyRule = NonNullable<JobSpec['successPolicy']>['rules'][number];

export interface Job extends ApiObject<JobSpec, JobStatus> {
  readonly apiVersion: 'batch/v1';
  readonly kind: 'Job';
  readonly metadata: ObjectMeta;
  readonly spec: JobSpec;
  readonly status: JobStatus;
}
