import { computeHash, isAlreadyExists, newControllerRef } from '../../apimachinery/index.ts';
import type { ControllerRevision } from '../../api/controllerrevision/types.ts';
import type { Pod, PodTemplateSpec } from '../../api/pod/types.ts';
import type { StatefulSet } from '../../api/statefulset/types.ts';
import type { Task } from '../../sim/index.ts';
import { byRevision, matchesTemplate, templatePatch, type Histories } from '../history/index.ts';
import { STATEFUL_SET_KIND } from './claims.ts';
import type { SetRevision } from './plan.ts';
import { revisionOf } from './stateful-pod.ts';

const HASH_LABEL = 'controller.kubernetes.io/hash';
const MAX_PREFIX = 223;

export interface SetRevisions {
  readonly current: SetRevision;
  readonly update: SetRevision;
  readonly collisionCount: number;
}

function asSetRevision({ metadata, data }: ControllerRevision): SetRevision {
  // What a StatefulSet stores is made by templatePatch, and adoption does not change data.
  const { template } = (data as { readonly spec: { readonly template: PodTemplateSpec } }).spec;
  const { $patch: _, ...plain } = template as PodTemplateSpec & { readonly $patch?: string };
  return { name: metadata.name, template: plain };
}

/**
 * The revision that pods have and the one they are to get, made if the template is new. A template that comes back gets its old
 * revision with a new number. getStatefulSetRevisions of pkg/controller/statefulset/stateful_set_control.go.
 */
export function* findRevisions(
  histories: Histories<StatefulSet>,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
): Task<SetRevisions> {
  const ordered = [...revisions].sort(byRevision);
  const last = ordered.at(-1);
  const next = (last?.revision ?? 0) + 1;
  const equal = ordered.filter((revision) => matchesTemplate(revision, set.spec.template)).at(-1);
  let collisionCount = set.status.collisionCount ?? 0;
  let update: ControllerRevision;
  if (equal && equal === last) update = equal;
  else if (equal) update = yield* histories.client.update({ ...equal, revision: next });
  else ({ revision: update, collisionCount } = yield* create(histories, set, next, collisionCount));
  const known = revisions.find(({ metadata }) => metadata.name === set.status.currentRevision);
  const target: SetRevision = { name: update.metadata.name, template: set.spec.template };
  const isCurrent = known === undefined || known.metadata.name === target.name;
  return { current: isCurrent ? target : asSetRevision(known), update: target, collisionCount };
}

interface Created {
  readonly revision: ControllerRevision;
  readonly collisionCount: number;
}

/** CreateControllerRevision: a name that another template has taken counts as a collision, and another is tried. */
function* create(
  histories: Histories<StatefulSet>,
  set: StatefulSet,
  revision: number,
  collisions: number,
): Task<Created> {
  const { template } = set.spec;
  const { namespace, annotations } = set.metadata;
  const data = templatePatch(template);
  for (let collisionCount = collisions; ; collisionCount++) {
    const hash = computeHash(data, collisionCount);
    const name = `${set.metadata.name.slice(0, MAX_PREFIX)}-${hash}`;
    const labels = { ...template.metadata.labels, [HASH_LABEL]: hash };
    const ownerReferences = [newControllerRef(set, STATEFUL_SET_KIND)];
    const metadata = { name, namespace, labels, annotations, ownerReferences };
    const object = { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, data, revision };
    try {
      return { revision: yield* histories.client.create(namespace, object), collisionCount };
    } catch (error) {
      if (!isAlreadyExists(error)) throw error;
    }
    const existing = yield* histories.client.get(namespace, name);
    if (matchesTemplate(existing, template)) return { revision: existing, collisionCount };
  }
}

/** Removes the oldest revisions that no pod is of, beyond the limit. truncateHistory */
export function* truncateHistory(
  histories: Histories<StatefulSet>,
  set: StatefulSet,
  revisions: readonly ControllerRevision[],
  { current, update }: SetRevisions,
  pods: readonly Pod[],
): Task {
  const live = new Set([current.name, update.name, ...pods.map(revisionOf)]);
  const history = [...revisions].sort(byRevision).filter(({ metadata }) => !live.has(metadata.name));
  const excess = history.length - set.spec.revisionHistoryLimit;
  for (const revision of history.slice(0, Math.max(0, excess))) yield* histories.delete(revision);
}
