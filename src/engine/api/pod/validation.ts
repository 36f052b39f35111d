import { field, type ErrorList } from '../../apimachinery/index.ts';
import { METADATA, SPEC, validateMeta } from '../validate.ts';
import type { Pod } from './types.ts';
import { checkPodAnnotations } from './validation-annotations.ts';
import { checkSpecOfPod } from './validation-pod-spec.ts';

export { validatePodUpdate } from './validation-update.ts';

/** ValidatePodCreate. */
export function validatePodCreate(pod: Pod): ErrorList {
  const errors = validateMeta(pod.metadata, true);
  if (pod.metadata.annotations !== undefined) {
    checkPodAnnotations(errors, METADATA.child('annotations'), pod.metadata.annotations, pod.spec);
  }
  checkSpecOfPod(errors, pod);
  const { spec } = pod;
  if ((spec.ephemeralContainers?.length ?? 0) > 0) {
    errors.push(field.forbidden(SPEC.child('ephemeralContainers'), 'cannot be set on create'));
  }
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates?.length ?? 0) > 0) {
    const why = 'cannot be set until all schedulingGates have been cleared';
    errors.push(field.forbidden(SPEC.child('nodeName'), why));
  }
  return errors;
}
