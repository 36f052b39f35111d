import type { Relation } from '../../engine/api/kind.ts';
import { relationsOf } from '../../engine/api/relations.ts';
import { labelSelectorAsSelector, type ApiObject } from '../../engine/apimachinery/index.ts';
import { kindNamed } from './table.ts';

/** An edge from one object to others that there are. */
export interface Edge {
  readonly verb: string;
  readonly to: ApiObject;
}

/** How objects are looked up: all of a resource, as they are at the moment that is asked about. */
export type Lister = (resource: string) => readonly ApiObject[];

/** What an object points at, by its own kind's table; whether that exists or not. */
export function relations(object: ApiObject): readonly Relation[] {
  const slash = object.apiVersion.indexOf('/');
  const group = slash < 0 ? '' : object.apiVersion.slice(0, slash);
  return relationsOf(object, kindNamed(object.kind, group) === undefined);
}

/** Whether a relation points at an object. `resource` need not be known: kind, namespace and name are compared. */
export function pointsAt(relation: Relation, object: ApiObject): boolean {
  const { metadata } = object;
  if (relation.kind !== object.kind) return false;
  if (relation.namespace !== undefined && (metadata.namespace ?? '') !== relation.namespace) return false;
  if (relation.name !== undefined) return metadata.name === relation.name;
  if (relation.selector === undefined) return false;
  const labels = metadata.labels ?? {};
  if (Object.entries(relation.selector).some(([key, value]) => labels[key] !== value)) return false;
  return relation.expressions === undefined || meets(relation.expressions, labels);
}

function meets(expressions: NonNullable<Relation['expressions']>, labels: Readonly<Record<string, string>>): boolean {
  try {
    return labelSelectorAsSelector({ matchExpressions: expressions }).matches(labels);
  } catch {
    // An operator that there is not: upstream's selector chooses nothing then.
    return false;
  }
}

/** The objects that an object points at and that there are. */
export function edgesFrom(object: ApiObject, list: Lister): readonly Edge[] {
  const edges: Edge[] = [];
  for (const relation of relations(object)) {
    const resource = kindNamed(relation.kind, relation.group)?.resource;
    if (resource === undefined) continue;
    for (const to of list(resource)) if (pointsAt(relation, to)) edges.push({ verb: relation.verb, to });
  }
  return edges;
}
