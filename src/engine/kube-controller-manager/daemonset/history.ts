import {
  computeHash,
  isAlreadyExists,
  keyOf,
  newConflict,
  newControllerRef,
  type LabelSelector,
} from '../../apimachinery/index.ts';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { DaemonSet } from '../../api/daemonset/types.ts';
import type { Pod } from '../../api/pod/types.ts';
import { PODS } from '../../api/refs.ts';
import type { Client, Informer } from '../../client-go/index.ts';
import type { Task } from '../../sim/index.ts';
import { CONTROLLER_REVISION_HASH, Histories, byRevision, matchesTemplate, templatePatch } from '../history/index.ts';
import { DAEMON_SET_KIND } from './kind.ts';

export interface DaemonHistory {
  readonly current: ControllerRevision;
  /** Older ones, in no order. */
  readonly old: readonly ControllerRevision[];
}

/** The revisions of daemon sets. pkg/controller/daemon/update.go */
export class DaemonHistories {
  readonly #histories: Histories<DaemonSet>;

  constructor(
    readonly client: Client,
    readonly sets: Histories<DaemonSet>['owners'],
    informer: Informer<ControllerRevision>,
  ) {
    this.#histories = new Histories('DaemonSet', informer, client, sets);
  }

  /** Finds the revision of the present template, or makes it; it always has the highest number. constructHistory */
  *construct(set: DaemonSet, selector: LabelSelector, pods: readonly Pod[]): Task<DaemonHistory> {
    const all = yield* this.#histories.claim(set, selector);
    const current: ControllerRevision[] = [];
    const old: ControllerRevision[] = [];
    for (const found of all) {
      const revision = yield* this.#labelled(found);
      (matchesTemplate(revision, set.spec.template) ? current : old).push(revision);
    }
    let last = 0;
    for (const { revision } of old) last = Math.max(last, revision);
    const [first] = current;
    if (!first) return { current: yield* this.#snapshot(set, last + 1), old };
    const kept = current.length === 1 ? first : yield* this.#dedupe(current, pods);
    if (kept.revision > last) return { current: kept, old };
    const renumbered = yield* this.#histories.client.update({ ...kept, revision: last + 1 });
    return { current: renumbered, old };
  }

  /** Revisions made before there were labels are known by their names. */
  *#labelled(revision: ControllerRevision): Task<ControllerRevision> {
    const { metadata } = revision;
    if (metadata.labels?.[CONTROLLER_REVISION_HASH] !== undefined) return revision;
    const labels = { ...metadata.labels, [CONTROLLER_REVISION_HASH]: metadata.name };
    return yield* this.#histories.client.update({ ...revision, metadata: { ...metadata, labels } });
  }

  /** Several revisions of one template become one: the pods of the others are told the hash of the one that stays. */
  *#dedupe(revisions: readonly ControllerRevision[], pods: readonly Pod[]): Task<ControllerRevision> {
    const ordered = [...revisions].sort(byRevision);
    const kept = ordered.pop()!;
    const hash = kept.metadata.labels?.[CONTROLLER_REVISION_HASH] ?? '';
    for (const revision of ordered) {
      for (const { metadata } of pods) {
        if (metadata.labels?.[CONTROLLER_REVISION_HASH] === hash) continue;
        const labels = { [CONTROLLER_REVISION_HASH]: hash };
        const patch = { metadata: { labels } };
        const { namespace, name } = metadata;
        yield* this.client.resource<Pod>(PODS).patch(namespace, name, 'application/strategic-merge-patch+json', patch);
      }
      yield* this.#histories.delete(revision);
    }
    return kept;
  }

  *#snapshot(set: DaemonSet, revision: number): Task<ControllerRevision> {
    const { template } = set.spec;
    const { namespace, annotations } = set.metadata;
    const hash = computeHash(template, set.status.collisionCount);
    const name = `${set.metadata.name}-${hash}`;
    const labels = { ...template.metadata.labels, [CONTROLLER_REVISION_HASH]: hash };
    const ownerReferences = [newControllerRef(set, DAEMON_SET_KIND)];
    const metadata = { name, namespace, labels, annotations, ownerReferences };
    const { client } = this.#histories;
    const object = {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata,
      data: templatePatch(template),
      revision,
    };
    try {
      return yield* client.create(namespace, object);
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
      const known = yield* client.get(namespace, name);
      if (matchesTemplate(known, template)) return known;
      yield* this.#countCollision(set);
      throw error;
    }
  }

  /** Another template has the same hash: the next one is reckoned with a higher count. */
  *#countCollision(set: DaemonSet): Task {
    const fresh = yield* this.sets.get(set.metadata.namespace, set.metadata.name);
    const { collisionCount = 0 } = fresh.status;
    if (collisionCount !== (set.status.collisionCount ?? 0)) {
      const why = `found a stale collision count of DaemonSet ${keyOf(set)} while processing`;
      throw newConflict({ group: 'apps', resource: 'daemonsets' }, set.metadata.name, why);
    }
    yield* this.sets.updateStatus({ ...fresh, status: { ...fresh.status, collisionCount: collisionCount + 1 } });
  }

  /** Removes old revisions beyond the limit, the smallest numbers first, unless a pod is still of one. cleanupHistory */
  *cleanup(set: DaemonSet, old: readonly ControllerRevision[], pods: readonly Pod[]): Task {
    let excess = old.length - set.spec.revisionHistoryLimit;
    if (excess <= 0) return;
    const live = new Set<string>();
    for (const { metadata } of pods) {
      const hash = metadata.labels?.[CONTROLLER_REVISION_HASH];
      if (hash) live.add(hash);
    }
    for (const revision of [...old].sort(byRevision)) {
      if (excess <= 0) return;
      if (live.has(revision.metadata.labels?.[CONTROLLER_REVISION_HASH] ?? '')) continue;
      yield* this.#histories.delete(revision);
      excess--;
    }
  }
}
