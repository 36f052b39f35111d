import { field, semanticDeepEqual, type ErrorList } from '../../apimachinery/index.ts';
import { updateSpec } from '../strategies.ts';
import { objectDiff } from '../unified-diff.ts';
import { SPEC, validateMetaUpdate } from '../validate.ts';
import type { Pod } from './types.ts';
import { checkSpecOfPod } from './validation-pod-spec.ts';

const MIRROR = 'kubernetes.io/config.mirror';

/** For pods/ephemeralcontainers: of what was sent, the ephemeral containers alone are taken. */
export function prepareEphemeralContainers(pod: Pod, old: Pod): Pod {
  const { ephemeralContainers } = pod.spec;
  const spec = ephemeralContainers === undefined ? old.spec : { ...old.spec, ephemeralContainers };
  return updateSpec(
    { ...pod, metadata: { ...old.metadata, resourceVersion: pod.metadata.resourceVersion }, spec },
    old,
  );
}

/** ValidatePodEphemeralContainersUpdate: they come, and neither change nor go. */
export function validateEphemeralContainers(pod: Pod, old: Pod): ErrorList {
  if (old.metadata.annotations?.[MIRROR] !== undefined) {
    return [field.forbidden(undefined, 'static pods do not support ephemeral containers')];
  }
  const errors = validateMetaUpdate(pod.metadata, old.metadata);
  checkSpecOfPod(errors, pod);
  const path = SPEC.child('ephemeralContainers');
  for (const before of old.spec.ephemeralContainers ?? []) {
    const after = pod.spec.ephemeralContainers?.find((container) => container.name === before.name);
    const which = `existing ephemeral containers "${before.name}"`;
    if (after === undefined) errors.push(field.forbidden(path, `${which} may not be removed\n`));
    else if (!semanticDeepEqual(before, after)) {
      errors.push(field.forbidden(path, `${which} may not be changed\n${objectDiff(before, after)}`));
    }
  }
  return errors;
}
