import {
  field,
  goQuote,
  isDNS1123Label,
  isDomainPrefixedPath,
  validateLabelSelector,
  type ErrorList,
  type Path,
} from '../../apimachinery/index.ts';
import { checkPodTemplate } from '../pod/validation-template.ts';
import { tryCompile } from '../replicaset/validation.ts';
import { checkNonnegative, METADATA, SPEC, validateMeta } from '../validate.ts';
import { checkFailurePolicy, checkReplacementPolicy, checkSuccessPolicy } from './policies.ts';
import { checkGeneratedSelector } from './selector.ts';
import type { Job, JobSpec, JobTemplateSpecSpec } from './types.ts';

const MAX_INDEXED = 100_000;
const MANY_COMPLETIONS = 100_000;
const LIMIT_FOR_MANY = 10_000;
const MAX_MANAGED_BY = 63;
const NONNEGATIVE = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;
const MODES = ['NonIndexed', 'Indexed'];

function checkAtMost(errors: ErrorList, path: Path, value: number | undefined, most: number, when = ''): void {
  if (value === undefined || value <= most) return;
  errors.push(field.invalid(path, value, `must be less than or equal to ${most}${when}`));
}

function checkIndexed(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const { completions, parallelism, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const failed = path.child('maxFailedIndexes');
  if (completions === undefined) {
    errors.push(field.required(path.child('completions'), 'when completion mode is Indexed'));
  }
  checkAtMost(errors, path.child('parallelism'), parallelism, MAX_INDEXED, ' when completion mode is Indexed');
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.push(field.invalid(failed, maxFailedIndexes, 'must be less than or equal to completions'));
  }
  checkAtMost(errors, failed, maxFailedIndexes, MAX_INDEXED);
  if ((completions ?? 0) <= MANY_COMPLETIONS || backoffLimitPerIndex === undefined) return;
  if (maxFailedIndexes === undefined) {
    errors.push(field.required(failed, `must be specified when completions is above ${MANY_COMPLETIONS}`));
  }
  const when = ` when completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  checkAtMost(errors, path.child('parallelism'), parallelism, LIMIT_FOR_MANY, when);
  checkAtMost(errors, failed, maxFailedIndexes, LIMIT_FOR_MANY, when);
}

function checkCompletionMode(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const mode = spec.completionMode;
  if (mode !== undefined && !MODES.includes(mode)) {
    errors.push(field.notSupported(path.child('completionMode'), mode, MODES));
  }
  if (mode === 'Indexed') checkIndexed(errors, path, spec);
  if (mode !== undefined && mode !== 'NonIndexed') return;
  for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
    if (spec[name] === undefined) continue;
    errors.push(field.invalid(path.child(name), spec[name], 'requires indexed completion mode'));
  }
}

const NEVER_OR_ON_FAILURE = ['OnFailure', 'Never'];

/** A pod of a Job ends, so it may not always be restarted. */
function checkRestartPolicy(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const policy: string = spec.template.spec.restartPolicy;
  if (policy === 'Always' || policy === '') {
    errors.push(field.required(path, `valid values: ${NEVER_OR_ON_FAILURE.map(goQuote).join(', ')}`));
  } else if (!NEVER_OR_ON_FAILURE.includes(policy)) errors.push(field.notSupported(path, policy, NEVER_OR_ON_FAILURE));
  else if (spec.podFailurePolicy !== undefined && policy !== 'Never') {
    errors.push(field.invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
}

/** validateJobSpec: what a Job and a CronJob's template have in common. pkg/apis/batch/validation/validation.go */
export function checkJobTemplateSpec(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  for (const name of NONNEGATIVE) checkNonnegative(errors, path, name, spec[name]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(field.required(path.child('backoffLimitPerIndex'), 'when maxFailedIndexes is specified'));
  }
  if (spec.managedBy !== undefined) {
    errors.push(...isDomainPrefixedPath(path.child('managedBy'), spec.managedBy));
    if (spec.managedBy.length > MAX_MANAGED_BY) errors.push(field.tooLong(path.child('managedBy'), MAX_MANAGED_BY));
  }
  checkCompletionMode(errors, path, spec);
  if (spec.podFailurePolicy !== undefined) checkFailurePolicy(errors, path.child('podFailurePolicy'), spec);
  checkSuccessPolicy(errors, path.child('successPolicy'), spec);
  checkReplacementPolicy(errors, path.child('podReplacementPolicy'), spec);
  checkPodTemplate(errors, path.child('template'), spec.template);
  checkRestartPolicy(errors, path.child('template', 'spec', 'restartPolicy'), spec);
}

/** ValidateJobSpec. */
export function checkJobSpec(errors: ErrorList, spec: JobSpec): void {
  checkJobTemplateSpec(errors, SPEC, spec);
  const { selector, template } = spec;
  if (selector === undefined) errors.push(field.required(SPEC.child('selector')));
  else errors.push(...validateLabelSelector(selector, SPEC.child('selector')));
  const { labels } = template.metadata;
  if (tryCompile(selector)?.matches(labels ?? {}) === false) {
    const at = SPEC.child('template', 'metadata', 'labels');
    errors.push(field.invalid(at, labels ?? null, '`selector` does not match template `labels`'));
  }
}

export function validateJob(job: Job): ErrorList {
  const { metadata, spec } = job;
  const errors = validateMeta(metadata, true);
  checkGeneratedSelector(errors, job);
  checkJobSpec(errors, spec);
  if (spec.completionMode === 'Indexed' && (spec.completions ?? 0) > 0) {
    const last = `${metadata.name}-${(spec.completions ?? 0) - 1}`;
    if (isDNS1123Label(last).length > 0) {
      const why = `will not able to create pod with invalid DNS label: ${last}`;
      errors.push(field.invalid(METADATA.child('name'), metadata.name, why));
    }
  }
  return errors;
}
