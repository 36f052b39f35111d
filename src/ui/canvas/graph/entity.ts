import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { Version } from '../../store/index.ts';

/** A reference to an owner, as the owned writes it down. */
export interface OwnerRef {
  readonly uid: string;
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

/** From when on somebody belonged to an owner; undefined: to none. */
interface Belonging {
  readonly from: number;
  readonly owner: OwnerRef | undefined;
}

/** One object over the whole of its life, as far as belonging goes. */
export interface Entity {
  readonly uid: string;
  readonly resource: string;
  readonly key: string;
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly born: number;
  readonly revision: number;
  died: number | undefined;
  readonly belongings: Belonging[];
  /** From when on it had or wanted pods: a ReplicaSet of an old revision has none. */
  readonly activities: { readonly from: number; readonly active: boolean }[];
  /** The newest version of it that was seen: what it was like before it went. */
  last: ApiObject;
}

/** While an entity belongs to one owner, or is active: an interval of its life. */
export interface Stay {
  readonly entity: Entity;
  readonly from: number;
  readonly to: number | undefined;
}

export function entityOf(resource: string, version: Version, object: ApiObject): Entity {
  const { uid, name, namespace = '' } = object.metadata;
  const { key, at: born, revision } = version;
  const entity: Entity = {
    ...{ uid, resource, key, namespace, name, kind: object.kind, born, revision },
    died: undefined,
    belongings: [],
    activities: [],
    last: object,
  };
  note(entity, version.at, object);
  return entity;
}

/** What a further version says. Answers whether it belongs to another owner, or became active or idle. */
export function note(entity: Entity, at: number, object: ApiObject): boolean {
  entity.last = object;
  const owner = ownerOf(object);
  const active = isActive(object);
  let changed = false;
  if (entity.belongings.length === 0 || entity.belongings.at(-1)?.owner?.uid !== owner?.uid) {
    entity.belongings.push({ from: at, owner });
    changed = true;
  }
  if (entity.activities.length === 0 || entity.activities.at(-1)?.active !== active) {
    entity.activities.push({ from: at, active });
    changed = true;
  }
  return changed;
}

/** Its controller, or who else owns it where nobody controls it. */
function ownerOf({ metadata: { ownerReferences = [] } }: ApiObject): OwnerRef | undefined {
  return ownerReferences.find(({ controller }) => controller === true) ?? ownerReferences[0];
}

function isActive({ kind, spec, status }: ApiObject): boolean {
  if (kind !== 'ReplicaSet') return true;
  return numberAt(spec, 'replicas', 1) > 0 || numberAt(status, 'replicas', 0) > 0;
}

function numberAt(value: unknown, name: string, otherwise: number): number {
  if (typeof value !== 'object' || value === null || !(name in value)) return otherwise;
  const found = (value as Readonly<Record<string, unknown>>)[name];
  return typeof found === 'number' ? found : otherwise;
}

/** Who owned it at a moment. */
export function ownerAt({ belongings }: Entity, time: number): OwnerRef | undefined {
  return (
    belongings.findLast(({ from }) => from <= time)?.owner ??
    (belongings[0]!.from > time ? belongings[0]!.owner : undefined)
  );
}

/** The intervals in which it belonged to an owner; with undefined, to none. */
export function staysWith(entity: Entity, uid: string | undefined): readonly Stay[] {
  return intervals(entity, entity.belongings, ({ owner }) => owner?.uid === uid);
}

/** The parts of a stay in which it was active. */
export function activeStays({ entity, from, to }: Stay): readonly Stay[] {
  return intervals(entity, entity.activities, ({ active }) => active).flatMap((stay) => {
    const start = Math.max(from, stay.from);
    const end = Math.min(to ?? Infinity, stay.to ?? Infinity);
    return start < end ? [{ entity, from: start, to: end === Infinity ? undefined : end }] : [];
  });
}

function intervals<T extends { readonly from: number }>(
  entity: Entity,
  changes: readonly T[],
  fits: (change: T) => boolean,
): readonly Stay[] {
  const stays: Stay[] = [];
  changes.forEach((change, i) => {
    if (!fits(change)) return;
    const to = changes[i + 1]?.from ?? entity.died;
    stays.push({ entity, from: change.from, to });
  });
  return stays;
}

export function covers(
  { from, to }: { readonly from: number; readonly to: number | undefined },
  time: number,
): boolean {
  return from <= time && (to === undefined || time < to);
}
