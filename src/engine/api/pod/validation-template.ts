import { field, validateAnnotations, validateLabels, type ErrorList, type Path } from '../../apimachinery/index.ts';
import type { PodSpec, PodTemplateSpec } from './types.ts';
import { checkPodAnnotations } from './validation-annotations.ts';
import { checkPodSpec } from './validation-spec.ts';

/** Template specs found without fault; a Deployment's ReplicaSets share theirs with it. */
const valid = new WeakSet<PodSpec>();

function checkTemplateSpec(errors: ErrorList, path: Path, spec: PodSpec): void {
  if (valid.has(spec)) return;
  const before = errors.length;
  checkPodSpec(errors, path, spec, { resourceIsPod: false, meta: undefined });
  if (errors.length === before) valid.add(spec);
}

/** ValidatePodTemplateSpec. */
export function checkPodTemplate(errors: ErrorList, path: Path, template: PodTemplateSpec): void {
  const { labels, annotations } = template.metadata;
  if (labels !== undefined) errors.push(...validateLabels(labels, path.child('labels')));
  if (annotations !== undefined) {
    errors.push(...validateAnnotations(annotations, path.child('annotations')));
    checkPodAnnotations(errors, path.child('annotations'), annotations, template.spec);
  }
  checkTemplateSpec(errors, path.child('spec'), template.spec);
  if ((template.spec.ephemeralContainers?.length ?? 0) > 0) {
    const why = 'ephemeral containers not allowed in pod template';
    errors.push(field.forbidden(path.child('spec', 'ephemeralContainers'), why));
  }
}
