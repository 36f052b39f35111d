import {
  ANY_ATOMIC,
  ANY_DEDUCED,
  BOOLEAN,
  listType,
  mapType,
  NUMERIC,
  STRING,
  structType,
  UNTYPED,
  type FieldDescription,
  type TypeDescription,
} from '../../apimachinery/managedfields/index.ts';
import { typeDescriptionOf } from '../schema/list-types.ts';
import type { Structural } from './structural.ts';

/** What every object has in common, from a kind that has little else. */
const COMMON = ['apiVersion', 'kind', 'metadata'] as const;

const known = new WeakMap<Structural, TypeDescription>();

/**
 * A custom resource's type as server-side apply sees it. apiextensions-apiserver/pkg/controller/openapi/builder and
 * kube-openapi/pkg/schemaconv: without a word about it a map is granular and a list is one value.
 */
export function fieldTypeOf(structural: Structural): TypeDescription {
  let found = known.get(structural);
  if (found === undefined) known.set(structural, (found = describe(structural, true)));
  return found;
}

function describe(structural: Structural, isResource: boolean): TypeDescription {
  switch (structural.type) {
    case 'array':
      return describeList(structural);
    case 'object':
      return describeObject(structural, isResource || structural.embeddedResource);
    case 'integer':
    case 'number':
      return NUMERIC;
    case 'boolean':
      return BOOLEAN;
    case 'string':
      return STRING;
    default:
      return structural.intOrString ? UNTYPED : structural.mapType === 'atomic' ? ANY_ATOMIC : ANY_DEDUCED;
  }
}

function describeList({ items, listType: kind, listMapKeys }: Structural): TypeDescription {
  const element = items === undefined ? ANY_DEDUCED : describe(items, false);
  if (kind === 'set') return listType(element, 'set');
  if (kind !== 'map') return listType(element, 'atomic');
  const keys = listMapKeys.map((name) => ({ name, default: items?.properties.get(name)?.default }));
  return listType(element, keys);
}

function describeObject(structural: Structural, isResource: boolean): TypeDescription {
  const { properties, additional, preserveUnknownFields, mapType: kind } = structural;
  const atomic = kind === 'atomic';
  const open = preserveUnknownFields || additional === true;
  const element = typeof additional === 'object' ? describe(additional, false) : open ? ANY_DEDUCED : undefined;
  if (properties.size === 0 && !isResource) return mapType(element, atomic);
  const fields = new Map<string, FieldDescription>();
  for (const [name, property] of properties) {
    fields.set(name, { type: describe(property, false), zero: undefined, nobodys: false });
  }
  if (isResource) {
    const common = typeDescriptionOf('v1', 'ConfigMap')?.fields;
    for (const name of COMMON) {
      const field = common?.get(name);
      if (field !== undefined) fields.set(name, field);
    }
  }
  return structType(fields, { atomic, ...(element && { element }) });
}
