import { isObject } from '../../apimachinery/index.ts';
/**
 * Times of a pod's status that Go writes as null when nobody has set them: metav1.Time is a struct, which `omitempty` does not
 * leave out. The store does not keep them.
 */
export function withUnsetTimes(status: unknown): unknown {
  if (!isObject(status)) return status;
  const { conditions } = status;
  const shown: Record<string, unknown> = { ...status };
  if (Array.isArray(conditions)) shown['conditions'] = conditions.map(condition);
  for (const name of ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses']) {
    const list = status[name];
    if (Array.isArray(list) && list.some(hasEnded)) shown[name] = list.map(containerStatus);
  }
  return shown;
}

function condition(one: unknown): unknown {
  if (!isObject(one)) return one;
  const { type, observedGeneration, status, ...rest } = one;
  const generation = observedGeneration === undefined ? {} : { observedGeneration };
  return { type, ...generation, status, lastProbeTime: null, lastTransitionTime: null, ...rest };
}

function hasEnded(one: unknown): boolean {
  return isObject(one) && [one['state'], one['lastState']].some((state) => isObject(state) && 'terminated' in state);
}

function containerStatus(one: unknown): unknown {
  return isObject(one) ? { ...one, state: state(one['state']), lastState: state(one['lastState']) } : one;
}

function state(one: unknown): unknown {
  if (!isObject(one) || !isObject(one['terminated'])) return one;
  return { ...one, terminated: { startedAt: null, finishedAt: null, ...one['terminated'] } };
}
