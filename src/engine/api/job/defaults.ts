import { defaultPodTemplate } from '../pod/defaults.ts';
import { mapSame } from '../pod/defaults-container.ts';
import { isUnset, MAX_INT32 } from '../validate.ts';
import type { Job, JobSpec, JobStatus, JobTemplateSpecSpec } from './types.ts';

type Change = { -readonly [Key in keyof JobSpec]?: JobSpec[Key] };
type Policy = NonNullable<JobSpec['podFailurePolicy']>;

export const NO_STATUS: JobStatus = {};

function defaultPolicy(policy: Policy): Policy {
  const rules = mapSame(policy.rules, (rule) => {
    if (rule.onPodConditions === undefined) return rule;
    const onPodConditions = mapSame(rule.onPodConditions, (pattern) =>
      isUnset(pattern.status) ? { ...pattern, status: 'True' } : pattern,
    );
    return onPodConditions === rule.onPodConditions ? rule : { ...rule, onPodConditions };
  });
  return rules === policy.rules ? policy : { ...policy, rules };
}

/** The part of a Job's defaults that a CronJob's template gets too. */
export function defaultTemplateOf<T extends JobTemplateSpecSpec>(spec: T): T {
  const template = defaultPodTemplate(spec.template);
  return template === spec.template ? spec : { ...spec, template };
}

/** SetDefaults_Job. pkg/apis/batch/v1/defaults.go */
export function defaultJob(job: Job): Job {
  const spec = defaultTemplateOf(job.spec ?? ({} as JobSpec));
  const change: Change = {};
  if (spec.completions === undefined && spec.parallelism === undefined) change.completions = 1;
  if (spec.parallelism === undefined) change.parallelism = 1;
  if (spec.backoffLimit === undefined) change.backoffLimit = spec.backoffLimitPerIndex === undefined ? 6 : MAX_INT32;
  if (isUnset(spec.completionMode)) change.completionMode = 'NonIndexed';
  if (spec.suspend === undefined) change.suspend = false;
  if (spec.manualSelector === undefined) change.manualSelector = false;
  if (spec.podFailurePolicy !== undefined) {
    const podFailurePolicy = defaultPolicy(spec.podFailurePolicy);
    if (podFailurePolicy !== spec.podFailurePolicy) change.podFailurePolicy = podFailurePolicy;
  }
  if (isUnset(spec.podReplacementPolicy)) {
    change.podReplacementPolicy = spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed';
  }
  const same = Object.keys(change).length === 0;
  const labels = job.metadata.labels ?? spec.template.metadata.labels;
  const status = job.status ?? NO_STATUS;
  if (same && spec === job.spec && labels === job.metadata.labels && status === job.status) return job;
  return {
    ...job,
    metadata: labels === undefined ? job.metadata : { ...job.metadata, labels },
    spec: same ? spec : { ...spec, ...change },
    status,
  };
}
