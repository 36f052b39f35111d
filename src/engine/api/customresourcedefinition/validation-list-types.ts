import { field, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isSchema } from '../customresource/structural.ts';
import type { JSONSchemaProps } from './types.ts';

const LIST_TYPES = ['atomic', 'set', 'map'];
const MAP_TYPES = ['atomic', 'granular'];

/** The part of ValidateCustomResourceDefinitionOpenAPISchema about how lists and maps are merged. */
export function checkListAndMapTypes(errors: ErrorList, schema: JSONSchemaProps, path: Path): void {
  const mapType = schema['x-kubernetes-map-type'];
  const listType = schema['x-kubernetes-list-type'];
  const keys = schema['x-kubernetes-list-map-keys'] ?? [];
  if (mapType !== undefined) {
    requireType(errors, schema, 'object', 'x-kubernetes-map-type', path);
    if (!MAP_TYPES.includes(mapType)) {
      errors.push(field.notSupported(path.child('x-kubernetes-map-type'), mapType, MAP_TYPES));
    }
  }
  if (listType !== undefined) {
    requireType(errors, schema, 'array', 'x-kubernetes-list-type', path);
    if (schema.type === 'array' && listType === 'set') checkSetItems(errors, schema, path);
    if (!LIST_TYPES.includes(listType)) {
      errors.push(field.notSupported(path.child('x-kubernetes-list-type'), listType, LIST_TYPES));
    }
  }
  if (keys.length > 0 && listType !== 'map') {
    const at = path.child('x-kubernetes-list-type');
    const why = 'must be map if x-kubernetes-list-map-keys is non-empty';
    errors.push(listType === undefined ? field.required(at, why) : field.invalid(at, listType, why));
  }
  if (listType === 'map') checkMapList(errors, schema, keys, path);
  if (listType === 'map' || listType === 'set') checkNullable(errors, schema, listType, keys, path);
}

function requireType(errors: ErrorList, schema: JSONSchemaProps, type: string, word: string, path: Path): void {
  if (schema.type === type) return;
  const why = `must be ${type} if ${word} is specified`;
  const at = path.child('type');
  errors.push(schema.type === undefined ? field.required(at, why) : field.invalid(at, schema.type, why));
}

/** The items of a set are compared as a whole. */
function checkSetItems(errors: ErrorList, { items }: JSONSchemaProps, path: Path): void {
  if (!isSchema(items)) return;
  const why = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const itemList = items['x-kubernetes-list-type'];
  if (items.type === 'array' && itemList !== undefined && itemList !== 'atomic') {
    errors.push(field.invalid(path.child('items').child('x-kubernetes-list-type'), itemList, why));
  }
  if (items.type === 'object' && items['x-kubernetes-map-type'] !== 'atomic') {
    errors.push(field.invalid(path.child('items').child('x-kubernetes-map-type'), itemList ?? null, why));
  }
}

function checkMapList(errors: ErrorList, schema: JSONSchemaProps, keys: readonly string[], path: Path): void {
  const { items } = schema;
  const at = path.child('x-kubernetes-list-map-keys');
  if (keys.length === 0) errors.push(field.required(at, 'must not be empty if x-kubernetes-list-type is map'));
  if (items === undefined) {
    errors.push(field.required(path.child('items'), 'must have a schema if x-kubernetes-list-type is map'));
    return;
  }
  if (!isSchema(items)) {
    const why = 'must only have a single schema if x-kubernetes-list-type is map';
    errors.push(field.invalid(path.child('items'), items, why));
    return;
  }
  if (items.type !== 'object') {
    const why = "must be object if parent array's x-kubernetes-list-type is map";
    errors.push(field.invalid(path.child('items').child('type'), items.type ?? '', why));
    return;
  }
  const seen = new Set<string>();
  for (const key of keys) {
    const property = ownProperty(items, key);
    if (property === undefined) {
      errors.push(field.invalid(at, keys, 'entries must all be names of item properties'));
    } else if (property.type === 'array' || property.type === 'object') {
      const place = path.child('items').child('properties').key(key).child('type');
      const why = "must be a scalar type if parent array's x-kubernetes-list-type is map";
      errors.push(field.invalid(place, items.type, why));
    }
    if (seen.has(key)) errors.push(field.invalid(at, keys, 'must not contain duplicate entries'));
    seen.add(key);
  }
}

function ownProperty({ properties }: JSONSchemaProps, key: string): JSONSchemaProps | undefined {
  return properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
}

/** validateMapListKeysMapSet: an item can always be told from the others. */
function checkNullable(
  errors: ErrorList,
  { items }: JSONSchemaProps,
  listType: string,
  keys: readonly string[],
  path: Path,
): void {
  if (!isSchema(items)) return;
  if (items.nullable === true) {
    const why = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
    errors.push(field.forbidden(path.child('items').child('nullable'), why));
  }
  if (listType !== 'map') return;
  for (const key of keys) {
    const property = ownProperty(items, key);
    if (property === undefined) continue;
    const at = path.child('items').child('properties').key(key);
    if (items.required?.includes(key) !== true && property.default === undefined) {
      const why = 'this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property';
      errors.push(field.required(at.child('default'), why));
    }
    if (property.nullable === true) {
      const why = 'this property is in x-kubernetes-list-map-keys, so it cannot be nullable';
      errors.push(field.forbidden(at.child('nullable'), why));
    }
  }
}
