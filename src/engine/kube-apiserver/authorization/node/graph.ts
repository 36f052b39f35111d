import type { Pod } from '../../../api/pod/types.ts';
import { podRelations } from '../../../api/pod/relations.ts';
import type { ApiObject } from '../../../apimachinery/index.ts';
import type { CacheEvent } from '../../storage/event-window.ts';
import type { ObjectLister } from '../rbac/bindings.ts';

const MIRROR = 'kubernetes.io/config.mirror';
const NONE: ReadonlySet<string> = new Set();

interface ClaimedVolume {
  readonly claimRef?: { readonly namespace?: string; readonly name?: string };
}

/** `Secret db`, `ConfigMap settings`: what a pod of this spec may need, worked out once for each spec. */
const referencesOf = new WeakMap<Pod['spec'], ReadonlySet<string>>();

function references(pod: Pod): ReadonlySet<string> {
  if (pod.metadata.annotations?.[MIRROR] !== undefined) return NONE;
  const { spec, metadata } = pod;
  let found = referencesOf.get(spec);
  if (found === undefined) {
    const names = new Set(podRelations(pod).map(({ kind, name }) => `${kind} ${name}`));
    for (const { name, ephemeral } of spec.volumes ?? []) {
      if (ephemeral) names.add(`PersistentVolumeClaim ${metadata.name}-${name}`);
    }
    for (const { resourceClaimName } of spec.resourceClaims ?? []) {
      if (resourceClaimName) names.add(`ResourceClaim ${resourceClaimName}`);
    }
    referencesOf.set(spec, (found = names));
  }
  return found;
}

/**
 * Which objects concern which node: those that a pod bound to it names, and what hangs on them. Upstream keeps every edge of this
 * graph; here only the pods of each node are kept, and their edges are read off when a node asks, which it seldom does.
 * plugin/pkg/auth/authorizer/node/graph.go
 */
export class NodeGraph {
  readonly #lister: ObjectLister;
  /** Node → `namespace/name` of its pods. */
  readonly #pods = new Map<string, Set<string>>();

  constructor(lister: ObjectLister) {
    this.#lister = lister;
  }

  rebuild(pods: readonly ApiObject[]): void {
    this.#pods.clear();
    for (const pod of pods) this.#add(pod as Pod);
  }

  observe({ type, object, old }: CacheEvent): void {
    const pod = object as Pod;
    if (type === 'DELETED') this.#pods.get(pod.spec.nodeName ?? '')?.delete(keyOf(pod));
    else if (old === undefined || (old as Pod).spec.nodeName !== pod.spec.nodeName) this.#add(pod);
  }

  #add(pod: Pod): void {
    const { nodeName } = pod.spec;
    if (!nodeName) return;
    const known = this.#pods.get(nodeName);
    if (known) known.add(keyOf(pod));
    else this.#pods.set(nodeName, new Set([keyOf(pod)]));
  }

  hasPod(node: string, namespace: string, name: string): boolean {
    return this.#pods.get(node)?.has(`${namespace}/${name}`) === true;
  }

  /** Whether a pod of the node names the object, or a volume that such a pod has claimed does. */
  concerns(node: string, kind: string, namespace: string, name: string): boolean {
    switch (kind) {
      case 'Pod':
        return this.hasPod(node, namespace, name);
      case 'PersistentVolume': {
        const { claimRef } = this.#spec<ClaimedVolume>('', 'persistentvolumes', name);
        return claimRef?.name !== undefined && this.#claims(node, claimRef.namespace ?? '', claimRef.name);
      }
      case 'VolumeAttachment':
        return this.#spec<{ nodeName?: string }>('storage.k8s.io', 'volumeattachments', name).nodeName === node;
      case 'ResourceSlice':
        return this.#spec<{ nodeName?: string }>('resource.k8s.io', 'resourceslices', name).nodeName === node;
      default:
        return this.#somePod(node, namespace, (pod) => refersTo(pod, kind, name));
    }
  }

  #claims(node: string, namespace: string, claim: string): boolean {
    return this.#somePod(node, namespace, (pod) => references(pod).has(`PersistentVolumeClaim ${claim}`));
  }

  #somePod(node: string, namespace: string, is: (pod: Pod) => boolean): boolean {
    const prefix = `${namespace}/`;
    for (const key of this.#pods.get(node) ?? NONE) {
      if (!key.startsWith(prefix)) continue;
      const pod = this.#lister.get('', 'pods', namespace, key.slice(prefix.length));
      if (pod && is(pod as Pod)) return true;
    }
    return false;
  }

  #spec<T extends object>(group: string, resource: string, name: string): Partial<T> {
    return (this.#lister.get(group, resource, undefined, name)?.spec ?? {}) as Partial<T>;
  }
}

function refersTo(pod: Pod, kind: string, name: string): boolean {
  if (references(pod).has(`${kind} ${name}`)) return true;
  if (kind !== 'ResourceClaim') return false;
  // A claim that was made from a template goes by a name that only the status tells.
  const statuses = pod.status.resourceClaimStatuses ?? [];
  return statuses.some((status) => status.resourceClaimName === name);
}

function keyOf({ metadata }: ApiObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
