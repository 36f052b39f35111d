import { getControllerOf, type ApiObject, type OwnerReference } from '../../apimachinery/index.ts';
import type { Pod } from '../../api/pod/types.ts';
import { DEPLOYMENTS, REPLICATION_CONTROLLERS, REPLICA_SETS, STATEFUL_SETS } from '../../api/refs.ts';
import type { Indexer, ResourceRef } from '../../client-go/index.ts';
import type { ControllerContext } from '../context.ts';
import { resourceFor } from '../resources.ts';

interface Scaled extends ApiObject {
  readonly spec: { readonly replicas: number };
}

export interface Scale {
  readonly total: number;
  readonly unmanaged: readonly string[];
  /** Why it cannot be known. */
  readonly failure: string | undefined;
}

const SCALABLE: readonly ResourceRef[] = [REPLICATION_CONTROLLERS, REPLICA_SETS, DEPLOYMENTS, STATEFUL_SETS];

/**
 * How many pods the owners of some pods want in all, each owner counted once; a ReplicaSet's is what its Deployment wants.
 * getExpectedScale and the finders of pkg/controller/disruption/disruption.go.
 */
export class ExpectedScale {
  readonly #stores = new Map<string, Indexer<Scaled>>();
  readonly informers;

  constructor(context: ControllerContext) {
    this.informers = SCALABLE.map((ref) => context.informers.informer<Scaled>(ref));
    this.informers.forEach((informer, i) => this.#stores.set(SCALABLE[i]!.kind, informer.store));
  }

  of(pods: readonly Pod[]): Scale {
    const scales = new Map<string, number>();
    const seen = new Set<string>();
    const unmanaged: string[] = [];
    for (const pod of pods) {
      const reference = getControllerOf(pod);
      if (!reference) {
        unmanaged.push(pod.metadata.name);
        continue;
      }
      if (seen.has(reference.uid)) continue;
      seen.add(reference.uid);
      const owner = this.#find(pod.metadata.namespace, reference);
      if (!owner) return { total: 0, unmanaged, failure: this.#failure(pod, reference) };
      scales.set(owner.metadata.uid, owner.spec.replicas);
    }
    let total = 0;
    for (const scale of scales.values()) total += scale;
    return { total, unmanaged, failure: undefined };
  }

  #find(namespace: string | undefined, { kind, name, uid }: OwnerReference): Scaled | undefined {
    const owner = this.#stores.get(kind)?.get(`${namespace}/${name}`);
    if (owner?.metadata.uid !== uid) return undefined;
    const above = kind === 'ReplicaSet' ? getControllerOf(owner) : undefined;
    return above?.kind === 'Deployment' ? (this.#find(namespace, above) ?? owner) : owner;
  }

  #failure({ metadata }: Pod, { apiVersion, kind }: OwnerReference): string {
    const ref = this.#stores.has(kind) ? undefined : resourceFor(apiVersion, kind);
    if (!ref) return `found no controllers for pod "${metadata.name}"`;
    const resource = ref.group === '' ? ref.resource : `${ref.resource}.${ref.group}`;
    return `${resource} does not implement the scale subresource`;
  }
}
