import { type Cel, deepEqual, type ErrorList, field, isObject, type Path } from '../../apimachinery/index.ts';
import { validateListTypes } from '../customresource/list-types.ts';
import { prune } from '../customresource/pruning.ts';
import { isSchema, structuralOf, type Structural } from '../customresource/structural.ts';
import { validateValue } from '../customresource/value.ts';
import type { CustomResourceDefinitionSpec, CustomResourceDefinitionVersion, JSONSchemaProps } from './types.ts';
import { checkListAndMapTypes } from './validation-list-types.ts';
import { checkPatterns } from './validation-patterns.ts';
import { checkRules, checkRuleTexts } from './validation-rules.ts';
import { isStructural, validateStructural } from './validation-structural.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** What may stand at the root when the status is a subresource of its own, by the names of the Go struct. */
const AT_ROOT: Readonly<Record<string, string>> = {
  description: 'Description',
  type: 'Type',
  format: 'Format',
  title: 'Title',
  maximum: 'Maximum',
  exclusiveMaximum: 'ExclusiveMaximum',
  minimum: 'Minimum',
  exclusiveMinimum: 'ExclusiveMinimum',
  maxLength: 'MaxLength',
  minLength: 'MinLength',
  pattern: 'Pattern',
  maxItems: 'MaxItems',
  minItems: 'MinItems',
  uniqueItems: 'UniqueItems',
  multipleOf: 'MultipleOf',
  required: 'Required',
  items: 'Items',
  properties: 'Properties',
  externalDocs: 'ExternalDocs',
  example: 'Example',
  'x-kubernetes-preserve-unknown-fields': 'XPreserveUnknownFields',
  'x-kubernetes-validations': 'XValidations',
};

/** validateCustomResourceDefinitionValidation: of one version, or of all that are alike. */
export function checkSchema(
  errors: ErrorList,
  validation: CustomResourceDefinitionVersion['schema'],
  hasStatus: boolean,
  spec: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec | undefined,
  path: Path,
  cel: Cel | undefined,
): void {
  const schema = validation?.openAPIV3Schema;
  if (schema === undefined) return;
  const at = path.child('openAPIV3Schema');
  if (hasStatus) checkRoot(errors, schema, path);
  if (schema.nullable === true) {
    errors.push(field.forbidden(path.child('openAPIV3Schema.nullable'), 'nullable cannot be true at the root'));
  }
  const mayStayAsItWas =
    old !== undefined && !old.versions.every((version) => isStructural(version.schema?.openAPIV3Schema));
  let structural: Structural | undefined;
  if (!mayStayAsItWas || spec.preserveUnknownFields !== true) {
    const wrong = validateStructural(schema, at);
    if (cel !== undefined) checkPatterns(wrong, schema, at, cel);
    errors.push(...wrong);
    if (wrong.length === 0) {
      const found = structuralOf(schema);
      const defaults: ErrorList = [];
      checkDefaults(defaults, found, at, true, cel);
      errors.push(...defaults);
      if (defaults.length === 0) structural = found;
    }
  }
  const before = errors.length;
  new SchemaChecker(errors).check(schema, at, { isRoot: true });
  if (errors.length === before && structural !== undefined && cel !== undefined)
    checkRules(errors, structural, at, cel);
}

function checkRoot(errors: ErrorList, schema: JSONSchemaProps, path: Path): void {
  for (const key of Object.keys(schema)) {
    if (key === 'type' && schema.type !== 'object') {
      const why = 'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
      errors.push(field.invalid(path.child('openAPIV3Schema.type'), schema.type, why));
      return;
    }
    if (Object.hasOwn(AT_ROOT, key)) continue;
    const allowed = Object.values(AT_ROOT).join(' ');
    const why = `only [${allowed}] fields are allowed at the root of the schema if the status subresource is enabled`;
    errors.push(field.invalid(path.child('openAPIV3Schema'), schema, why));
    return;
  }
}

/** A default must itself be what the schema asks for. apiserver/schema/defaulting/validation.go */
function checkDefaults(
  errors: ErrorList,
  structural: Structural,
  path: Path,
  isRoot: boolean,
  cel: Cel | undefined,
): void {
  if (!structural.hasDefaults) return;
  const value = structural.default;
  if (value !== undefined) {
    const at = path.child('default');
    if (isObject(value) && !deepEqual(prune(value, structural, []), value)) {
      errors.push(field.invalid(at, value, 'must not have unspecified fields'));
    } else {
      errors.push(...validateValue(value, structural.schema, cel, at), ...validateListTypes(value, structural));
    }
    return;
  }
  for (const [name, property] of structural.properties) {
    if (isRoot && META.has(name)) continue;
    checkDefaults(errors, property, path.child('properties').key(name), false, cel);
  }
  if (structural.items) checkDefaults(errors, structural.items, path.child('items'), false, cel);
  if (typeof structural.additional === 'object') {
    checkDefaults(errors, structural.additional, path.child('additionalProperties'), false, cel);
  }
}

const META = new Set(['apiVersion', 'kind', 'metadata']);

/** What is known of a place in a schema from the places above it. */
interface Surroundings {
  readonly isRoot?: boolean;
  /** Why there may be no defaults. */
  readonly noDefaults?: string | undefined;
  readonly insideMeta?: boolean | undefined;
}

class SchemaChecker {
  readonly #errors: ErrorList;

  constructor(errors: ErrorList) {
    this.#errors = errors;
  }

  /** ValidateCustomResourceDefinitionOpenAPISchema. */
  check(schema: JSONSchemaProps, path: Path, around: Surroundings): void {
    const below: Surroundings = { noDefaults: around.noDefaults, insideMeta: around.insideMeta };
    this.#checkWords(schema, path, around);
    if (schema.uniqueItems === true) {
      const why = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
      this.#errors.push(field.forbidden(path.child('uniqueItems'), why));
    }
    this.#checkAdditional(schema, path, below);
    for (const [name, property] of Object.entries(schema.properties ?? {})) {
      const inMeta = (around.isRoot === true || schema['x-kubernetes-embedded-resource'] === true) && META.has(name);
      const noDefaults = around.isRoot === true && inMeta ? `in top-level ${name}` : below.noDefaults;
      const insideMeta = inMeta ? true : below.insideMeta;
      this.check(property, path.child('properties').key(name), { noDefaults, insideMeta });
    }
    if (schema.not) this.check(schema.not, path.child('not'), below);
    for (const junctor of ['allOf', 'oneOf', 'anyOf'] as const) {
      schema[junctor]?.forEach((one, i) => this.check(one, path.child(junctor).index(i), below));
    }
    if (isSchema(schema.items)) this.check(schema.items, path.child('items'), below);
    if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
      const at = path.child('x-kubernetes-preserve-unknown-fields');
      this.#errors.push(field.invalid(at, false, 'must be true or undefined'));
    }
    checkListAndMapTypes(this.#errors, schema, path);
    checkRuleTexts(this.#errors, schema, path);
  }

  #checkAdditional(schema: JSONSchemaProps, path: Path, below: Surroundings): void {
    const { additionalProperties, properties } = schema;
    if (additionalProperties === undefined) return;
    const at = path.child('additionalProperties');
    if (properties !== undefined && Object.keys(properties).length > 0 && additionalProperties !== true) {
      this.#errors.push(field.forbidden(at, 'additionalProperties and properties are mutual exclusive'));
    }
    if (typeof additionalProperties !== 'object') return;
    const why = 'inside additionalProperties applying to object metadata';
    this.check(additionalProperties, at, below.insideMeta === true ? { ...below, noDefaults: why } : below);
  }

  /** specStandardValidatorV3. */
  #checkWords(schema: JSONSchemaProps, path: Path, around: Surroundings): void {
    const forbid = (name: string, why: string): number => this.#errors.push(field.forbidden(path.child(name), why));
    const { type = '' } = schema;
    if (type !== '' && !TYPES.includes(type)) this.#errors.push(field.notSupported(path.child('type'), type, TYPES));
    if (schema.default !== undefined && around.noDefaults !== undefined) {
      forbid('default', `must not be set ${around.noDefaults}`);
    }
    if (schema.id) forbid('id', 'id is not supported');
    if (schema.additionalItems !== undefined) forbid('additionalItems', 'additionalItems is not supported');
    for (const name of ['patternProperties', 'definitions'] as const) {
      const map = schema[name];
      if (map !== undefined && Object.keys(map).length > 0) forbid(name, `${name} is not supported`);
    }
    if (schema.dependencies !== undefined) forbid('dependencies', 'dependencies is not supported');
    if (schema.$ref !== undefined) forbid('$ref', '$ref is not supported');
    if (type === 'null') forbid('type', 'type cannot be set to null, use nullable as an alternative');
    if (Array.isArray(schema.items)) forbid('items', 'items must be a schema object and not an array');
    if (around.insideMeta === true && schema['x-kubernetes-embedded-resource'] === true) {
      forbid('x-kubernetes-embedded-resource', 'must not be used inside of resource meta');
    }
  }
}

/** Whether some schema of the definition, or a part of one, is such. */
export function specHas(spec: CustomResourceDefinitionSpec, such: (schema: JSONSchemaProps) => boolean): boolean {
  return spec.versions.some(({ schema }) => schema?.openAPIV3Schema !== undefined && has(schema.openAPIV3Schema, such));
}

function has(schema: JSONSchemaProps, such: (schema: JSONSchemaProps) => boolean): boolean {
  if (such(schema)) return true;
  const { items, additionalProperties, not, allOf = [], oneOf = [], anyOf = [], properties = {} } = schema;
  const parts = [items, additionalProperties, not, ...allOf, ...oneOf, ...anyOf, ...Object.values(properties)];
  return parts.some((part) => isSchema(part) && has(part, such));
}
