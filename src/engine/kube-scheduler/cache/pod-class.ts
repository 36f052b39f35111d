import type { Pod } from '../../api/pod/types.ts';
import { sortedKeys, type LabelSelector, type LabelSet } from '../../apimachinery/index.ts';
import { readAffinityTerms, type AffinityTerms } from './affinity-term.ts';
import type { NodeInfo } from './node-info.ts';

/**
 * Pods that no selector and no affinity term can tell apart: same namespace, labels and affinity, all ending or all not.
 * The replicas of a workload are one class, so spreading and inter-pod affinity ask once per class where upstream asks once
 * per pod.
 *
 * Worked example: 5 000 pods of one ReplicaSet on 100 nodes are one class whose `counts` has 100 entries; "how many pods
 * with app=web are on worker-7" is one look into it.
 */
export class PodClass {
  /** How many of its pods are on each node. */
  readonly counts = new Map<NodeInfo, number>();

  constructor(
    readonly key: string,
    readonly namespace: string,
    readonly labels: LabelSet | undefined,
    readonly terminating: boolean,
    readonly affinity: AffinityTerms,
  ) {}
}

const SEPARATOR = '\u0000';

function keyOfClass(pod: Pod): string {
  const { namespace = '', labels, deletionTimestamp } = pod.metadata;
  let key = deletionTimestamp === undefined ? namespace : `${namespace}${SEPARATOR}${SEPARATOR}ending`;
  for (const name of sortedKeys(labels)) key += `${SEPARATOR}${name}=${labels?.[name] ?? ''}`;
  const affinity = pod.spec.affinity;
  if (affinity?.podAffinity === undefined && affinity?.podAntiAffinity === undefined) return key;
  return key + SEPARATOR + JSON.stringify([affinity.podAffinity, affinity.podAntiAffinity]);
}

/** All classes that have a pod on some node. */
export class PodClasses {
  readonly #byKey = new Map<string, PodClass>();
  readonly #byNamespace = new Map<string, Set<PodClass>>();
  /** Classes whose pods have inter-pod affinity of any sort. */
  readonly withAffinity = new Set<PodClass>();

  /** The class of a pod, whether or not a pod of it has been placed yet. */
  of(pod: Pod): PodClass {
    const key = keyOfClass(pod);
    const known = this.#byKey.get(key);
    if (known) return known;
    const { namespace = '', labels, deletionTimestamp } = pod.metadata;
    return new PodClass(
      key,
      namespace,
      labels,
      deletionTimestamp !== undefined,
      readAffinityTerms(pod.spec, namespace),
    );
  }

  in(namespace: string): Iterable<PodClass> {
    return this.#byNamespace.get(namespace) ?? [];
  }

  all(): Iterable<PodClass> {
    return this.#byKey.values();
  }

  /** Classes of pods of a namespace that are not ending and that the selector chooses. */
  matching(namespace: string, selector: LabelSelector): PodClass[] {
    const found: PodClass[] = [];
    for (const podClass of this.in(namespace)) {
      if (!podClass.terminating && selector.matches(podClass.labels)) found.push(podClass);
    }
    return found;
  }

  /** Counts one more pod and gives the class it is counted in. */
  add(podClass: PodClass, node: NodeInfo): PodClass {
    const counted = this.#byKey.get(podClass.key) ?? this.#insert(podClass);
    counted.counts.set(node, (counted.counts.get(node) ?? 0) + 1);
    return counted;
  }

  remove(podClass: PodClass, node: NodeInfo): void {
    const rest = (podClass.counts.get(node) ?? 0) - 1;
    if (rest > 0) {
      podClass.counts.set(node, rest);
      return;
    }
    podClass.counts.delete(node);
    if (podClass.counts.size > 0) return;
    this.#byKey.delete(podClass.key);
    this.withAffinity.delete(podClass);
    const siblings = this.#byNamespace.get(podClass.namespace);
    siblings?.delete(podClass);
    if (siblings?.size === 0) this.#byNamespace.delete(podClass.namespace);
  }

  #insert(podClass: PodClass): PodClass {
    this.#byKey.set(podClass.key, podClass);
    let siblings = this.#byNamespace.get(podClass.namespace);
    if (!siblings) this.#byNamespace.set(podClass.namespace, (siblings = new Set()));
    siblings.add(podClass);
    const { required, requiredAnti, preferred, preferredAnti } = podClass.affinity;
    if (required.length + requiredAnti.length + preferred.length + preferredAnti.length > 0) {
      this.withAffinity.add(podClass);
    }
    return podClass;
  }
}

export function countOn(classes: readonly PodClass[], node: NodeInfo): number {
  let sum = 0;
  for (let i = 0; i < classes.length; i++) sum += (classes[i] as PodClass).counts.get(node) ?? 0;
  return sum;
}
