import type { LabelSet } from '../../apimachinery/index.ts';
import { mapSame } from './defaults-container.ts';
import type { Affinity, PodAffinityTerm, PodCondition, PodSpec, TopologySpreadConstraint } from './types.ts';

type LabelSelector = NonNullable<PodAffinityTerm['labelSelector']>;

/** applyLabelKeysToLabelSelector: `key in (the pod's own value)` joins the selector. */
function withKeys(
  selector: LabelSelector,
  keys: readonly string[] | undefined,
  operator: 'In' | 'NotIn',
  labels: LabelSet,
): LabelSelector {
  const added = (keys ?? [])
    .filter((key) => labels[key] !== undefined)
    .map((key) => ({ key, operator, values: [labels[key] ?? ''] }));
  return added.length === 0
    ? selector
    : { ...selector, matchExpressions: [...(selector.matchExpressions ?? []), ...added] };
}

function applyToTerm(term: PodAffinityTerm, labels: LabelSet): PodAffinityTerm {
  if (term.labelSelector === undefined) return term;
  if (!term.matchLabelKeys?.length && !term.mismatchLabelKeys?.length) return term;
  const matched = withKeys(term.labelSelector, term.matchLabelKeys, 'In', labels);
  return { ...term, labelSelector: withKeys(matched, term.mismatchLabelKeys, 'NotIn', labels) };
}

type TermLists = NonNullable<Affinity['podAffinity']>;

function applyToLists(lists: TermLists, labels: LabelSet): TermLists {
  const required = lists.requiredDuringSchedulingIgnoredDuringExecution;
  const preferred = lists.preferredDuringSchedulingIgnoredDuringExecution;
  const nextRequired = required && mapSame(required, (term) => applyToTerm(term, labels));
  const nextPreferred =
    preferred &&
    mapSame(preferred, (weighted) => {
      const podAffinityTerm = applyToTerm(weighted.podAffinityTerm, labels);
      return podAffinityTerm === weighted.podAffinityTerm ? weighted : { ...weighted, podAffinityTerm };
    });
  if (nextRequired === required && nextPreferred === preferred) return lists;
  return {
    ...lists,
    ...(nextRequired === undefined ? {} : { requiredDuringSchedulingIgnoredDuringExecution: nextRequired }),
    ...(nextPreferred === undefined ? {} : { preferredDuringSchedulingIgnoredDuringExecution: nextPreferred }),
  };
}

function applyToConstraint(constraint: TopologySpreadConstraint, labels: LabelSet): TopologySpreadConstraint {
  if (!constraint.matchLabelKeys?.length || constraint.labelSelector === undefined) return constraint;
  return { ...constraint, labelSelector: withKeys(constraint.labelSelector, constraint.matchLabelKeys, 'In', labels) };
}

/** mutatePodAffinity and mutateTopologySpreadConstraints. */
export function withMatchLabelKeys(spec: PodSpec, labels: LabelSet | undefined): PodSpec {
  const { affinity, topologySpreadConstraints } = spec;
  if (labels === undefined || (affinity === undefined && topologySpreadConstraints === undefined)) return spec;
  const podAffinity = affinity?.podAffinity && applyToLists(affinity.podAffinity, labels);
  const podAntiAffinity = affinity?.podAntiAffinity && applyToLists(affinity.podAntiAffinity, labels);
  const constraints =
    topologySpreadConstraints && mapSame(topologySpreadConstraints, (c) => applyToConstraint(c, labels));
  const sameAffinity = podAffinity === affinity?.podAffinity && podAntiAffinity === affinity?.podAntiAffinity;
  if (sameAffinity && constraints === topologySpreadConstraints) return spec;
  const nextAffinity: Affinity = {
    ...affinity,
    ...(podAffinity === undefined ? {} : { podAffinity }),
    ...(podAntiAffinity === undefined ? {} : { podAntiAffinity }),
  };
  return {
    ...spec,
    ...(sameAffinity ? {} : { affinity: nextAffinity }),
    ...(constraints === undefined ? {} : { topologySpreadConstraints: constraints }),
  };
}

/** applySchedulingGatedCondition: a pod that must wait says so from birth. */
export function withGatedCondition(spec: PodSpec): readonly PodCondition[] | undefined {
  if (!spec.schedulingGates?.length) return undefined;
  return [
    {
      type: 'PodScheduled',
      status: 'False',
      reason: 'SchedulingGated',
      message: 'Scheduling is blocked due to non-empty scheduling gates',
    },
  ];
}
