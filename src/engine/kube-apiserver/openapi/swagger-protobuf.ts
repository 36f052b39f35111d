import { encodeUTF8 } from '../../apimachinery/index.ts';
import type { Schema } from './schemas.ts';

/** The media type that kubectl and client-go ask OpenAPI 2 in. */
export const SWAGGER_PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';

/**
 * OpenAPI 2 as gnostic's protobuf (openapiv2/OpenAPIv2.proto), a character for each byte. Responses are left out: nobody who
 * reads this form looks at them.
 */
export function encodeSwagger(document: Schema): string {
  const info = document.info as Schema;
  const paths = entries(document.paths).map(([path, item]) => message(2, named(path, pathItem(item as Schema))));
  const definitions = entries(document.definitions).map(([name, schema]) =>
    message(1, namedSchema(name, schema as Schema)),
  );
  return (
    text(1, document.swagger) +
    message(2, text(1, info.title) + text(2, info.version)) +
    message(8, paths.join('')) +
    message(9, definitions.join(''))
  );
}

const OPERATIONS: readonly (readonly [string, number])[] = [
  ['get', 2],
  ['put', 3],
  ['post', 4],
  ['delete', 5],
  ['patch', 8],
];

function pathItem(item: Schema): string {
  const operations = OPERATIONS.map(([verb, number]) =>
    item[verb] === undefined ? '' : message(number, operation(item[verb] as Schema)),
  );
  return operations.join('') + list(item.parameters, (parameter) => message(9, parameterItem(parameter)));
}

function operation(asked: Schema): string {
  return (
    list(asked.produces, (type) => text(6, type)) +
    list(asked.consumes, (type) => text(7, type)) +
    list(asked.parameters, (parameter) => message(8, parameterItem(parameter))) +
    list(asked.schemes, (scheme) => text(10, scheme)) +
    extensions(asked, 13)
  );
}

/** ParametersItem{Parameter{BodyParameter | NonBodyParameter{query | path}}} */
function parameterItem(item: unknown): string {
  const { name, in: place, description, required, schema, type, uniqueItems } = item as Schema;
  if (place === 'body') {
    const body = text(1, description) + text(2, name) + text(3, place) + flag(4, required);
    return message(1, message(1, body + message(5, schemaOf(schema as Schema))));
  }
  const common = flag(1, required) + text(2, place) + text(3, description) + text(4, name);
  const query = place === 'query';
  const own = query ? text(6, type) + flag(18, uniqueItems) : text(5, type) + flag(17, uniqueItems);
  return message(1, message(2, message(query ? 3 : 4, common + own)));
}

function schemaOf(schema: Schema): string {
  const { additionalProperties, items, properties } = schema;
  return (
    text(1, schema.$ref) +
    text(2, schema.format) +
    text(4, schema.description) +
    list(schema.required, (name) => text(19, name)) +
    list(schema.enum, (value) => message(20, any(value))) +
    (isSchema(additionalProperties) ? message(21, message(1, schemaOf(additionalProperties))) : '') +
    (typeof schema.type === 'string' ? message(22, text(1, schema.type)) : '') +
    (isSchema(items) ? message(23, message(1, schemaOf(items))) : '') +
    (isSchema(properties)
      ? message(
          25,
          entries(properties)
            .map(([name, one]) => message(1, namedSchema(name, one as Schema)))
            .join(''),
        )
      : '') +
    extensions(schema, 31)
  );
}

function namedSchema(name: string, schema: Schema): string {
  return named(name, schemaOf(schema));
}

function named(name: string, value: string): string {
  return text(1, name) + message(2, value);
}

function extensions(of: Schema, number: number): string {
  let all = '';
  for (const name of Object.keys(of)) if (name.startsWith('x-')) all += message(number, named(name, any(of[name])));
  return all;
}

/** Any{yaml}: JSON is YAML. */
function any(value: unknown): string {
  return text(2, JSON.stringify(value));
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null;
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return Object.entries(value as Schema);
}

function list(value: unknown, write: (item: unknown) => string): string {
  return Array.isArray(value) ? value.map(write).join('') : '';
}

function text(number: number, value: unknown): string {
  return typeof value === 'string' && value !== '' ? message(number, binary(value)) : '';
}

function flag(number: number, value: unknown): string {
  return value === true ? varint(number << 3) + '\u0001' : '';
}

function message(number: number, content: string): string {
  return varint((number << 3) | 2) + varint(content.length) + content;
}

function varint(value: number): string {
  let out = '';
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out += String.fromCharCode((rest & 127) | 128);
  return out + String.fromCharCode(rest);
}

/** UTF-8, a character for each byte. */
function binary(value: string): string {
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) < 128) continue;
    let out = '';
    for (const byte of encodeUTF8(value)) out += String.fromCharCode(byte);
    return out;
  }
  return value;
}
