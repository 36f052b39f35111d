import {
  apiVersionOf,
  newBadRequest,
  type ApiObject,
  type GroupVersionKind,
  type StatusError,
} from '../apimachinery/index.ts';
import type { ObjectDecoder } from './kind.ts';
import { Decoder } from './schema/decoder.ts';
import { duplicateFields } from './schema/duplicates.ts';
import { ROOTS } from './schema/generated/schemas.ts';
import { goType } from './schema/go-types.ts';

export interface Decoded {
  readonly object: ApiObject;
  /** `unknown field "spec.foo"`, `duplicate field "spec.replicas"`: refused, warned of or ignored, as fieldValidation says. */
  readonly strictErrors: readonly string[];
}

function refuse(found: GroupVersionKind, expected: GroupVersionKind, why: string): StatusError {
  return newBadRequest(`${found.kind} in version "${found.version}" cannot be handled as a ${expected.kind}: ${why}`);
}

function kindOf(body: Readonly<Record<string, unknown>>, expected: GroupVersionKind): GroupVersionKind {
  const apiVersion = typeof body['apiVersion'] === 'string' ? body['apiVersion'] : '';
  const slash = apiVersion.indexOf('/');
  const kind = typeof body['kind'] === 'string' && body['kind'] !== '' ? body['kind'] : expected.kind;
  if (apiVersion === '') return { ...expected, kind };
  return { group: slash < 0 ? '' : apiVersion.slice(0, slash), version: apiVersion.slice(slash + 1), kind };
}

/**
 * Reads the body of a create or an update (apiserver/pkg/endpoints/handlers/create.go): what is not said of apiVersion and
 * kind is taken from where it was sent. Throws a StatusError in the server's own words. With the text at hand, fields that
 * stand twice are found too. `unstructured`: what a strategic merge patch made, of which wrong types are told in other words.
 */
export function decodeObject(
  body: unknown,
  expected: GroupVersionKind,
  text?: string,
  reader?: ObjectDecoder,
  unstructured = false,
): Decoded {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    const what = Array.isArray(body) ? 'array' : body === null ? 'null' : typeof body;
    const why = `json: cannot unmarshal ${what} into Go value of type ${goType(expected.kind, '', '')}`;
    throw refuse(expected, expected, why);
  }
  const fields = body as Readonly<Record<string, unknown>>;
  const found = kindOf(fields, expected);
  const [own, wanted] = [apiVersionOf(found), apiVersionOf(expected)];
  if (own !== wanted) {
    throw newBadRequest(`the API version in the data (${own}) does not match the expected API version (${wanted})`);
  }
  if (found.kind !== expected.kind && reader === undefined) {
    const group = expected.group === '' ? 'core' : expected.group.split('.')[0];
    const why = `converting (v1.${found.kind}) to (${group}.${expected.kind}): unknown conversion`;
    throw refuse(found, expected, why);
  }
  const read =
    reader === undefined ? decodeByTable(fields, `${wanted}/${expected.kind}`, unstructured) : reader(fields);
  if (read === undefined) return { object: body as ApiObject, strictErrors: [] };
  if (read.error !== undefined) throw refuse(found, expected, read.error);
  const decoded = read.object as unknown as ApiObject;
  const duplicates = text === undefined ? [] : duplicateFields(text).map((path) => `duplicate field "${path}"`);
  const complete = fields['apiVersion'] === wanted && fields['kind'] === found.kind;
  const object = complete ? decoded : { ...decoded, apiVersion: wanted, kind: found.kind };
  return {
    object: object.metadata === undefined ? { ...object, metadata: {} as ApiObject['metadata'] } : object,
    strictErrors: [...duplicates, ...read.strict],
  };
}

function decodeByTable(
  fields: Readonly<Record<string, unknown>>,
  type: string,
  unstructured: boolean,
): ReturnType<ObjectDecoder> | undefined {
  const root = ROOTS[type];
  if (root === undefined) return undefined;
  const decoder = new Decoder(unstructured);
  const object = decoder.decode(fields, root) as Readonly<Record<string, unknown>>;
  return { object, strict: decoder.strict, error: decoder.error };
}

/** What `fieldValidation=Strict` answers. */
export function strictDecodingError(expected: GroupVersionKind, errors: readonly string[]): StatusError {
  return refuse(expected, expected, `strict decoding error: ${errors.join(', ')}`);
}
