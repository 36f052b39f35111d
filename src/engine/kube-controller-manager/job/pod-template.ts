import type { Job } from '../../api/job/types.ts';
import type { Container, Pod, PodTemplateSpec } from '../../api/pod/types.ts';
import { COMPLETION_INDEX, INDEX_FAILURE_COUNT, INDEX_IGNORED_FAILURE_COUNT, TRACKING_FINALIZER } from './names.ts';
import { ignoredFailureCount, indexFailureCount } from './names.ts';
import { matchPodFailurePolicy } from './policies.ts';
import { isIndexed, limitsEachIndex } from './view.ts';

const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';
const MAX_GENERATE_NAME = 63 - 5;

/** What all pods of a job have beyond its template: the finalizer, and the variable that tells them their index. */
export function jobPodTemplate(job: Job): PodTemplateSpec {
  const { metadata, spec } = job.spec.template;
  const finalizers = metadata.finalizers?.includes(TRACKING_FINALIZER)
    ? metadata.finalizers
    : [...(metadata.finalizers ?? []), TRACKING_FINALIZER];
  const tracked = { ...metadata, finalizers };
  if (!isIndexed(job)) return { metadata: tracked, spec };
  const { initContainers, containers } = spec;
  const more = initContainers && { initContainers: initContainers.map(withIndexVariable) };
  return { metadata: tracked, spec: { ...spec, ...more, containers: containers.map(withIndexVariable) } };
}

function withIndexVariable(container: Container): Container {
  if (container.env?.some(({ name }) => name === INDEX_VARIABLE)) return container;
  const fieldPath = `metadata.labels['${COMPLETION_INDEX}']`;
  const variable = { name: INDEX_VARIABLE, valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath } } };
  return { ...container, env: [...(container.env ?? []), variable] };
}

/** The template of one index, which says so by annotation, label and host name. */
export function indexedPodTemplate(
  job: Job,
  { metadata, spec }: PodTemplateSpec,
  index: number,
  replaced: Pod | undefined,
): PodTemplateSpec {
  const annotations = { ...metadata.annotations, [COMPLETION_INDEX]: String(index), ...failureCounts(job, replaced) };
  const labels = { ...metadata.labels, [COMPLETION_INDEX]: String(index) };
  return {
    metadata: { ...metadata, annotations, labels },
    spec: { ...spec, hostname: `${job.metadata.name}-${index}` },
  };
}

/** A pod carries the failures of those before it. addIndexFailureCountAnnotation */
function failureCounts(job: Job, replaced: Pod | undefined): Readonly<Record<string, string>> {
  if (!limitsEachIndex(job)) return {};
  if (!replaced) return { [INDEX_FAILURE_COUNT]: '0' };
  const counted = matchPodFailurePolicy(job, replaced).counts;
  const failures = indexFailureCount(replaced) + (counted ? 1 : 0);
  const ignored = ignoredFailureCount(replaced) + (counted ? 0 : 1);
  return {
    [INDEX_FAILURE_COUNT]: String(failures),
    ...(ignored > 0 && { [INDEX_IGNORED_FAILURE_COUNT]: String(ignored) }),
  };
}

/** podGenerateNameWithIndex */
export function generateNameFor({ metadata }: Job, index: number): string {
  const suffix = `-${index}-`;
  return `${metadata.name.slice(0, MAX_GENERATE_NAME - suffix.length)}${suffix}`;
}
