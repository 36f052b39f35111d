/** CronJob: a Job again and again, at times written as cron writes them. */
import { formatLabelSelector } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR, since } from '../columns.ts';
import { defaultTemplateOf } from '../job/defaults.ts';
import { jobSpecWarnings } from '../job/index.ts';
import type { JobTemplateSpecSpec } from '../job/types.ts';
import type { Kind } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { podNameWarnings } from '../pod/warnings.ts';
import { updateSpec, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { isUnset, SPEC, validateMetaUpdate } from '../validate.ts';
import { cronJobRelations } from './relations.ts';
import type { CronJob, CronJobStatus, JobTemplateSpec } from './types.ts';
import { validateCronJob, validateCronJobUpdate } from './validation.ts';

const NO_STATUS: CronJobStatus = {};
const NO_METADATA = {};
const NO_SPEC = {} as JobTemplateSpecSpec;

function defaultTemplate(template: JobTemplateSpec | undefined): JobTemplateSpec {
  const metadata = template?.metadata ?? NO_METADATA;
  const spec = defaultTemplateOf(template?.spec ?? NO_SPEC);
  return template !== undefined && metadata === template.metadata && spec === template.spec
    ? template
    : { ...template, metadata, spec };
}

/** SetDefaults_CronJob. pkg/apis/batch/v1/defaults.go */
function defaults(cronJob: CronJob): CronJob {
  const spec = cronJob.spec ?? {};
  const jobTemplate = defaultTemplate(spec.jobTemplate);
  const concurrencyPolicy = isUnset(spec.concurrencyPolicy) ? 'Allow' : spec.concurrencyPolicy;
  const { suspend = false, successfulJobsHistoryLimit = 3, failedJobsHistoryLimit = 1 } = spec;
  const status = cronJob.status ?? NO_STATUS;
  const same =
    jobTemplate === spec.jobTemplate &&
    concurrencyPolicy === spec.concurrencyPolicy &&
    suspend === spec.suspend &&
    successfulJobsHistoryLimit === spec.successfulJobsHistoryLimit &&
    failedJobsHistoryLimit === spec.failedJobsHistoryLimit;
  if (same) return status === cronJob.status ? cronJob : { ...cronJob, status };
  return {
    ...cronJob,
    spec: { ...spec, jobTemplate, concurrencyPolicy, suspend, successfulJobsHistoryLimit, failedJobsHistoryLimit },
    status,
  };
}

const TEMPLATE_SPEC = SPEC.child('jobTemplate', 'spec');
const ZONE_IN_SCHEDULE =
  'CRON_TZ or TZ used in spec.schedule is not officially supported, see https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/ for more details';

function warnings({ metadata, spec }: CronJob, old: CronJob | undefined): string[] {
  return [
    ...(old === undefined ? podNameWarnings(metadata.name) : []),
    ...jobSpecWarnings(TEMPLATE_SPEC, spec.jobTemplate.spec, old?.spec.jobTemplate.spec),
    ...(spec.schedule?.includes('TZ') ? [ZONE_IN_SCHEDULE] : []),
  ];
}

export const cronJobKind: Kind<CronJob> = {
  group: 'batch',
  version: 'v1',
  kind: 'CronJob',
  resource: 'cronjobs',
  singular: 'cronjob',
  shortNames: ['cj'],
  categories: ['all'],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (cronJob) => withGeneration(withStatus(cronJob, NO_STATUS), 1),
    validateCreate: validateCronJob,
    prepareForUpdate: (cronJob, old) => updateSpec(cronJob, old),
    validateUpdate: validateCronJobUpdate,
    warnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: updateStatus,
      validateUpdate: (cronJob, old) => validateMetaUpdate(cronJob.metadata, old.metadata),
    },
  },
  printer: {
    columns: [
      NAME,
      column('Schedule', 'When it runs, as cron writes it.'),
      column('Timezone', 'Whose clock the schedule goes by.'),
      column('Suspend', 'Whether runs to come are left out.', 'boolean'),
      column('Active', 'Jobs that are running now.', 'integer'),
      column('Last Schedule', 'When it last ran.'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (cronJob, now) => {
      const { spec, status } = cronJob;
      const { template, selector } = spec.jobTemplate.spec;
      return [
        cronJob.metadata.name,
        spec.schedule,
        spec.timeZone ?? '<none>',
        spec.suspend ? 'True' : 'False',
        status.active?.length ?? 0,
        status.lastScheduleTime === undefined ? '<none>' : since(status.lastScheduleTime, now),
        age(cronJob, now),
        ...containerCells(template.spec.containers),
        formatLabelSelector(selector),
      ];
    },
  },
  relations: cronJobRelations,
  patchMeta: patchMetaOf('batch.CronJob'),
};
