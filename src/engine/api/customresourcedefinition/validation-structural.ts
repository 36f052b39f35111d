import { deepEqual, field, newPath, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isSchema } from '../customresource/structural.ts';
import type { JSONSchemaProps } from './types.ts';

/**
 * A schema is structural when its skeleton says of every field where it is and of what type, and the junctors only add
 * conditions on values. apiextensions-apiserver/pkg/apiserver/schema/validation.go
 */
export function validateStructural(schema: JSONSchemaProps, path: Path): ErrorList {
  const errors: ErrorList = [];
  checkInvariants(errors, schema, 'root', path);
  checkCompleteness(errors, schema, path);
  return errors;
}

const known = new WeakMap<JSONSchemaProps, boolean>();

export function isStructural(schema: JSONSchemaProps | undefined): boolean {
  if (schema === undefined) return true;
  let found = known.get(schema);
  if (found === undefined) known.set(schema, (found = validateStructural(schema, newPath('')).length === 0));
  return found;
}

type Level = 'root' | 'item' | 'field';

const EMPTY_TYPE: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

function checkInvariants(errors: ErrorList, schema: JSONSchemaProps, level: Level, path: Path): void {
  const { type = '', items, properties = {}, additionalProperties } = schema;
  if (type === 'array' && items === undefined) errors.push(field.required(path.child('items'), 'must be specified'));
  if (isSchema(items)) checkInvariants(errors, items, 'item', path.child('items'));
  for (const [name, property] of Object.entries(properties)) {
    checkInvariants(errors, property, 'field', path.child('properties').key(name));
  }
  if (additionalProperties !== undefined) {
    const at = path.child('additionalProperties');
    if (level === 'root') errors.push(field.forbidden(at, 'must not be used at the root'));
    if (isSchema(additionalProperties)) checkInvariants(errors, additionalProperties, 'field', at);
  }
  checkExtensions(errors, schema, path);
  const [skipAnyOf, skipFirstAllOf] = intOrStringJunctors(schema);
  checkJunctors(errors, schema, path, skipAnyOf, skipFirstAllOf);
  checkType(errors, schema, level, path);
  if (level === 'root' || schema['x-kubernetes-embedded-resource'] === true) checkMetadata(errors, properties, path);
}

function checkType(errors: ErrorList, schema: JSONSchemaProps, level: Level, path: Path): void {
  const { type = '', properties } = schema;
  const at = path.child('type');
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const preserves = schema['x-kubernetes-preserve-unknown-fields'] === true;
  if (embedded && type !== 'object') {
    const why = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? field.required(at, why) : field.invalid(at, type, why));
  } else if (type === '' && schema['x-kubernetes-int-or-string'] !== true && !preserves) {
    errors.push(field.required(at, EMPTY_TYPE[level]));
  }
  if (embedded && schema.additionalProperties !== undefined) {
    const why = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(field.forbidden(path.child('additionalProperties'), why));
  }
  if (embedded && !preserves && properties === undefined) {
    const why =
      'must not be empty if x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(field.required(path.child('properties'), why));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(field.invalid(at, type, 'must be object at the root'));
  }
}

function checkMetadata(errors: ErrorList, properties: Readonly<Record<string, JSONSchemaProps>>, path: Path): void {
  const wanted = { kind: 'string', apiVersion: 'string', metadata: 'object' } as const;
  for (const name of ['kind', 'apiVersion', 'metadata'] as const) {
    const property = properties[name];
    if (property === undefined) continue;
    const at = path.child('properties').key(name);
    if (property.type !== wanted[name]) {
      errors.push(field.invalid(at.child('type'), property.type ?? '', `must be ${wanted[name]}`));
    }
  }
  for (const name of Object.keys(properties['metadata']?.properties ?? {})) {
    if (name === 'name' || name === 'generateName') continue;
    const why = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    errors.push(field.forbidden(path.child('properties').key('metadata'), why));
    return;
  }
}

function checkExtensions(errors: ErrorList, schema: JSONSchemaProps, path: Path): void {
  if (schema['x-kubernetes-int-or-string'] !== true) return;
  for (const name of ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const) {
    if (schema[name] !== true) continue;
    errors.push(field.invalid(path.child(name), true, 'must be false if x-kubernetes-int-or-string is true'));
  }
}

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];

/** Where types may stand after all: the two ways to write out that a value is an integer or a string. */
function intOrStringJunctors(schema: JSONSchemaProps): [anyOf: boolean, firstAllOf: boolean] {
  if (schema['x-kubernetes-int-or-string'] !== true) return [false, false];
  if (schema.anyOf?.length === 2 && deepEqual(schema.anyOf, INT_OR_STRING)) return [true, false];
  const first = schema.allOf?.[0]?.anyOf;
  return [false, first !== undefined && deepEqual(first, INT_OR_STRING)];
}

function checkJunctors(
  errors: ErrorList,
  schema: JSONSchemaProps,
  path: Path,
  skipAnyOf: boolean,
  skipFirstAllOf: boolean,
): void {
  if (!skipAnyOf) schema.anyOf?.forEach((one, i) => checkNested(errors, one, path.child('anyOf').index(i), false));
  schema.allOf?.forEach((one, i) => {
    checkNested(errors, one, path.child('allOf').index(i), skipFirstAllOf && i === 0);
  });
  schema.oneOf?.forEach((one, i) => checkNested(errors, one, path.child('oneOf').index(i), false));
  if (schema.not) checkNested(errors, schema.not, path.child('not'), false);
}

const IN_JUNCTORS: readonly (readonly [name: keyof JSONSchemaProps, must: string])[] = [
  ['type', 'empty'],
  ['additionalProperties', 'undefined'],
  ['default', 'undefined'],
  ['title', 'empty'],
  ['description', 'empty'],
  ['nullable', 'false'],
  ['x-kubernetes-preserve-unknown-fields', 'false'],
  ['x-kubernetes-embedded-resource', 'false'],
  ['x-kubernetes-int-or-string', 'false'],
  ['x-kubernetes-list-map-keys', 'empty'],
  ['x-kubernetes-list-type', 'undefined'],
  ['x-kubernetes-map-type', 'undefined'],
];

/** validateNestedValueValidation: inside a junctor there are conditions on values alone. */
function checkNested(errors: ErrorList, schema: JSONSchemaProps, path: Path, skipAnyOf: boolean): void {
  checkJunctors(errors, schema, path, skipAnyOf, false);
  if (isSchema(schema.items)) checkNested(errors, schema.items, path.child('items'), false);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    checkNested(errors, property, path.child('properties').key(name), false);
  }
  for (const [name, must] of IN_JUNCTORS) {
    const value = schema[name];
    if (value === undefined || value === false || value === '') continue;
    if (Array.isArray(value) && value.length === 0) continue;
    errors.push(field.forbidden(path.child(name), `must be ${must} to be structural`));
  }
  if (schema.properties !== undefined && Object.hasOwn(schema.properties, 'metadata')) {
    const why = 'must not be specified in a nested context';
    errors.push(field.forbidden(path.child('properties').key('metadata'), why));
  }
}

/** Whatever a junctor speaks of is in the skeleton. validateStructuralCompleteness */
function checkCompleteness(errors: ErrorList, schema: JSONSchemaProps, path: Path): void {
  for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const) {
    schema[junctor]?.forEach((one, i) => {
      checkIsCovered(errors, schema, one, path, path.child(junctor).index(i));
    });
  }
  if (schema.not) checkIsCovered(errors, schema, schema.not, path, path.child('not'));
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    checkCompleteness(errors, property, path.child('properties').key(name));
  }
  if (isSchema(schema.items)) checkCompleteness(errors, schema.items, path.child('items'));
  if (isSchema(schema.additionalProperties)) {
    checkCompleteness(errors, schema.additionalProperties, path.child('additionalProperties'));
  }
}

function checkIsCovered(
  errors: ErrorList,
  skeleton: JSONSchemaProps | undefined,
  nested: JSONSchemaProps,
  path: Path,
  where: Path,
): void {
  if (skeleton === undefined) {
    errors.push(field.required(path, `because it is defined in ${where.toString()}`));
    return;
  }
  for (const [name, property] of Object.entries(nested.properties ?? {})) {
    const own = skeleton.properties !== undefined && Object.hasOwn(skeleton.properties, name);
    const map = isSchema(skeleton.additionalProperties) ? skeleton.additionalProperties : undefined;
    const below = own ? skeleton.properties[name] : map;
    const [at, from] = [path.child('properties').key(name), where.child('properties').key(name)];
    checkIsCovered(errors, below, property, at, from);
  }
  if (isSchema(nested.items)) {
    const items = isSchema(skeleton.items) ? skeleton.items : undefined;
    checkIsCovered(errors, items, nested.items, path.child('items'), where.child('items'));
  }
  for (const junctor of ['allOf', 'anyOf', 'oneOf'] as const) {
    nested[junctor]?.forEach((one, i) => checkIsCovered(errors, skeleton, one, path, where.child(junctor).index(i)));
  }
  if (nested.not) checkIsCovered(errors, skeleton, nested.not, path, where.child('not'));
}
