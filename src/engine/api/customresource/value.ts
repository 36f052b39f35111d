import {
  deepEqual,
  type ErrorList,
  field,
  goQuote,
  isObject,
  type Json,
  newPath,
  type Path,
  type Regexps,
} from '../../apimachinery/index.ts';
import type { JSONSchemaProps } from '../customresourcedefinition/types.ts';
import { formatCheck } from './formats.ts';
import { goFloat } from './go-float.ts';
import { isSchema } from './structural.ts';

/**
 * What a value must be beside having the right fields: types, bounds, patterns, enums, and the junctors over them.
 * kube-openapi/pkg/validation/validate; the texts are kube-openapi/pkg/validation/errors', as
 * apiextensions-apiserver/pkg/apiserver/validation turns them into field errors.
 *
 * With an old value, what is as it was is not looked at again (ratcheting.go). Without a reader of regular expressions
 * patterns are not looked at.
 */
export function validateValue(
  value: unknown,
  schema: JSONSchemaProps,
  regexps: Regexps | undefined,
  base?: Path,
  old?: unknown,
): ErrorList {
  const errors: ErrorList = [];
  new ValueValidator(errors, regexps, base).check(value, schema, '', old);
  return errors;
}

class ValueValidator {
  readonly #errors: ErrorList;
  readonly #regexps: Regexps | undefined;
  readonly #base: Path | undefined;

  constructor(errors: ErrorList, regexps: Regexps | undefined, base: Path | undefined) {
    this.#errors = errors;
    this.#regexps = regexps;
    this.#base = base;
  }

  /** `path` as kube-openapi writes it: `.spec.list[0]`, '' at the root. `old` is undefined when nothing corresponds to the value. */
  check(value: unknown, schema: JSONSchemaProps, path: string, old: unknown): void {
    if (old !== undefined && (value === old || deepEqual(value, old))) return;
    this.#type(value, schema, path);
    if (value === null) {
      this.#enum(value, schema, path);
      return;
    }
    this.#junctors(value, schema, path, old);
    if (typeof value === 'string') this.#string(value, schema, path);
    else if (typeof value === 'number') this.#number(value, schema, path);
    else if (Array.isArray(value)) this.#list(value, schema, path, old);
    this.#enum(value, schema, path);
    if (isObject(value)) this.#object(value, schema, path, old);
  }

  #at(path: string): Path | undefined {
    const name = path.startsWith('.') ? path.slice(1) : path;
    if (name === '') return this.#base;
    return this.#base === undefined ? newPath(name) : this.#base.child(name);
  }

  #reject(path: string, value: unknown, text: string): void {
    this.#errors.push(field.invalid(this.#at(path), value, `${nameOf(path)} in body ${text}`));
  }

  #wrongType(path: string, wanted: string, found: string): void {
    const detail = `${nameOf(path)} in body must be of type ${wanted}: ${goQuote(found)}`;
    this.#errors.push(field.typeInvalid(this.#at(path), found, detail));
  }

  #type(value: unknown, schema: JSONSchemaProps, path: string): void {
    const { type = '', format = '' } = schema;
    if (value === null) {
      if (schema.nullable !== true && type !== '') this.#wrongType(path, type, 'null');
      return;
    }
    const intOrString = schema['x-kubernetes-int-or-string'] === true;
    const wanted = intOrString && type === '' ? 'integer,string' : type;
    if (wanted === '') return;
    const found = typeOf(value);
    const fits =
      wanted === found ||
      (intOrString && (found === 'integer' || found === 'string')) ||
      (wanted === 'number' && found === 'integer');
    if (fits) return;
    const numeric = wanted === 'number' || wanted === 'integer';
    const byItself = found === 'string' || found === 'array';
    if (format !== '' && !byItself) this.#wrongType(path, format, formatOf(found));
    else if (numeric || format === '' || !byItself) this.#wrongType(path, wanted, found);
  }

  #string(value: string, schema: JSONSchemaProps, path: string): void {
    const { maxLength, minLength, pattern, format } = schema;
    if (maxLength !== undefined || minLength !== undefined) {
      const length = runes(value);
      if (maxLength !== undefined && length > maxLength) {
        this.#errors.push(field.tooLong(this.#at(path), maxLength));
        return;
      }
      if (minLength !== undefined && length < minLength) {
        this.#reject(path, value, `should be at least ${minLength} chars long`);
        return;
      }
    }
    if (pattern !== undefined && pattern !== '') this.#pattern(value, pattern, path);
    if (format === undefined || format === '') return;
    const check = formatCheck(format);
    if (check !== undefined && !check(value)) {
      const detail = `${nameOf(path)} in body must be of type ${format}: ${goQuote(value)}`;
      this.#errors.push(field.typeInvalid(this.#at(path), value, detail));
    }
  }

  #pattern(value: string, pattern: string, path: string): void {
    const regexp = this.#regexps?.compileRegexp(pattern);
    if (regexp?.ok === false) {
      this.#reject(path, value, `should match '${pattern}, but pattern is invalid: ${regexp.message}'`);
    } else if (regexp?.test(value) === false) this.#reject(path, value, `should match '${pattern}'`);
  }

  #number(value: number, schema: JSONSchemaProps, path: string): void {
    const { multipleOf, maximum, minimum, exclusiveMaximum = false, exclusiveMinimum = false } = schema;
    if (multipleOf !== undefined && !Number.isInteger(value / multipleOf)) {
      this.#reject(path, value, `should be a multiple of ${goFloat(multipleOf)}`);
    }
    if (maximum !== undefined && (value > maximum || (exclusiveMaximum && value === maximum))) {
      const than = exclusiveMaximum ? 'less than' : 'less than or equal to';
      this.#reject(path, value, `should be ${than} ${goFloat(maximum)}`);
    }
    if (minimum !== undefined && (value < minimum || (exclusiveMinimum && value === minimum))) {
      const than = exclusiveMinimum ? 'greater than' : 'greater than or equal to';
      this.#reject(path, value, `should be ${than} ${goFloat(minimum)}`);
    }
  }

  #enum(value: unknown, schema: JSONSchemaProps, path: string): void {
    const allowed = schema.enum;
    if (allowed === undefined || allowed.length === 0) return;
    if (value === null && schema.nullable === true) return;
    if (allowed.some((one) => deepEqual(one, value))) return;
    const texts = allowed.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
    this.#errors.push(field.notSupported(this.#at(path), value, texts));
  }

  #list(list: readonly unknown[], schema: JSONSchemaProps, path: string, old: unknown): void {
    const { items, minItems, maxItems, uniqueItems } = schema;
    if (isSchema(items)) {
      const before = correlated(schema, old);
      list.forEach((item, i) => this.check(item, items, `${path}[${i}]`, before?.(item)));
    }
    if (minItems !== undefined && list.length < minItems) {
      this.#reject(path, list.length, `should have at least ${minItems} items`);
    }
    if (maxItems !== undefined && list.length > maxItems) {
      this.#errors.push(field.tooMany(this.#at(path), list.length, maxItems));
    }
    if (uniqueItems === true && list.some((item, i) => list.slice(0, i).some((other) => deepEqual(item, other)))) {
      this.#reject(path, list, "shouldn't contain duplicates");
    }
  }

  #object(object: Json, schema: JSONSchemaProps, path: string, old: unknown): void {
    const { properties, additionalProperties, required, minProperties, maxProperties } = schema;
    const count = Object.keys(object).length;
    if (minProperties !== undefined && count < minProperties) {
      this.#reject(path, count, `should have at least ${minProperties} properties`);
      return;
    }
    if (maxProperties !== undefined && count > maxProperties) {
      this.#errors.push(field.tooMany(this.#at(path), count, maxProperties));
      return;
    }
    const before = isObject(old) ? old : undefined;
    for (const key of Object.keys(object)) {
      const known = properties !== undefined && Object.hasOwn(properties, key);
      const below = known ? properties[key] : isSchema(additionalProperties) ? additionalProperties : undefined;
      const was = before !== undefined && Object.hasOwn(before, key) ? before[key] : undefined;
      if (below !== undefined) this.check(object[key], below, `${path}.${key}`, was);
      else if (!known && additionalProperties === false) {
        this.#reject(`${path}.${key}`, '', `is a forbidden property`);
      }
    }
    for (const key of required ?? []) {
      if (!Object.hasOwn(object, key)) this.#errors.push(field.required(this.#at(`${path}.${key}`)));
    }
  }

  #junctors(value: unknown, schema: JSONSchemaProps, path: string, old: unknown): void {
    const { anyOf, oneOf, allOf, not } = schema;
    if (anyOf !== undefined && anyOf.length > 0) {
      const results = this.#each(anyOf, value, path, old);
      if (!results.some((errors) => errors.length === 0)) {
        this.#junctor(path, 'must validate at least one schema (anyOf)');
        this.#errors.push(...fewest(results));
      }
    }
    if (oneOf !== undefined && oneOf.length > 0) {
      const results = this.#each(oneOf, value, path, old);
      const valid = results.filter((errors) => errors.length === 0).length;
      if (valid !== 1) {
        const found = valid === 0 ? 'Found none valid' : `Found ${valid} valid alternatives`;
        this.#junctor(path, `must validate one and only one schema (oneOf). ${found}`);
        if (valid === 0) this.#errors.push(...fewest(results));
      }
    }
    if (allOf !== undefined && allOf.length > 0) {
      const results = this.#each(allOf, value, path, old);
      const valid = results.filter((errors) => errors.length === 0).length;
      for (const errors of results) this.#errors.push(...errors);
      if (valid < allOf.length) {
        this.#junctor(path, `must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`);
      }
    }
    if (not !== undefined && this.#each([not], value, path, old)[0]?.length === 0) {
      this.#junctor(path, 'must not validate the schema (not)');
    }
  }

  /** These are not about one field, so upstream knows no place for them. */
  #junctor(path: string, text: string): void {
    this.#errors.push(field.invalid(this.#base, '', `${goQuote(nameOf(path))} ${text}`));
  }

  #each(schemas: readonly JSONSchemaProps[], value: unknown, path: string, old: unknown): ErrorList[] {
    return schemas.map((schema) => {
      const errors: ErrorList = [];
      new ValueValidator(errors, this.#regexps, this.#base).check(value, schema, path, old);
      return errors;
    });
  }
}

/** The failures of the alternative that came closest. */
function fewest(results: readonly ErrorList[]): ErrorList {
  let best = results[0] ?? [];
  for (const errors of results) if (errors.length < best.length) best = errors;
  return best;
}

function nameOf(path: string): string {
  return path.startsWith('.') ? path.slice(1) : path;
}

function typeOf(value: unknown): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}

function formatOf(found: string): string {
  if (found === 'integer') return 'int64';
  return found === 'number' ? 'double' : '';
}

function runes(text: string): number {
  let count = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 0xdc00 || unit > 0xdfff) count++;
  }
  return count;
}

/** Finds the item that an item was before, in a list whose items have keys; undefined for other lists. */
function correlated(schema: JSONSchemaProps, old: unknown): ((item: unknown) => unknown) | undefined {
  const keys = schema['x-kubernetes-list-map-keys'];
  if (!Array.isArray(old) || schema['x-kubernetes-list-type'] !== 'map' || keys === undefined) return undefined;
  const identity = (item: unknown): string =>
    isObject(item) ? JSON.stringify(keys.map((key) => (Object.hasOwn(item, key) ? item[key] : null))) : '';
  const before = new Map<string, unknown>(old.map((item) => [identity(item), item]));
  return (item) => before.get(identity(item));
}
