import type { PodAffinityTerm, PodSpec } from '../../api/pod/types.ts';
import { labelSelectorAsSelector, type LabelSelector, type LabelSet } from '../../apimachinery/index.ts';

/** A pod affinity term made ready for matching (framework/types.go, AffinityTerm). */
export interface AffinityTerm {
  readonly topologyKey: string;
  readonly selector: LabelSelector;
  readonly namespaces: ReadonlySet<string>;
  /** Namespaces by label, beside those by name; absent selects none. */
  readonly namespaceSelector: LabelSelector;
  /** 1 for required terms. */
  readonly weight: number;
}

export interface AffinityTerms {
  readonly required: readonly AffinityTerm[];
  readonly requiredAnti: readonly AffinityTerm[];
  readonly preferred: readonly AffinityTerm[];
  readonly preferredAnti: readonly AffinityTerm[];
}

const NO_TERMS: readonly AffinityTerm[] = [];
export const NO_AFFINITY: AffinityTerms = {
  required: NO_TERMS,
  requiredAnti: NO_TERMS,
  preferred: NO_TERMS,
  preferredAnti: NO_TERMS,
};

function readTerm(term: PodAffinityTerm, namespace: string, weight: number): AffinityTerm {
  const named = term.namespaces ?? [];
  const own = named.length === 0 && term.namespaceSelector === undefined;
  return {
    topologyKey: term.topologyKey,
    selector: labelSelectorAsSelector(term.labelSelector),
    namespaces: new Set(own ? [namespace] : named),
    namespaceSelector: labelSelectorAsSelector(term.namespaceSelector),
    weight,
  };
}

interface Weighted {
  readonly weight: number;
  readonly podAffinityTerm: PodAffinityTerm;
}

export function readAffinityTerms(spec: PodSpec, namespace: string): AffinityTerms {
  const podAffinity = spec.affinity?.podAffinity;
  const podAntiAffinity = spec.affinity?.podAntiAffinity;
  if (podAffinity === undefined && podAntiAffinity === undefined) return NO_AFFINITY;
  const required = (terms: readonly PodAffinityTerm[] = []): AffinityTerm[] =>
    terms.map((term) => readTerm(term, namespace, 1));
  const preferred = (terms: readonly Weighted[] = []): AffinityTerm[] =>
    terms.map(({ podAffinityTerm, weight }) => readTerm(podAffinityTerm, namespace, weight));
  return {
    required: required(podAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    requiredAnti: required(podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution),
    preferred: preferred(podAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
    preferredAnti: preferred(podAntiAffinity?.preferredDuringSchedulingIgnoredDuringExecution),
  };
}

/** Whether a pod of that namespace and those labels is one the term speaks of. */
export function termMatches(
  term: AffinityTerm,
  namespace: string,
  labels: LabelSet | undefined,
  namespaceLabels: LabelSet | undefined,
): boolean {
  if (!term.namespaces.has(namespace) && !term.namespaceSelector.matches(namespaceLabels)) return false;
  return term.selector.matches(labels);
}
