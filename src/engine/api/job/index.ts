/** Job: work that ends, done by as many pods as it takes. */
import { formatLabelSelector, humanDuration, tryParseTime, type Path } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { workloadPatchMeta } from '../patch-meta.ts';
import { podNameWarnings, podTemplateWarnings } from '../pod/warnings.ts';
import { updateSpec, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { SPEC } from '../validate.ts';
import { isConditionTrue } from './conditions.ts';
import { defaultJob, NO_STATUS } from './defaults.ts';
import { jobRelations } from './relations.ts';
import { generateSelector } from './selector.ts';
import type { Job, JobTemplateSpecSpec } from './types.ts';
import { validateJobStatusUpdate } from './validation-status.ts';
import { validateJobUpdate } from './validation-update.ts';
import { validateJob } from './validation.ts';

const MANY_COMPLETIONS = 100_000;
const MANY_AT_ONCE = 10_000;

/** WarningsForJobSpec. pkg/api/job/warnings.go */
export function jobSpecWarnings(path: Path, spec: JobTemplateSpecSpec, old?: JobTemplateSpecSpec): string[] {
  const { completionMode, completions = 0, parallelism = 0 } = spec;
  const found: string[] = [];
  if (completionMode === 'Indexed' && completions > MANY_COMPLETIONS && parallelism > MANY_AT_ONCE) {
    found.push(
      'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, Kubernetes might not be able to track completedIndexes when a big number of indexes fail',
    );
  }
  if (old?.template !== spec.template) found.push(...podTemplateWarnings(spec.template, path.child('template')));
  return found;
}

const STATES = ['Complete', 'Failed', 'Terminating', 'Suspended', 'FailureTarget', 'SuccessCriteriaMet'] as const;

function state({ metadata, status }: Job): string {
  const found = STATES.find((name) =>
    name === 'Terminating' ? metadata.deletionTimestamp !== undefined : isConditionTrue(status, name),
  );
  return found ?? 'Running';
}

function completionsText({ spec, status }: Job): string {
  const { succeeded = 0 } = status;
  if (spec.completions !== undefined) return `${succeeded}/${spec.completions}`;
  return spec.parallelism > 1 ? `${succeeded}/1 of ${spec.parallelism}` : `${succeeded}/1`;
}

function durationText({ status }: Job, now: number): string {
  const start = status.startTime === undefined ? undefined : tryParseTime(status.startTime);
  if (start === undefined) return '';
  const end = status.completionTime === undefined ? now : (tryParseTime(status.completionTime) ?? now);
  return humanDuration(end - start);
}

export const jobKind: Kind<Job> = {
  group: 'batch',
  version: 'v1',
  kind: 'Job',
  resource: 'jobs',
  singular: 'job',
  shortNames: [],
  categories: ['all'],
  namespaced: true,
  defaults: defaultJob,
  strategy: {
    prepareForCreate: (job) => withGeneration(withStatus(job, NO_STATUS), 1),
    finishCreate: generateSelector,
    validateCreate: validateJob,
    prepareForUpdate: (job, old) => updateSpec(job, old),
    validateUpdate: validateJobUpdate,
    warnings: (job, old) => [
      ...(old === undefined ? podNameWarnings(job.metadata.name) : []),
      ...jobSpecWarnings(SPEC, job.spec, old?.spec),
    ],
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateJobStatusUpdate } },
  printer: {
    columns: [
      NAME,
      column('Status', 'Status of the job.'),
      column('Completions', 'How many pods have done their work, of how many.'),
      column('Duration', 'Time required to complete the job.'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (job, now) => [
      job.metadata.name,
      state(job),
      completionsText(job),
      durationText(job, now),
      age(job, now),
      ...containerCells(job.spec.template.spec.containers),
      formatLabelSelector(job.spec.selector),
    ],
  },
  selectableFieldNames: ['status.successful'],
  selectableFields: (job) => ({ 'status.successful': String(job.status.succeeded ?? 0) }),
  relations: jobRelations,
  patchMeta: workloadPatchMeta(),
};
