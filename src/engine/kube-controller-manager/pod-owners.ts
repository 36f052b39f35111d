import { getControllerOf, semanticDeepEqual, type ApiObject, type LabelSelector } from '../apimachinery/index.ts';
import { PODS } from '../api/refs.ts';
import type { Pod } from '../api/pod/types.ts';
import type { Indexer } from '../client-go/index.ts';
import type { ControllerContext } from './context.ts';

/** What a controller that owns pods wants to hear of them. Each is told only of owners that exist, with the uid the pod names. */
export interface PodOwnerListener<T extends ApiObject> {
  readonly kind: string;
  readonly store: Indexer<T>;
  readonly selector: (owner: T) => LabelSelector;
  readonly added: (owner: T, pod: Pod) => void;
  readonly updated: (owner: T, old: Pod, pod: Pod) => void;
  /** The pod has gone, or has been marked to go. */
  readonly deleted: (owner: T, pod: Pod) => void;
  /** A pod left this owner, or one without an owner has labels that it would adopt. */
  readonly wake: (owner: T) => void;
  /** A pod that says it is one of this kind's, and whose owner is gone; or one that no longer has an owner. */
  readonly orphaned?: (pod: Pod) => void;
}

/**
 * Pod events by the kind of the pod's controller, for all controllers of a process that own pods: an event costs one look at the
 * owner reference and one look-up, however many controllers there are. addPod, updatePod and deletePod are alike in
 * pkg/controller/{daemon,statefulset,job}.
 */
export class PodOwners {
  readonly #listeners = new Map<string, PodOwnerListener<ApiObject>>();

  constructor(context: ControllerContext) {
    context.informers.informer<Pod>(PODS).addEventHandler({
      onAdd: (pod) => this.#add(pod),
      onUpdate: (old, pod) => this.#update(old, pod),
      onDelete: (pod) => this.#delete(pod),
    });
  }

  register<T extends ApiObject>(listener: PodOwnerListener<T>): void {
    // A listener is only handed owners out of its own store.
    this.#listeners.set(listener.kind, listener as unknown as PodOwnerListener<ApiObject>);
  }

  #add(pod: Pod): void {
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#delete(pod);
      return;
    }
    const reference = getControllerOf(pod);
    if (!reference) {
      this.#wakeMatching(pod);
      return;
    }
    const listener = this.#listeners.get(reference.kind);
    if (!listener) return;
    const owner = ownerOf(listener, pod);
    if (owner) listener.added(owner, pod);
    else listener.orphaned?.(pod);
  }

  #update(old: Pod, pod: Pod): void {
    const reference = getControllerOf(pod);
    const moved =
      old.metadata.ownerReferences !== pod.metadata.ownerReferences && getControllerOf(old)?.uid !== reference?.uid;
    if (pod.metadata.deletionTimestamp !== undefined) {
      this.#delete(pod);
      return;
    }
    if (moved) this.#left(old);
    if (!reference) {
      if (moved || !semanticDeepEqual(old.metadata.labels, pod.metadata.labels)) this.#wakeMatching(pod);
      return;
    }
    const listener = this.#listeners.get(reference.kind);
    if (!listener) return;
    const owner = ownerOf(listener, pod);
    if (owner) listener.updated(owner, old, pod);
    else listener.orphaned?.(pod);
  }

  #left(old: Pod): void {
    const listener = this.#listeners.get(getControllerOf(old)?.kind ?? '');
    if (!listener) return;
    const owner = ownerOf(listener, old);
    if (owner) listener.wake(owner);
    listener.orphaned?.(old);
  }

  #delete(pod: Pod): void {
    const reference = getControllerOf(pod);
    const listener = reference && this.#listeners.get(reference.kind);
    if (!listener) return;
    const owner = ownerOf(listener, pod);
    if (owner) listener.deleted(owner, pod);
    else listener.orphaned?.(pod);
  }

  #wakeMatching(pod: Pod): void {
    for (const listener of this.#listeners.values()) {
      if (listener.store.size === 0) continue;
      for (const owner of listener.store.list()) {
        if (owner.metadata.namespace !== pod.metadata.namespace) continue;
        const selector = listener.selector(owner);
        if (!selector.empty() && selector.matches(pod.metadata.labels)) listener.wake(owner);
      }
    }
  }
}

function ownerOf(listener: PodOwnerListener<ApiObject>, pod: Pod): ApiObject | undefined {
  const reference = getControllerOf(pod);
  if (!reference) return undefined;
  const owner = listener.store.get(`${pod.metadata.namespace}/${reference.name}`);
  return owner?.metadata.uid === reference.uid ? owner : undefined;
}

const shared = new WeakMap<ControllerContext, PodOwners>();

/** The one dispatcher of a process. */
export function podOwnersOf(context: ControllerContext): PodOwners {
  let found = shared.get(context);
  if (!found) shared.set(context, (found = new PodOwners(context)));
  return found;
}
