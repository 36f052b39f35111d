import type { ICronJobSpec } from 'kubernetes-models/batch/v1/CronJobSpec';
import type { ICronJobStatus } from 'kubernetes-models/batch/v1/CronJobStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { JobTemplateSpecSpec } from '../job/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type CronJobStatus = Stored<ICronJobStatus>;

export interface JobTemplateSpec {
  readonly metadata: Partial<ObjectMeta>;
  readonly spec: JobTemplateSpecSpec;
}

export interface CronJobSpec extends StoredWithout<
  ICronJobSpec,
  'jobTemplate',
  'concurrencyPolicy' | 'suspend' | 'successfulJobsHistoryLimit' | 'failedJobsHistoryLimit'
> {
  readonly jobTemplate: JobTemplateSpec;
}

export interface CronJob extends ApiObject<CronJobSpec, CronJobStatus> {
  readonly apiVersion: 'batch/v1';
  readonly kind: 'CronJob';
  readonly metadata: ObjectMeta;
  readonly spec: CronJobSpec;
  readonly status: CronJobStatus;
}
