import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import { kindOfResource } from '../../kinds/index.ts';
import { covers, type Entity, type OwnerRef } from './entity.ts';
import { present, type Families, type Placed, type Plot } from './families.ts';

/** An owner as it is, or as it last was, when it is gone and what it owned is not. */
export interface Member {
  readonly entity: Entity;
  readonly object: ApiObject;
  readonly gone: boolean;
}

export interface PodPlace {
  readonly pod: ApiObject;
  readonly uid: string;
  readonly parent: string;
  readonly place: number;
}

/** The pods of one owner; `most` is how many places they ever needed by now, so that they never grow back and jump. */
export interface PodGroup {
  readonly pods: readonly PodPlace[];
  readonly most: number;
}

export interface Row {
  readonly place: number;
  /** undefined: pods that the root owns itself, in a tree that has other branches. */
  readonly member: Member | undefined;
  readonly group: PodGroup;
}

/**
 * How a tree is laid out, for good, by what its root is: two tall rows for the revisions of a Deployment, five low ones for Jobs
 * and whatever else is owned, one a pod where each pod has claims of its own, a single room where there is nothing in between.
 */
export type Form = 'revisions' | 'branches' | 'ordinals' | 'room';

export interface PlotView {
  readonly plot: Plot;
  readonly form: Form;
  readonly root: Member | undefined;
  readonly outside: OwnerRef | undefined;
  readonly rows: readonly Row[];
  /** Owned by the root, and drawn as a stack: old revisions, and what found no row. */
  readonly folded: readonly Member[];
  /** Pods of the room; for rows, none. */
  readonly group: PodGroup;
  /** All pods of the tree. */
  readonly pods: readonly ApiObject[];
}

/** How many rows of a form there are. */
export const ROWS: Readonly<Record<Form, number>> = { revisions: 2, branches: 5, ordinals: 6, room: 0 };

type Look = (entity: Entity) => ApiObject | undefined;

export function makePlotView(families: Families, plot: Plot, time: number, look: Look): PlotView {
  const { root } = plot;
  const form = formOf(families, plot);
  const rows = form === 'revisions' || form === 'branches' ? rowsOf(families, plot.id, form, time, look) : [];
  const shown = new Set(rows.map(({ member }) => member?.entity.uid));
  const all = present(families.members(plot.id, 'all'), time).map(({ entity }) => memberOf(entity, look));
  const branched = form === 'revisions' || form === 'branches';
  const group = branched ? NONE : groupOf(families.members(plot.id, 'pods'), plot.id, time, look);
  return {
    plot,
    form,
    root: root && memberOf(root, look),
    outside: plot.outside,
    rows,
    folded: all.filter(({ entity }) => !shown.has(entity.uid)),
    group: form === 'ordinals' ? byOrdinal(group) : group,
    pods: [...rows.flatMap((row) => row.group.pods), ...group.pods].map(({ pod }) => pod),
  };
}

const NONE: PodGroup = { pods: [], most: 0 };

function formOf(families: Families, { root, id }: Plot): Form {
  if (!root) return 'room';
  if (root.resource === 'deployments.apps') return 'revisions';
  if (root.resource === 'cronjobs.batch') return 'branches';
  if (root.resource === 'statefulsets.apps') return 'ordinals';
  if (kindOfResource(root.resource)) return 'room';
  return families.members(id, 'all').length > 0 ? 'branches' : 'room';
}

function rowsOf(families: Families, id: string, form: Form, time: number, look: Look): readonly Row[] {
  const members = present(families.members(id, form === 'revisions' ? 'active' : 'all'), time);
  const rows: Row[] = members
    .filter(({ place }) => place < ROWS[form])
    .map(({ entity, place }) => {
      const group = groupOf(families.members(entity.uid, 'pods'), entity.uid, time, look);
      return { place, member: memberOf(entity, look), group };
    });
  // Pods that the root owns itself stand in the last row.
  const own = present(families.members(id, 'pods'), time).filter(({ entity }) =>
    entity.belongings.some(({ owner }) => owner?.uid === id),
  );
  const taken = rows.some(({ place }) => place === ROWS[form] - 1);
  if (own.length > 0 && !taken)
    rows.push({ place: ROWS[form] - 1, member: undefined, group: groupOf(own, id, time, look) });
  return rows;
}

function groupOf(members: readonly Placed[], parent: string, time: number, look: Look): PodGroup {
  let most = 0;
  const pods: PodPlace[] = [];
  for (const member of members) {
    if (member.from > time) continue;
    most = Math.max(most, member.place + 1);
    const pod = covers(member, time) ? look(member.entity) : undefined;
    if (pod) pods.push({ pod, uid: member.entity.uid, parent, place: member.place });
  }
  return { pods, most };
}

/** `db-2` stands in the third place, whenever it came. */
function byOrdinal({ pods }: PodGroup): PodGroup {
  const placed = pods.map((one) => ({
    ...one,
    place: Number(/-(\d+)$/.exec(one.pod.metadata.name)?.[1] ?? one.place),
  }));
  return { pods: placed, most: placed.reduce((most, { place }) => Math.max(most, place + 1), 0) };
}

function memberOf(entity: Entity, look: Look): Member {
  const object = look(entity);
  return { entity, object: object ?? entity.last, gone: object === undefined };
}
