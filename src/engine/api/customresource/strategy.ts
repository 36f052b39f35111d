import {
  type ApiObject,
  type Cel,
  deepEqual,
  type ErrorList,
  type ErrorType,
  field,
  type Json,
  nameIsDNSSubdomain,
  newPath,
  validateObjectMeta,
  validateObjectMetaUpdate,
} from '../../apimachinery/index.ts';
import type { CustomResourceDefinitionVersion } from '../customresourcedefinition/types.ts';
import type { Strategy, Subresources } from '../kind.ts';
import { withGeneration, withMeta } from '../strategies.ts';
import { METADATA } from '../validate.ts';
import { validateEmbedded } from './embedded.ts';
import { validateListTypes } from './list-types.ts';
import { validateRules } from './rules.ts';
import { validateScale } from './scale.ts';
import type { Structural } from './structural.ts';
import { validateValue } from './value.ts';

/** One served version of a CustomResourceDefinition, as far as writing its objects goes. */
export interface Rules {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly version: CustomResourceDefinitionVersion;
  readonly structural: Structural;
  readonly cel: Cel | undefined;
  readonly deprecation: string | undefined;
}

/** customResourceStrategy. apiextensions-apiserver/pkg/registry/customresource/strategy.go */
export function strategyOf(rules: Rules): Strategy<ApiObject> {
  const hasStatus = rules.version.subresources?.status !== undefined;
  const warnings = rules.deprecation === undefined ? undefined : [rules.deprecation];
  return {
    prepareForCreate: (object) => withGeneration(hasStatus ? without(object, 'status') : object, 1),
    validateCreate: (object) => validateCreate(rules, object),
    prepareForUpdate: (object, old) => {
      const next = hasStatus ? keepStatus(object, old) : object;
      const generation = old.metadata.generation ?? 0;
      return withGeneration(next, sameBesidesMetadata(next, old) ? old.metadata.generation : generation + 1);
    },
    validateUpdate: (object, old) => validateUpdate(rules, object, old),
    ...(warnings && { warnings: () => warnings }),
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
  };
}

/** statusStrategy: only the status is taken from what is sent. status_strategy.go */
export function statusOf(rules: Rules): Subresources<ApiObject>['status'] {
  if (rules.version.subresources?.status === undefined) return undefined;
  return {
    prepareForUpdate: (object, old) => {
      const { managedFields } = object.metadata;
      const kept = { ...keepStatus(old, object) };
      return managedFields === undefined ? { ...kept, metadata: old.metadata } : withMeta(kept, { managedFields });
    },
    validateUpdate: (object, old) => {
      const errors = [
        ...validateType(rules, object),
        ...validateObjectMetaUpdate(object.metadata, old.metadata, METADATA),
      ];
      const status = rules.structural.properties.get('status');
      if (status !== undefined && object.status !== undefined) {
        errors.push(...validateValue(object.status, status.schema, rules.cel, newPath('status'), old.status));
      }
      errors.push(...validateScale(object, rules.version.subresources?.scale, 'status'));
      return finish(rules, errors, object, old);
    },
  };
}

function without(object: ApiObject, name: 'status'): ApiObject {
  if (!Object.hasOwn(object, name)) return object;
  const { [name]: _, ...rest } = object;
  return rest;
}

/** `object` with the status of `other`. */
function keepStatus(object: ApiObject, other: ApiObject): ApiObject {
  if (!Object.hasOwn(other, 'status')) return without(object, 'status');
  return object.status === other.status ? object : { ...object, status: other.status };
}

function sameBesidesMetadata(a: ApiObject, b: ApiObject): boolean {
  const [x, y] = [a as unknown as Json, b as unknown as Json];
  for (const key of Object.keys(x)) {
    if (key !== 'metadata' && x[key] !== y[key] && !deepEqual(x[key], y[key])) return false;
  }
  return Object.keys(y).every((key) => Object.hasOwn(x, key));
}

/** What is stored says what it is. validator.go ValidateTypeMeta */
function validateType(rules: Rules, object: ApiObject): ErrorList {
  const errors: ErrorList = [];
  if (object.kind !== rules.kind) {
    errors.push(field.invalid(newPath('kind'), object.kind, `must be ${rules.kind}`));
  }
  if (groupOf(object.apiVersion) !== groupOf(rules.apiVersion)) {
    errors.push(field.invalid(newPath('apiVersion'), object.apiVersion, `must be ${rules.apiVersion}`));
  }
  return errors;
}

const groupOf = (apiVersion: string): string => apiVersion.slice(0, apiVersion.indexOf('/'));

function validateCreate(rules: Rules, object: ApiObject): ErrorList {
  const wrongType = validateType(rules, object);
  if (wrongType.length > 0) return wrongType;
  const { structural, version } = rules;
  const scale = version.subresources?.scale;
  const errors = [
    ...validateObjectMeta(object.metadata, rules.namespaced, nameIsDNSSubdomain, METADATA),
    ...validateValue(object, structural.schema, rules.cel),
    ...validateScale(object, scale, 'spec'),
    ...validateScale(object, scale, 'status'),
    ...validateEmbedded(object as unknown as Json, structural),
  ];
  return finish(rules, errors, object, undefined);
}

function validateUpdate(rules: Rules, object: ApiObject, old: ApiObject): ErrorList {
  const wrongType = validateType(rules, object);
  if (wrongType.length > 0) return wrongType;
  const { structural, version } = rules;
  const scale = version.subresources?.scale;
  const errors = [
    ...validateObjectMetaUpdate(object.metadata, old.metadata, METADATA),
    ...validateValue(object, structural.schema, rules.cel, undefined, old),
    ...validateScale(object, scale, 'spec'),
    ...validateScale(object, scale, 'status'),
    ...validateEmbedded(object as unknown as Json, structural),
  ];
  return finish(rules, errors, object, old);
}

/** Errors after which rules would only tell what is known. */
const BLOCKING = new Set<ErrorType>([
  'FieldValueNotSupported',
  'FieldValueRequired',
  'FieldValueTooLong',
  'FieldValueDuplicate',
  'FieldValueTypeInvalid',
]);
const NOT_CHECKED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';

/** Lists and rules come after the schema; lists that were wrong before may stay as they were. */
function finish(rules: Rules, errors: ErrorList, object: ApiObject, old: ApiObject | undefined): ErrorList {
  const { structural, cel } = rules;
  if (old === undefined || validateListTypes(old, structural).length === 0) {
    errors.push(...validateListTypes(object, structural));
  }
  if (cel === undefined || !structural.hasRules) return errors;
  if (errors.some(({ type }) => BLOCKING.has(type))) errors.push(field.invalid(undefined, null, NOT_CHECKED));
  else errors.push(...validateRules(cel, structural, object, old));
  return errors;
}
