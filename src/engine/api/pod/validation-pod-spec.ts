import { field, type ErrorList } from '../../apimachinery/index.ts';
import { SPEC } from '../validate.ts';
import type { Pod, PodSpec } from './types.ts';
import { checkImagesOfPod } from './validation-containers.ts';
import { checkPodSpec } from './validation-spec.ts';

/**
 * Pod specs found without fault. Pods of one template share their spec object, and an update that leaves it alone keeps
 * it, so each spec is walked once. A spec with an ephemeral volume is not remembered: the pod's name takes part there.
 */
const valid = new WeakSet<PodSpec>();

function dependsOnName(spec: PodSpec): boolean {
  return spec.volumes?.some((volume) => volume.ephemeral !== undefined) ?? false;
}

function checkTokens(errors: ErrorList, spec: PodSpec): void {
  if ((spec.serviceAccountName ?? '') !== '') return;
  spec.volumes?.forEach((volume, i) =>
    volume.projected?.sources?.forEach((source, j) => {
      if (source.serviceAccountToken === undefined) return;
      const at = SPEC.child('volumes').index(i).child('projected', 'sources').index(j).child('serviceAccountToken');
      errors.push(field.forbidden(at, 'must not be specified when serviceAccountName is not set'));
    }),
  );
}

/** The spec's part of validatePodMetadataAndSpec. */
export function checkSpecOfPod(errors: ErrorList, pod: Pod): void {
  const { spec } = pod;
  if (valid.has(spec)) return;
  const before = errors.length;
  checkPodSpec(errors, SPEC, spec, { resourceIsPod: true, meta: pod.metadata });
  checkTokens(errors, spec);
  checkImagesOfPod(errors, SPEC, spec);
  if (errors.length === before && !dependsOnName(spec)) valid.add(spec);
}
