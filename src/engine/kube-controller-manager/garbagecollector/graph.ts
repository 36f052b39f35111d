import type { ApiObject, OwnerReference } from '../../apimachinery/index.ts';

export const DELETE_DEPENDENTS = 'foregroundDeletion';
export const ORPHAN_DEPENDENTS = 'orphan';

/** How an object is named where only its coordinates are known. objectReference */
export interface Identity {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  readonly uid: string;
}

/** An object in the graph of owners and dependents. A virtual node is an owner that was named but never seen. */
export class GraphNode {
  /** Most objects never have any, so the set is made when the first comes. */
  #dependents: Set<GraphNode> | undefined;
  owners: readonly OwnerReference[] = NO_OWNERS;
  beingDeleted = false;
  deletingDependents = false;
  virtual = false;

  constructor(public identity: Identity) {}

  get dependents(): ReadonlySet<GraphNode> {
    return this.#dependents ?? NO_DEPENDENTS;
  }

  addDependent(node: GraphNode): void {
    (this.#dependents ??= new Set()).add(node);
  }

  deleteDependent(node: GraphNode): void {
    this.#dependents?.delete(node);
  }

  /** What the queues carry: readable, and unique by its last word. */
  get key(): string {
    const { kind, namespace, name, uid } = this.identity;
    return `${kind} ${namespace === undefined ? '' : `${namespace}/`}${name} ${uid}`;
  }

  /** Dependents that must be gone before their owner may go. */
  blockingDependents(): GraphNode[] {
    const { uid } = this.identity;
    const blocks = ({ owners }: GraphNode): boolean =>
      owners.some((owner) => owner.uid === uid && owner.blockOwnerDeletion === true);
    return [...this.dependents].filter(blocks);
  }
}

const NO_OWNERS: readonly OwnerReference[] = [];
const NO_DEPENDENTS: ReadonlySet<GraphNode> = new Set();

export interface GraphListener {
  attemptToDelete(node: GraphNode): void;
  attemptToOrphan(node: GraphNode): void;
}

function identityOf({ apiVersion, kind, metadata }: ApiObject): Identity {
  const { namespace, name, uid } = metadata;
  return { apiVersion, kind, namespace, name, uid };
}

export function hasFinalizer({ metadata }: ApiObject, finalizer: string): boolean {
  return metadata.finalizers?.includes(finalizer) === true;
}

/** Who owns whom, built from all informers. GraphBuilder, pkg/controller/garbagecollector/graph_builder.go */
export class DependencyGraph {
  readonly #nodes = new Map<string, GraphNode>();

  constructor(readonly listener: GraphListener) {}

  get(uid: string): GraphNode | undefined {
    return this.#nodes.get(uid);
  }

  put(old: ApiObject | undefined, object: ApiObject): void {
    const { metadata } = object;
    if (old && isUneventful(old, object)) return;
    let node = this.#nodes.get(metadata.uid);
    const owners = metadata.ownerReferences ?? NO_OWNERS;
    if (!node) {
      node = new GraphNode(identityOf(object));
      this.#nodes.set(metadata.uid, node);
      node.owners = owners;
      this.#addToOwners(node, owners);
    } else {
      if (node.virtual) this.#observe(node, object);
      this.#changeOwners(node, owners);
    }
    node.beingDeleted = metadata.deletionTimestamp !== undefined;
    this.#processTransitions(old, object, node);
  }

  /** The owner that was only named has come into view; dependents that named it wrongly are looked at. */
  #observe(node: GraphNode, object: ApiObject): void {
    node.virtual = false;
    node.identity = identityOf(object);
    const { namespace, kind, name } = node.identity;
    for (const dependent of node.dependents) {
      const reference = dependent.owners.find(({ uid }) => uid === node.identity.uid);
      const fits = namespace === undefined || dependent.identity.namespace === namespace;
      if (!fits || reference?.kind !== kind || reference.name !== name) this.listener.attemptToDelete(dependent);
    }
  }

  #addToOwners(node: GraphNode, owners: readonly OwnerReference[]): void {
    for (const { apiVersion, kind, name, uid } of owners) {
      let owner = this.#nodes.get(uid);
      const known = owner !== undefined;
      if (!owner) {
        owner = new GraphNode({ apiVersion, kind, name, uid, namespace: node.identity.namespace });
        owner.virtual = true;
        this.#nodes.set(uid, owner);
      }
      owner.addDependent(node);
      if (!known) this.listener.attemptToDelete(owner);
      else if (!fits(node.identity, { apiVersion, kind, name, uid }, owner.identity))
        this.listener.attemptToDelete(node);
    }
  }

  #changeOwners(node: GraphNode, owners: readonly OwnerReference[]): void {
    const before = node.owners;
    if (before === owners) return;
    node.owners = owners;
    const added = owners.filter(({ uid }) => !before.some((owner) => owner.uid === uid));
    for (const old of before) {
      const now = owners.find(({ uid }) => uid === old.uid);
      const owner = this.#nodes.get(old.uid);
      if (!now) owner?.deleteDependent(node);
      const unblocked = old.blockOwnerDeletion === true && now?.blockOwnerDeletion !== true;
      if (unblocked && owner) this.listener.attemptToDelete(owner);
    }
    this.#addToOwners(node, added);
  }

  #processTransitions(old: ApiObject | undefined, object: ApiObject, node: GraphNode): void {
    if (startsWith(old, object, ORPHAN_DEPENDENTS)) {
      this.listener.attemptToOrphan(node);
    } else if (startsWith(old, object, DELETE_DEPENDENTS)) {
      node.deletingDependents = true;
      for (const dependent of node.dependents) this.listener.attemptToDelete(dependent);
      this.listener.attemptToDelete(node);
    }
  }

  /** The object is gone: its dependents may have to follow, and its owners may be waiting for it. */
  remove(uid: string): void {
    const node = this.#nodes.get(uid);
    if (!node) return;
    this.#nodes.delete(uid);
    for (const { uid: owner } of node.owners) this.#nodes.get(owner)?.deleteDependent(node);
    for (const dependent of node.dependents) this.listener.attemptToDelete(dependent);
    for (const { uid: owner } of node.owners) {
      const waiting = this.#nodes.get(owner);
      if (waiting?.deletingDependents) this.listener.attemptToDelete(waiting);
    }
  }
}

/** The usual update, such as a new status: nothing in it concerns the graph. */
function isUneventful(old: ApiObject, object: ApiObject): boolean {
  const [a, b] = [old.metadata, object.metadata];
  if (a.deletionTimestamp !== b.deletionTimestamp || a.uid !== b.uid) return false;
  if (a.ownerReferences !== b.ownerReferences && !sameOwners(a.ownerReferences, b.ownerReferences)) return false;
  return a.finalizers === b.finalizers || b.deletionTimestamp === undefined;
}

function sameOwners(a: readonly OwnerReference[] | undefined, b: readonly OwnerReference[] | undefined): boolean {
  if (a?.length !== b?.length) return false;
  return (
    a?.every((owner, i) => owner.uid === b?.[i]?.uid && owner.blockOwnerDeletion === b?.[i]?.blockOwnerDeletion) ?? true
  );
}

function startsWith(old: ApiObject | undefined, object: ApiObject, finalizer: string): boolean {
  if (object.metadata.deletionTimestamp === undefined || !hasFinalizer(object, finalizer)) return false;
  return old?.metadata.deletionTimestamp === undefined || !hasFinalizer(old, finalizer);
}

/** Whether a reference from here names the owner as the owner is known. */
function fits(dependent: Identity, reference: Omit<Identity, 'namespace'>, owner: Identity): boolean {
  if (owner.namespace !== undefined && owner.namespace !== dependent.namespace) return false;
  const { apiVersion, kind, name } = reference;
  return owner.apiVersion === apiVersion && owner.kind === kind && owner.name === name;
}
