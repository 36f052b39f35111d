import { type Json, isObject } from '../../apimachinery/index.ts';
import { schemaOfKey, type Structural } from './structural.ts';
import { mapList, mapObject } from './walk.ts';

/**
 * Leaves out what the schema does not know, and tells the path of each such field: `spec.foo`, `spec.list[0].bar`.
 * apiextensions-apiserver/pkg/apiserver/schema/pruning/algorithm.go
 */
export function prune(object: Json, structural: Structural, unknown: string[]): Json {
  return pruneObject(object, structural, true, '', unknown);
}

const RESOURCE_FIELDS = new Set(['apiVersion', 'kind', 'metadata']);

function pruneValue(value: unknown, structural: Structural, path: string, unknown: string[]): unknown {
  if (Array.isArray(value)) {
    const { items } = structural;
    if (items === undefined) return value;
    return mapList(value, (item, i) => pruneValue(item, items, `${path}[${i}]`, unknown));
  }
  return isObject(value) ? pruneObject(value, structural, structural.embeddedResource, path, unknown) : value;
}

function pruneObject(object: Json, structural: Structural, isResource: boolean, at: string, unknown: string[]): Json {
  return mapObject(object, (value, key) => {
    if (isResource && RESOURCE_FIELDS.has(key)) return value;
    const path = at === '' ? key : `${at}.${key}`;
    const schema = schemaOfKey(structural, key);
    if (schema !== undefined) return pruneValue(value, schema, path, unknown);
    if (structural.preserveUnknownFields || structural.additional === true) return value;
    unknown.push(path);
    return undefined;
  });
}
