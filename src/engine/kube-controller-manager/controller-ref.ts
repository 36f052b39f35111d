import {
  getControllerOf,
  isInvalid,
  isNotFound,
  newControllerRef,
  newInternalError,
  type ApiObject,
  type LabelSelector,
} from '../apimachinery/index.ts';
import type { ResourceClient } from '../client-go/index.ts';
import type { Task } from '../sim/index.ts';

export type Claim = 'keep' | 'ignore' | 'adopt' | 'release';

/**
 * Whose an object is, by its controller reference and labels: kept when it is the controller's own and matches, released when
 * it no longer matches, adopted when it is nobody's and matches. ClaimObject of pkg/controller/controller_ref_manager.go.
 */
export function decideClaim(owner: ApiObject, selector: LabelSelector, object: ApiObject): Claim {
  const reference = getControllerOf(object);
  const dying = owner.metadata.deletionTimestamp !== undefined;
  if (reference !== undefined) {
    if (reference.uid !== owner.metadata.uid) return 'ignore';
    if (selector.matches(object.metadata.labels)) return 'keep';
    return dying ? 'ignore' : 'release';
  }
  if (dying || object.metadata.deletionTimestamp !== undefined) return 'ignore';
  if (object.metadata.namespace !== owner.metadata.namespace) return 'ignore';
  return selector.matches(object.metadata.labels) ? 'adopt' : 'ignore';
}

/** Carries out claims for one owner. An adoption first asks the server, once, that the owner is really not being deleted. */
export class ControllerRefManager<Owner extends ApiObject, T extends ApiObject> {
  #checked = false;

  constructor(
    readonly owner: Owner,
    readonly selector: LabelSelector,
    readonly owners: ResourceClient<Owner>,
    readonly objects: ResourceClient<T>,
  ) {}

  /** The objects that are the owner's, after adopting and releasing. */
  *claim(candidates: readonly T[]): Task<T[]> {
    const claimed: T[] = [];
    for (const object of candidates) {
      const decision = decideClaim(this.owner, this.selector, object);
      if (decision === 'keep') claimed.push(object);
      else if (decision === 'release') yield* this.#release(object);
      else if (decision === 'adopt' && (yield* this.#adopt(object))) claimed.push(object);
    }
    return claimed;
  }

  *#canAdopt(): Task {
    if (this.#checked) return;
    const { namespace, name, uid } = this.owner.metadata;
    const { kind } = this.owner;
    const fresh = yield* this.owners.get(namespace, name);
    if (fresh.metadata.uid !== uid) {
      const text = `original ${kind} ${namespace}/${name} is gone: got uid ${fresh.metadata.uid}, wanted ${uid}`;
      throw newInternalError(text);
    }
    if (fresh.metadata.deletionTimestamp !== undefined) {
      throw newInternalError(`${namespace}/${name} has just been deleted at ${fresh.metadata.deletionTimestamp}`);
    }
    this.#checked = true;
  }

  *#adopt(object: T): Task<boolean> {
    yield* this.#canAdopt();
    const { namespace, name, uid } = object.metadata;
    const patch = { metadata: { ownerReferences: [newControllerRef(this.owner, this.owner)], uid } };
    try {
      yield* this.objects.patch(namespace, name, 'application/strategic-merge-patch+json', patch);
      return true;
    } catch (error) {
      if (isNotFound(error)) return false;
      throw error;
    }
  }

  *#release(object: T): Task {
    const { namespace, name, uid } = object.metadata;
    const reference = { $patch: 'delete', uid: this.owner.metadata.uid };
    const patch = { metadata: { uid, ownerReferences: [reference] } };
    try {
      yield* this.objects.patch(namespace, name, 'application/strategic-merge-patch+json', patch);
    } catch (error) {
      // Not found: it is gone, so there is nothing to release. Invalid: the uid differs or the reference is gone already.
      if (!isNotFound(error) && !isInvalid(error)) throw error;
    }
  }
}
