/**
 * ControllerRevisions: numbered snapshots of a template, which DaemonSets and StatefulSets keep so that they can go back.
 * pkg/controller/history/controller_history.go.
 */
import {
  compareStrings,
  getControllerOf,
  isNotFound,
  semanticDeepEqual,
  type ApiObject,
  type LabelSelector,
} from '../../apimachinery/index.ts';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { PodTemplateSpec } from '../../api/pod/types.ts';
import { CONTROLLER_REVISIONS } from '../../api/refs.ts';
import type { Client, Indexer, Informer, ResourceClient } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { ControllerRefManager } from '../controller-ref.ts';

/** On a pod: the revision it was made from. */
export const CONTROLLER_REVISION_HASH = 'controller-revision-hash';

const snapshots = new WeakMap<PodTemplateSpec, object>();

/** What a revision stores: a strategic merge patch that puts the whole template back. getPatch */
export function templatePatch(template: PodTemplateSpec): object {
  let patch = snapshots.get(template);
  if (!patch) snapshots.set(template, (patch = { spec: { template: { ...template, $patch: 'replace' } } }));
  return patch;
}

export function matchesTemplate(revision: ControllerRevision, template: PodTemplateSpec): boolean {
  return semanticDeepEqual(revision.data, templatePatch(template));
}

/** The smallest number first; of equal ones the older. */
export function byRevision(a: ControllerRevision, b: ControllerRevision): number {
  if (a.revision !== b.revision) return a.revision - b.revision;
  const [p, q] = [a.metadata, b.metadata];
  return compareStrings(p.creationTimestamp, q.creationTimestamp) || compareStrings(p.name, q.name);
}

/** The revisions of one kind of owner. */
export class Histories<T extends ApiObject> {
  readonly client: ResourceClient<ControllerRevision>;
  readonly #store: Indexer<ControllerRevision>;

  constructor(
    readonly kind: string,
    informer: Informer<ControllerRevision>,
    client: Client,
    readonly owners: ResourceClient<T>,
  ) {
    this.client = client.resource<ControllerRevision>(CONTROLLER_REVISIONS);
    this.#store = informer.store;
    this.#store.addIndex('controllerUID', (revision) => [getControllerOf(revision)?.uid ?? '']);
  }

  /** Those the owner has, after adopting and releasing. */
  *claim(owner: T, selector: LabelSelector): Task<ControllerRevision[]> {
    const { namespace, uid } = owner.metadata;
    const orphans = this.#store.byIndex('controllerUID', '').filter(({ metadata }) => metadata.namespace === namespace);
    const candidates = [...this.#store.byIndex('controllerUID', uid), ...orphans];
    return yield* new ControllerRefManager(owner, selector, this.owners, this.client).claim(candidates);
  }

  *delete({ metadata }: ControllerRevision): Task {
    try {
      yield* this.client.delete(metadata.namespace, metadata.name);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
}
