import { getScaledValueFromIntOrPercent, type IntOrString } from '../../apimachinery/index.ts';
import type { Deployment } from '../../api/deployment/types.ts';

export interface Fenceposts {
  readonly maxSurge: number;
  readonly maxUnavailable: number;
}

/**
 * Percentages into numbers of pods: surge is rounded up, unavailable down. Both zero would let nothing move, so then one pod
 * may be unavailable. ResolveFenceposts of pkg/controller/deployment/util/deployment_util.go.
 *
 * Worked example: 25 % and 25 % of 10 are 3 (2.5 up) and 2 (2.5 down); of 1 they are 1 and 0.
 */
export function resolveFenceposts(surge: IntOrString, unavailable: IntOrString, desired: number): Fenceposts {
  const maxSurge = getScaledValueFromIntOrPercent(surge, desired, true);
  const maxUnavailable = getScaledValueFromIntOrPercent(unavailable, desired, false);
  return maxSurge === 0 && maxUnavailable === 0 ? { maxSurge, maxUnavailable: 1 } : { maxSurge, maxUnavailable };
}

const NONE: Fenceposts = { maxSurge: 0, maxUnavailable: 0 };

function fencepostsOf({ spec }: Deployment): Fenceposts {
  const { type, rollingUpdate } = spec.strategy;
  if (type !== 'RollingUpdate' || rollingUpdate === undefined) return NONE;
  return resolveFenceposts(rollingUpdate.maxSurge, rollingUpdate.maxUnavailable, spec.replicas);
}

export function maxSurge(deployment: Deployment): number {
  return fencepostsOf(deployment).maxSurge;
}

/** Never more than there are. */
export function maxUnavailable(deployment: Deployment): number {
  const { replicas } = deployment.spec;
  return replicas === 0 ? 0 : Math.min(fencepostsOf(deployment).maxUnavailable, replicas);
}
