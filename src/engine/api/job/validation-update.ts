import { field, semanticDeepEqual, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import type { Container, PodSpec, PodTemplateSpec } from '../pod/types.ts';
import { SPEC, validateMetaUpdate } from '../validate.ts';
import { isConditionTrue } from './conditions.ts';
import type { Job, JobSpec } from './types.ts';
import { checkJobSpec } from './validation.ts';

/** The completions of an Indexed Job may change, together with its parallelism. */
function checkCompletions(errors: ErrorList, spec: JobSpec, old: JobSpec): void {
  const path = SPEC.child('completions');
  const { completions, parallelism } = spec;
  if (spec.completionMode !== 'Indexed') {
    errors.push(...validateImmutableField(completions, old.completions, path));
    return;
  }
  if (completions === old.completions || completions === undefined || completions === parallelism) return;
  errors.push(field.invalid(path, completions, 'can only be modified in tandem with spec.parallelism'));
}

function withOptional<T extends object, K extends keyof T>(target: T, from: T, names: readonly K[]): T {
  const next = { ...target };
  for (const name of names) {
    if (from[name] === undefined) delete next[name];
    else next[name] = from[name];
  }
  return next;
}

/** Where the pods of a Job that has not started may run can still be decided: node affinity, selector, tolerations, gates. */
function withSchedulingOf(old: PodTemplateSpec, template: PodTemplateSpec): PodTemplateSpec {
  const metadata = withOptional(old.metadata, template.metadata, ['labels', 'annotations']);
  let spec: PodSpec = withOptional(old.spec, template.spec, ['nodeSelector', 'tolerations', 'schedulingGates']);
  const [before, after] = [old.spec.affinity, template.spec.affinity];
  if (before !== undefined || after !== undefined) {
    const affinity = withOptional(before ?? {}, after ?? {}, ['nodeAffinity']);
    if (after !== undefined || Object.keys(affinity).length > 0) spec = { ...spec, affinity };
    else {
      const { affinity: _, ...rest } = spec;
      spec = rest;
    }
  }
  return { ...old, metadata, spec };
}

function withResourcesOf(old: readonly Container[], next: readonly Container[]): readonly Container[] {
  if (old.length !== next.length) return old;
  return old.map((container, i) => {
    const other = next[i];
    return other?.name === container.name ? { ...container, resources: other.resources } : container;
  });
}

/** validatePodResourceUpdatesOnly. */
function checkOnlyResources(errors: ErrorList, spec: PodSpec, old: PodSpec): void {
  const { initContainers } = old;
  const allowed: PodSpec = {
    ...old,
    containers: withResourcesOf(old.containers, spec.containers),
    ...(initContainers === undefined
      ? {}
      : { initContainers: withResourcesOf(initContainers, spec.initContainers ?? []) }),
  };
  errors.push(...validateImmutableField(spec, allowed, SPEC.child('template.spec')));
}

/** validatePodTemplateUpdate: a Job that is suspended and at rest may be told anew where and with what to run. */
function checkTemplateUpdate(errors: ErrorList, job: Job, old: Job): void {
  const { template } = job.spec;
  if (template === old.spec.template) return;
  const { suspend } = old.spec;
  const atRest = isConditionTrue(old.status, 'Suspended') && (old.status.active ?? 0) === 0;
  const open = suspend && (old.status.startTime === undefined || atRest);
  const before = open ? withSchedulingOf(old.spec.template, template) : old.spec.template;
  if (semanticDeepEqual(template, before)) return;
  if (suspend && atRest) checkOnlyResources(errors, template.spec, before.spec);
  else errors.push(...validateImmutableField(template, before, SPEC.child('template')));
}

const FIXED = ['completionMode', 'podFailurePolicy', 'backoffLimitPerIndex', 'managedBy', 'successPolicy'] as const;

/** ValidateJobUpdate. */
export function validateJobUpdate(job: Job, old: Job): ErrorList {
  const errors = validateMetaUpdate(job.metadata, old.metadata);
  if (job.spec === old.spec) return errors;
  checkJobSpec(errors, job.spec);
  checkCompletions(errors, job.spec, old.spec);
  errors.push(...validateImmutableField(job.spec.selector, old.spec.selector, SPEC.child('selector')));
  checkTemplateUpdate(errors, job, old);
  for (const name of FIXED) errors.push(...validateImmutableField(job.spec[name], old.spec[name], SPEC.child(name)));
  return errors;
}
