import type { LabelSet } from '../../../apimachinery/index.ts';
import { termMatches, type AffinityTerm } from '../../cache/affinity-term.ts';
import type { NodeInfo } from '../../cache/node-info.ts';
import type { PodClass, PodClasses } from '../../cache/pod-class.ts';
import type { PodInfo } from '../../cache/pod-info.ts';
import type { StateData } from '../../framework/cycle-state.ts';
import { TopologyCounts } from './topology-counts.ts';

export type NamespaceLabels = (namespace: string) => LabelSet | undefined;

/** plugins/interpodaffinity/filtering.go, preFilterState: how many pods stand for or against each topology value. */
export class AffinityFilterState implements StateData {
  constructor(
    /** Of pods whose anti-affinity forbids the incoming pod. */
    readonly existingAnti: TopologyCounts,
    /** Of pods that match all of the incoming pod's affinity terms. */
    readonly affinity: TopologyCounts,
    /** Of pods that match one of its anti-affinity terms. */
    readonly anti: TopologyCounts,
    readonly namespaceLabels: NamespaceLabels,
  ) {}

  clone(): AffinityFilterState {
    return new AffinityFilterState(
      this.existingAnti.clone(),
      this.affinity.clone(),
      this.anti.clone(),
      this.namespaceLabels,
    );
  }

  /** Counts `amount` pods of a class on a node; negative to take them away. */
  count(pod: PodInfo, other: PodClass, node: NodeInfo, amount: number): void {
    const { required, requiredAnti } = pod.podClass.affinity;
    for (const term of other.affinity.requiredAnti) {
      if (matchesPod(term, pod.podClass, this.namespaceLabels)) {
        this.existingAnti.add(term.topologyKey, node.labels, amount);
      }
    }
    if (required.length > 0 && matchesAll(required, other, this.namespaceLabels)) {
      for (const term of required) this.affinity.add(term.topologyKey, node.labels, amount);
    }
    for (const term of requiredAnti) {
      if (matchesPod(term, other, this.namespaceLabels)) this.anti.add(term.topologyKey, node.labels, amount);
    }
  }
}

export function matchesPod(term: AffinityTerm, { namespace, labels }: PodClass, of: NamespaceLabels): boolean {
  return termMatches(term, namespace, labels, of(namespace));
}

function matchesAll(terms: readonly AffinityTerm[], podClass: PodClass, of: NamespaceLabels): boolean {
  return terms.every((term) => matchesPod(term, podClass, of));
}

/** Undefined when there is no affinity to heed, neither the pod's nor that of others. */
export function countAffinity(
  pod: PodInfo,
  classes: PodClasses,
  namespaceLabels: NamespaceLabels,
): AffinityFilterState | undefined {
  const { required, requiredAnti } = pod.podClass.affinity;
  const hasOwn = required.length + requiredAnti.length > 0;
  if (!hasOwn && classes.withAffinity.size === 0) return undefined;
  const state = new AffinityFilterState(
    new TopologyCounts(),
    new TopologyCounts(),
    new TopologyCounts(),
    namespaceLabels,
  );
  for (const other of hasOwn ? classes.all() : classes.withAffinity) {
    if (!hasOwn && other.affinity.requiredAnti.length === 0) continue;
    for (const [node, count] of other.counts) state.count(pod, other, node, count);
  }
  return hasOwn || state.existingAnti.size > 0 ? state : undefined;
}

export function satisfiesAffinity(
  { affinity, namespaceLabels }: AffinityFilterState,
  pod: PodInfo,
  node: NodeInfo,
): boolean {
  const { required } = pod.podClass.affinity;
  let podsExist = true;
  for (const { topologyKey } of required) {
    const value = node.topologyValue(topologyKey);
    if (value === undefined) return false;
    if (affinity.get(topologyKey, value) <= 0) podsExist = false;
  }
  // The first pod of a group that wants to be together may go anywhere.
  return podsExist || (affinity.size === 0 && matchesAll(required, pod.podClass, namespaceLabels));
}

export function satisfiesAntiAffinity({ anti }: AffinityFilterState, pod: PodInfo, node: NodeInfo): boolean {
  for (const { topologyKey } of pod.podClass.affinity.requiredAnti) {
    const value = node.topologyValue(topologyKey);
    if (value !== undefined && anti.get(topologyKey, value) > 0) return false;
  }
  return true;
}

export function satisfiesExistingAntiAffinity({ existingAnti }: AffinityFilterState, node: NodeInfo): boolean {
  return existingAnti.size === 0 || !existingAnti.anyFor(node.labels);
}
