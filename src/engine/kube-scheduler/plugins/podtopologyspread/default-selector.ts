import type { Pod } from '../../../api/pod/types.ts';
import type { ReplicaSet } from '../../../api/replicaset/types.ts';
import type { ReplicationController } from '../../../api/replicationcontroller/types.ts';
import type { Service } from '../../../api/service/types.ts';
import {
  getControllerOf,
  labelSelectorAsSelector,
  selectorFromSet,
  setMatches,
  type LabelSelector,
  type LabelSet,
} from '../../../apimachinery/index.ts';
import type { PodInfo } from '../../cache/pod-info.ts';

/** Who a pod may belong to. `version` grows whenever one of them, or a selector of theirs, changes. */
export interface WorkloadLister {
  readonly version: number;
  services(namespace: string): readonly Service[];
  replicationController(namespace: string, name: string): ReplicationController | undefined;
  replicaSet(namespace: string, name: string): ReplicaSet | undefined;
}

/** plugins/helper/spread.go, DefaultSelector: the services, ReplicationController or ReplicaSet that have chosen the pod. */
export function defaultSelector(pod: Pod, lister: WorkloadLister): LabelSelector {
  const { namespace = '', labels } = pod.metadata;
  const merged: Record<string, string> = {};
  const merge = (set: LabelSet | undefined): void => {
    if (set !== undefined) Object.assign(merged, set);
  };
  for (const { spec } of lister.services(namespace)) {
    if (spec.selector !== undefined && setMatches(spec.selector, labels)) merge(spec.selector);
  }
  const owner = getControllerOf(pod);
  if (owner?.kind === 'ReplicationController' && owner.apiVersion === 'v1') {
    merge(lister.replicationController(namespace, owner.name)?.spec.selector);
  }
  const selector = selectorFromSet(merged);
  if (owner?.kind !== 'ReplicaSet' || !owner.apiVersion.startsWith('apps/')) return selector;
  const replicaSet = lister.replicaSet(namespace, owner.name);
  if (replicaSet === undefined) return selector;
  return selector.add(...labelSelectorAsSelector(replicaSet.spec.selector).requirements);
}

const REMEMBERED = 4096;

/** The same question comes for every replica, so the answer is kept until a workload changes. */
export class DefaultSelectors {
  #version = -1;
  readonly #known = new Map<string, LabelSelector>();
  constructor(readonly lister: WorkloadLister) {}

  of({ pod, podClass }: PodInfo): LabelSelector {
    if (this.#version !== this.lister.version) {
      this.#known.clear();
      this.#version = this.lister.version;
    }
    const key = podClass.key + '\u0000' + (getControllerOf(pod)?.uid ?? '');
    let selector = this.#known.get(key);
    if (selector) return selector;
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(key, (selector = defaultSelector(pod, this.lister)));
    return selector;
  }
}
