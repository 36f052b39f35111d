import { parseTime, type ApiObject } from '../../apimachinery/index.ts';
import { podQOS } from '../pod/qos.ts';
import type { Pod } from '../pod/types.ts';

interface ScopeRequirement {
  readonly scopeName: string;
  readonly operator: string;
  readonly values?: readonly string[];
}

/** The part of a ResourceQuota's spec that says which objects it is about. */
export interface QuotaScopes {
  readonly scopes?: readonly string[];
  readonly scopeSelector?: { readonly matchExpressions?: readonly ScopeRequirement[] };
}

/** Whether a quota is about this object. pkg/quota/v1/evaluator/core/pods.go podMatchesScopeFunc */
export function matchesScopes(
  { scopes = [], scopeSelector }: QuotaScopes,
  resource: string,
  object: ApiObject,
): boolean {
  const requirements = [
    ...scopes.map((scopeName): ScopeRequirement => ({ scopeName, operator: 'Exists' })),
    ...(scopeSelector?.matchExpressions ?? []),
  ];
  return requirements.every((requirement) => matches(requirement, resource, object));
}

function matches(requirement: ScopeRequirement, resource: string, object: ApiObject): boolean {
  if (requirement.scopeName === 'VolumeAttributesClass' && resource === 'persistentvolumeclaims') {
    return isIn(requirement, (object.spec as { volumeAttributesClassName?: string }).volumeAttributesClassName);
  }
  if (resource !== 'pods') return false;
  const pod = object as Pod;
  switch (requirement.scopeName) {
    case 'Terminating':
      return isTerminating(pod);
    case 'NotTerminating':
      return !isTerminating(pod);
    case 'BestEffort':
      return podQOS(pod.spec) === 'BestEffort';
    case 'NotBestEffort':
      return podQOS(pod.spec) !== 'BestEffort';
    case 'PriorityClass':
      return isIn(requirement, pod.spec.priorityClassName);
    case 'CrossNamespacePodAffinity':
      return usesOtherNamespaces(pod);
    default:
      return false;
  }
}

function isTerminating({ spec }: Pod): boolean {
  return spec.activeDeadlineSeconds !== undefined;
}

function isIn({ operator, values = [] }: ScopeRequirement, value: string | undefined): boolean {
  const there = value !== undefined && value !== '';
  switch (operator) {
    case 'Exists':
      return there;
    case 'DoesNotExist':
      return !there;
    case 'In':
      return there && values.includes(value);
    default:
      return !there || !values.includes(value);
  }
}

function usesOtherNamespaces({ spec }: Pod): boolean {
  const { podAffinity, podAntiAffinity } = spec.affinity ?? {};
  for (const affinity of [podAffinity, podAntiAffinity]) {
    const preferred = affinity?.preferredDuringSchedulingIgnoredDuringExecution ?? [];
    const terms = [
      ...(affinity?.requiredDuringSchedulingIgnoredDuringExecution ?? []),
      ...preferred.map(({ podAffinityTerm }) => podAffinityTerm),
    ];
    if (terms.some((term) => (term.namespaces?.length ?? 0) > 0 || term.namespaceSelector !== undefined)) return true;
  }
  return false;
}

/**
 * A pod that has ended costs nothing any more, nor does one that should long be gone (its node is lost). QuotaV1Pod; `now` in
 * microseconds since the epoch.
 */
export function isTracked({ metadata, status }: Pod, now: number): boolean {
  if (status.phase === 'Failed' || status.phase === 'Succeeded') return false;
  const { deletionTimestamp, deletionGracePeriodSeconds } = metadata;
  if (deletionTimestamp === undefined || deletionGracePeriodSeconds === undefined) return true;
  return parseTime(deletionTimestamp) >= now;
}
