import { isObject, type Json, setOwn } from '../../apimachinery/index.ts';
import { schemaOfKey, type Structural } from './structural.ts';
import { mapList, mapObject } from './walk.ts';

/**
 * Fills in the schema's defaults where a field is missing, or null where null may not be.
 * apiextensions-apiserver/pkg/apiserver/schema/defaulting/algorithm.go
 */
export function applyDefaults<T>(value: T, structural: Structural): T {
  return (structural.hasDefaults ? defaulted(value, structural) : value) as T;
}

function defaulted(value: unknown, structural: Structural): unknown {
  if (!structural.hasDefaults) return value;
  if (Array.isArray(value)) {
    const { items } = structural;
    return items === undefined ? value : mapList(value, (item) => orDefault(item, items));
  }
  return isObject(value) ? defaultedObject(value, structural) : value;
}

function defaultedObject(object: Json, structural: Structural): Json {
  let next: Record<string, unknown> | undefined;
  for (const [name, property] of structural.properties) {
    if (property.default === undefined) continue;
    if (Object.hasOwn(object, name) && !isForbiddenNull(object[name], property)) continue;
    next ??= { ...object };
    setOwn(next, name, property.default);
  }
  return mapObject(next ?? object, (value, key) => {
    const schema = schemaOfKey(structural, key);
    return schema === undefined ? value : orDefault(value, schema);
  });
}

function orDefault(value: unknown, structural: Structural): unknown {
  const present = isForbiddenNull(value, structural) && structural.default !== undefined ? structural.default : value;
  return defaulted(present, structural);
}

function isForbiddenNull(value: unknown, structural: Structural): boolean {
  return value === null && !structural.nullable;
}

/** Null for a field that may not be null is as good as nothing. PruneNonNullableNullsWithoutDefaults */
export function dropForbiddenNulls<T>(value: T, structural: Structural): T {
  return dropNulls(value, structural) as T;
}

function dropNulls(value: unknown, structural: Structural): unknown {
  if (Array.isArray(value)) {
    const { items } = structural;
    return items === undefined ? value : mapList(value, (item) => dropNulls(item, items));
  }
  if (!isObject(value)) return value;
  return mapObject(value, (field, key) => {
    const schema = schemaOfKey(structural, key);
    if (schema === undefined) return field;
    return isForbiddenNull(field, schema) ? undefined : dropNulls(field, schema);
  });
}
