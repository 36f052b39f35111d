import { validateAnnotations, validateLabels, type ErrorList, type Path } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from './types.ts';

/** ValidatePodTemplateSpec. */
export function checkPodTemplate(errors: ErrorList, path: Path, template: PodTemplateSpec): void {
  const { labels, annotations } = template.metadata;
  if (labels !== undefined) errors.push(...validateLabels(labels, path.child('labels')));
  if (annotations !== undefined) errors.push(...validateAnnotations(annotations, path.child('annotations')));
}
