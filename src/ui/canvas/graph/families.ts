import { kindOfResource } from '../../kinds/index.ts';
import type { Mirror, Version } from '../../store/index.ts';
import { berthsOf } from '../board/berths.ts';
import {
  activeStays,
  covers,
  entityOf,
  note,
  ownerAt,
  staysWith,
  type Entity,
  type OwnerRef,
  type Stay,
} from './entity.ts';

/** Owners come before the owned, so that an owner is known when somebody belongs to it. */
const WORKLOADS = [
  'deployments.apps',
  'cronjobs.batch',
  'statefulsets.apps',
  'daemonsets.apps',
  'replicationcontrollers',
  'replicasets.apps',
  'jobs.batch',
];
/** Drawn only where somebody owns them. */
const OWNED = ['services', 'configmaps', 'secrets', 'ingresses.networking.k8s.io'];

export type Region = 'user' | 'system';

/** A tree: who owns all that stands in it, and its place for as long as anything of it is left. */
export interface Plot {
  readonly id: string;
  /** The root; undefined for pods that nobody owns, and for those of an owner that is not drawn as a tree. */
  readonly root: Entity | undefined;
  /** That owner: the Node of static pods. */
  readonly outside: OwnerRef | undefined;
  readonly namespace: string;
  readonly region: Region;
  readonly from: number;
  readonly to: number | undefined;
  readonly place: number;
}

/** A member of a group with the place that it keeps for as long as it stays. */
export interface Placed extends Stay {
  readonly place: number;
}

/**
 * Who belonged to whom in the whole history that the mirror keeps, and where each therefore stands. Built from the logs alone, as
 * they grow: the playhead does not matter here, so scrubbing back moves nothing.
 */
export class Families {
  readonly entities = new Map<string, Entity>();
  readonly #byKey = new Map<string, string[]>();
  readonly #children = new Map<string, Set<Entity>>();
  readonly #positions = new Map<string, number>();
  readonly #living = new Map<string, number>();
  readonly #groups = new Map<string, readonly Placed[]>();
  #plots: readonly Plot[] | undefined;
  /** Rises when somebody was born, died or changed hands. */
  generation = 0;

  constructor(readonly mirror: Mirror) {
    mirror.onChange(({ trimmed }) => {
      if (trimmed) this.#forget();
    });
  }

  /** Which resources are drawn as trees: workloads, pods, and every kind that somebody defined. */
  get resources(): readonly string[] {
    const custom = this.mirror.resources.filter((resource) => resource.includes('.') && !kindOfResource(resource));
    return [...custom, ...WORKLOADS, ...OWNED, 'pods'];
  }

  /** Reads what the logs have gained. Cheap when that is nothing. */
  sync(): void {
    for (const resource of this.resources) {
      const { versions } = this.mirror.log(resource);
      let position = this.#positions.get(resource) ?? 0;
      if (position === versions.length) continue;
      for (; position < versions.length; position++) this.#read(resource, versions[position]!);
      this.#positions.set(resource, position);
    }
  }

  /** The entity that has a key at a moment. */
  at(resource: string, key: string, time: number): Entity | undefined {
    const uids = this.#byKey.get(`${resource} ${key}`) ?? [];
    for (let i = uids.length - 1; i >= 0; i--) {
      const entity = this.entities.get(uids[i]!)!;
      if (entity.born <= time) return entity;
    }
    return undefined;
  }

  /** All that had a key, one after the other. */
  allWith(resource: string, key: string): readonly Entity[] {
    return (this.#byKey.get(`${resource} ${key}`) ?? []).flatMap((uid) => this.entities.get(uid) ?? []);
  }

  /** From an entity up to its root, itself first. */
  lineOf(entity: Entity, time: number): readonly Entity[] {
    const line = [entity];
    for (let owner = ownerAt(entity, time); owner; owner = ownerAt(line.at(-1)!, time)) {
      const next = this.entities.get(owner.uid);
      if (!next || line.includes(next)) break;
      line.push(next);
    }
    return line;
  }

  /** The plot in which an entity stands at a moment. */
  plotIdOf(entity: Entity, time: number): string {
    const root = this.lineOf(entity, time).at(-1)!;
    return plotIdOfRoot(root, ownerAt(root, time));
  }

  /** Every tree that ever was, with its place. */
  plots(): readonly Plot[] {
    this.sync();
    return (this.#plots ??= this.#makePlots());
  }

  /** Those who belong to an owner, each with a place of its own; `active` counts only while they have or want pods. */
  members(uid: string, which: 'all' | 'active' | 'pods'): readonly Placed[] {
    const key = `${uid} ${which}`;
    let placed = this.#groups.get(key);
    if (!placed) this.#groups.set(key, (placed = placesOf(this.#staysOf(uid, which))));
    return placed;
  }

  #staysOf(uid: string, which: 'all' | 'active' | 'pods'): readonly Stay[] {
    if (which === 'pods') return this.#podsBeneath(uid, new Set());
    const ends = new Map<string, number>();
    const stays = this.#stays(uid).flatMap((stay) =>
      stay.entity.resource === 'pods' ? [] : [this.#outlived(stay, ends)],
    );
    return which === 'active' ? stays.flatMap((stay) => this.#activeStays(stay)) : stays;
  }

  /** An owner that is gone keeps its place until what it owned is gone too. */
  #outlived(stay: Stay, ends: Map<string, number>): Stay {
    const { entity, from, to } = stay;
    if (to === undefined || to !== entity.died) return stay;
    return { entity, from, to: this.#endOf(entity.uid, ends) };
  }

  /** An owner that wants no pods any more keeps its place until the last of them has ended. */
  #activeStays(stay: Stay): readonly Stay[] {
    const active = activeStays(stay);
    if (active.every(({ to }) => to === undefined)) return active;
    const pods = this.#podsBeneath(stay.entity.uid, new Set());
    return active.map(({ entity, from, to }, i) => {
      if (to === undefined) return { entity, from, to };
      const held = pods.filter((pod) => pod.from < to).map((pod) => pod.to ?? Infinity);
      const end = Math.min(Math.max(to, ...held), active[i + 1]?.from ?? Infinity, stay.to ?? Infinity);
      return { entity, from, to: end === Infinity ? undefined : end };
    });
  }

  /** Pods of an owner and, unless they are rows of their own, of those that it owns. */
  #podsBeneath(uid: string, seen: Set<string>): readonly Stay[] {
    if (seen.has(uid)) return [];
    seen.add(uid);
    return this.#stays(uid).flatMap((stay) =>
      stay.entity.resource === 'pods' ? [stay] : this.#podsBeneath(stay.entity.uid, seen),
    );
  }

  #stays(uid: string): readonly Stay[] {
    const owner = uid.startsWith(BARE) ? undefined : uid;
    return [...(this.#children.get(uid) ?? [])].flatMap((entity) => staysWith(entity, owner));
  }

  #read(resource: string, version: Version): void {
    const { object } = version;
    const uids = this.#byKey.get(`${resource} ${version.key}`) ?? [];
    const before = this.entities.get(uids.at(-1) ?? '');
    if (before && before.died === undefined && before.uid !== object?.metadata.uid) {
      before.died = version.at;
      this.#count(before, before.belongings.at(-1)?.owner, -1);
      this.#touched(before);
    }
    if (!object) return;
    const known = this.entities.get(object.metadata.uid);
    if (!known && OWNED.includes(resource) && !object.metadata.ownerReferences) return;
    const entity = known ?? entityOf(resource, version, object);
    const owned = known?.belongings.at(-1)?.owner;
    if (known && !note(known, version.at, object)) return;
    if (!known) {
      this.entities.set(entity.uid, entity);
      this.#byKey.set(`${resource} ${version.key}`, [...uids, entity.uid]);
    }
    const owner = entity.belongings.at(-1)?.owner;
    const parent = parentIdOf(entity, owner);
    if (parent !== undefined) {
      const children = this.#children.get(parent) ?? new Set();
      this.#children.set(parent, children.add(entity));
    }
    if (known) this.#count(entity, owned, -1);
    this.#count(entity, owner, 1);
    this.#touched(entity);
  }

  /** How many pods live that belong to one owner. */
  #count(entity: Entity, owner: OwnerRef | undefined, change: 1 | -1): void {
    const parent = entity.resource === 'pods' ? parentIdOf(entity, owner) : undefined;
    if (parent !== undefined) this.#living.set(parent, (this.#living.get(parent) ?? 0) + change);
  }

  /** Forgets what was worked out of everybody above; the trees themselves, only where one may have begun or ended. */
  #touched(entity: Entity): void {
    this.generation++;
    for (const { owner } of entity.belongings) {
      const parent = parentIdOf(entity, owner);
      const above = owner && this.entities.get(owner.uid);
      const line = above ? this.#ancestry(above) : [];
      for (const uid of [entity.uid, parent, ...line.map((one) => one.uid)])
        for (const which of ['all', 'active', 'pods']) this.#groups.delete(`${uid} ${which}`);
      const root = line.at(-1);
      const settled =
        entity.resource === 'pods' &&
        (root ? root.died === undefined : parent !== undefined && (this.#living.get(parent) ?? 0) > 1);
      if (!settled) this.#plots = undefined;
    }
  }

  /** Everybody who was ever above an entity, itself first. */
  #ancestry(entity: Entity): readonly Entity[] {
    const found = [entity];
    for (const one of found) {
      for (const { owner } of one.belongings) {
        const above = owner && this.entities.get(owner.uid);
        if (above && !found.includes(above)) found.push(above);
      }
    }
    return found;
  }

  #forget(): void {
    for (const map of [this.entities, this.#byKey, this.#children, this.#positions, this.#living, this.#groups])
      map.clear();
    this.#plots = undefined;
    this.generation++;
  }

  #makePlots(): readonly Plot[] {
    const found = new Map<string, Omit<Plot, 'place'> & { readonly revision: number }>();
    const ends = new Map<string, number>();
    for (const entity of this.entities.values()) {
      for (const { from, owner } of entity.belongings) {
        if (owner !== undefined && this.entities.has(owner.uid)) continue;
        const id = plotIdOfRoot(entity, owner);
        const before = found.get(id);
        if (before && before.from <= from) continue;
        const loose = entity.resource === 'pods';
        const { namespace, revision } = entity;
        const whose = { root: loose ? undefined : entity, outside: loose ? owner : undefined };
        const when = { from, to: this.#endOf(id, ends), revision };
        found.set(id, { id, ...whose, namespace, region: regionOf(namespace), ...when });
      }
    }
    const all = [...found.values()].filter(({ root }) => !root || !OWNED.includes(root.resource)).sort(byBirth);
    return (['user', 'system'] as const).flatMap((region) => {
      const here = all.filter((plot) => plot.region === region);
      const places = berthsOf(here.map(({ id, from, to }) => ({ id, born: from, died: to })));
      return here.map((plot) => ({ ...plot, place: places.get(plot.id) ?? 0 }));
    });
  }

  /** When the last of a tree went; undefined while something is left. */
  #endOf(id: string, ends: Map<string, number>): number | undefined {
    const end = this.#last(id, ends);
    return end === Infinity ? undefined : end;
  }

  #last(uid: string, ends: Map<string, number>): number {
    const known = ends.get(uid);
    if (known !== undefined) return known;
    const self = this.entities.get(uid);
    // A circle of owners ends with the one that was asked about first.
    ends.set(uid, self ? (self.died ?? Infinity) : -Infinity);
    let end = ends.get(uid)!;
    for (const { entity, to } of this.#stays(uid)) {
      const moved = to !== undefined && to !== entity.died;
      end = Math.max(end, moved ? to : this.#last(entity.uid, ends));
    }
    ends.set(uid, end);
    return end;
  }
}

/** Pods that nobody owns share a plot by namespace; pods of an owner that is not drawn, such as a node, by that owner. */
function plotIdOfRoot(root: Entity, owner: OwnerRef | undefined): string {
  if (root.resource !== 'pods') return root.uid;
  return parentIdOf(root, owner)!;
}

function parentIdOf(entity: Entity, owner: OwnerRef | undefined): string | undefined {
  if (entity.resource !== 'pods') return owner?.uid;
  return owner ? owner.uid : `${BARE}${entity.namespace}`;
}

const BARE = 'bare:';

function regionOf(namespace: string): Region {
  return namespace.startsWith('kube-') ? 'system' : 'user';
}

function byBirth(
  a: { readonly from: number; readonly revision: number },
  b: { readonly from: number; readonly revision: number },
): number {
  return a.from - b.from || a.revision - b.revision;
}

/** Each stay with the lowest place that was free when it began. */
export function placesOf(stays: readonly Stay[]): readonly Placed[] {
  const sorted = stays.toSorted((a, b) => a.from - b.from || a.entity.revision - b.entity.revision);
  const lives = sorted.map(({ from, to }, i) => ({ id: String(i), born: from, died: to }));
  const places = berthsOf(lives);
  return sorted.map((stay, i) => ({ ...stay, place: places.get(String(i)) ?? 0 }));
}

/** Those of a group who are there at a moment. */
export function present(members: readonly Placed[], time: number): readonly Placed[] {
  return members.filter((member) => covers(member, time));
}
