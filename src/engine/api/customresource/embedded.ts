import {
  type ErrorList,
  field,
  isObject,
  type Json,
  newPath,
  type ObjectMeta,
  type Path,
} from '../../apimachinery/index.ts';
import type { Decoder } from '../schema/decoder.ts';
import { validateMeta } from '../validate.ts';
import { schemaOfKey, type Structural } from './structural.ts';
import { mapList, mapObject } from './walk.ts';

/** Reads metadata as the type that it is everywhere; its unknown fields go. apiserver/schema/objectmeta/algorithm.go */
export function coerceMetadata(object: Json, structural: Structural, decoder: Decoder): Json {
  const metadata = object['metadata'];
  const coerced =
    metadata === undefined || metadata === null ? metadata : decoder.decodeField(metadata, 'ObjectMeta', 'metadata');
  const own = coerced === metadata ? object : { ...object, metadata: coerced };
  return structural.hasEmbedded ? (coerceBelow(own, structural, decoder, '') as Json) : own;
}

function coerceBelow(value: unknown, structural: Structural, decoder: Decoder, at: string): unknown {
  if (!structural.hasEmbedded) return value;
  if (Array.isArray(value)) {
    const { items } = structural;
    return items === undefined ? value : mapList(value, (item, i) => coerceBelow(item, items, decoder, `${at}[${i}]`));
  }
  if (!isObject(value)) return value;
  return mapObject(value, (field, key) => {
    const path = at === '' ? key : `${at}.${key}`;
    if (structural.embeddedResource && key === 'metadata' && isObject(field)) {
      return decoder.decodeField(field, 'ObjectMeta', path);
    }
    const schema = schemaOfKey(structural, key);
    return schema === undefined ? field : coerceBelow(field, schema, decoder, path);
  });
}

/** A resource in a resource says what it is. apiserver/schema/objectmeta/validation.go */
export function validateEmbedded(object: Json, structural: Structural): ErrorList {
  const errors: ErrorList = [];
  if (structural.hasEmbedded) check(errors, object, structural, undefined, true);
  return errors;
}

function check(
  errors: ErrorList,
  value: unknown,
  structural: Structural,
  path: Path | undefined,
  isRoot: boolean,
): void {
  if (!structural.hasEmbedded) return;
  if (Array.isArray(value)) {
    const { items } = structural;
    if (items) value.forEach((item, i) => check(errors, item, items, (path ?? newPath('')).index(i), false));
    return;
  }
  if (!isObject(value)) return;
  if (structural.embeddedResource && !isRoot) checkResource(errors, value, path ?? newPath(''));
  for (const key of Object.keys(value)) {
    const schema = schemaOfKey(structural, key);
    if (schema === undefined) continue;
    const known = structural.properties.has(key);
    check(
      errors,
      value[key],
      schema,
      path === undefined ? newPath(key) : known ? path.child(key) : path.key(key),
      false,
    );
  }
}

function checkResource(errors: ErrorList, object: Json, path: Path): void {
  for (const name of ['apiVersion', 'kind']) {
    const value = object[name];
    if (value === undefined || value === '') errors.push(field.required(path.child(name), 'must not be empty'));
  }
  const { metadata } = object;
  if (!isObject(metadata)) return;
  const named = { name: 'fake', ...metadata } as unknown as ObjectMeta;
  for (const error of validateMeta(named, named.namespace !== undefined)) {
    errors.push(field.invalid(path.child(error.field), error.badValue, error.detail));
  }
}
