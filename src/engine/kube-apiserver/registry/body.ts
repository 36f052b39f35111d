import { decodeObject as decodeStrictly, strictDecodingError, type Decoded } from '../../api/index.ts';
import {
  apiVersionOf,
  field,
  newBadRequest,
  newInvalid,
  newPath,
  newRequestEntityTooLargeError,
  newUnsupportedMediaTypeError,
  StatusError,
  type ApiObject,
} from '../../apimachinery/index.ts';
import { RawBody } from '../raw-body.ts';
import type { RequestContext, ServedResource } from '../request-context.ts';
import { JSONSyntaxError, parseJSON } from './parse-json.ts';

type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The apiserver's own limit on what it reads. apiserver/pkg/server/config.go MaxRequestBodyBytes */
const MAX_REQUEST_BODY = 3 * 1024 * 1024;

/** The body as JSON. `what` is the Go type it would be decoded into, for the text of a refusal. */
export function bodyAsJson(body: unknown, what: string): unknown {
  if (!(body instanceof RawBody)) return body;
  if (body.text.length > MAX_REQUEST_BODY) throw newRequestEntityTooLargeError(`limit is ${MAX_REQUEST_BODY}`);
  if (body.text === '') return undefined;
  if (body.mediaType !== 'application/json' && !body.mediaType.endsWith('+json')) {
    throw newUnsupportedMediaTypeError(['application/json']);
  }
  try {
    return parseJSON(body.text);
  } catch (error) {
    if (!(error instanceof JSONSyntaxError)) throw error;
    throw unrecognized(what, error.message);
  }
}

function unrecognized(what: string, why: string): StatusError {
  const text = `couldn't get version/kind; json parse error: ${why}`;
  return newBadRequest(`the object provided is unrecognized (must be of type ${what}): ${text}`);
}

/**
 * Decodes what a client wants stored. What came over HTTP is checked against the kind's schema; what a component of the
 * engine made is of the right type already. Then it is brought to the stored version, and what is left out is filled in.
 */
export function decodeObject(context: RequestContext, json: unknown): ApiObject {
  const { resource, request } = context;
  const { kind } = resource;
  if (json === undefined) throw unrecognized(kind.kind, 'unexpected end of JSON input');
  const { body } = request;
  if (!(body instanceof RawBody)) return stored(resource, typed(json, resource));
  const gvk = { group: resource.group, version: resource.version, kind: kind.kind };
  const { object, strictErrors } = decodeStrictly(json, gvk, body.text);
  if (strictErrors.length > 0) {
    if (fieldValidation(context) === 'Strict') throw strictDecodingError(gvk, strictErrors);
    strictWarnings(context, strictErrors);
  }
  return stored(resource, object);
}

/** The same for what a patch made of an object; `shown` is how a refusal shows it. endpoints/handlers/patch.go */
export function decodePatched(context: RequestContext, json: unknown, shown: () => string): ApiObject {
  const { resource, request } = context;
  if (!(request.body instanceof RawBody)) return stored(resource, json as ApiObject);
  const gvk = { group: resource.group, version: resource.version, kind: resource.kind.kind };
  const refuse = (why: string): StatusError =>
    newInvalid({ group: '', kind: '' }, '', [field.invalid(newPath('patch'), shown(), why)]);
  let decoded: Decoded;
  try {
    decoded = decodeStrictly(json, gvk);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw refuse(error.message.replace(/^.*? cannot be handled as an? [^:]*: /, ''));
  }
  const { object, strictErrors } = decoded;
  if (strictErrors.length > 0) {
    if (fieldValidation(context) === 'Strict') throw refuse(`strict decoding error: ${strictErrors.join(', ')}`);
    strictWarnings(context, strictErrors);
  }
  return stored(resource, object);
}

function stored({ kind, served }: ServedResource, object: ApiObject): ApiObject {
  const decoded = served ? served.decode(object) : object;
  return kind.defaults(isObject(decoded.metadata) ? decoded : { ...decoded, metadata: {} as ApiObject['metadata'] });
}

function fieldValidation({ request }: RequestContext): string {
  return request.options.fieldValidation ?? 'Warn';
}

function strictWarnings(context: RequestContext, errors: readonly string[]): void {
  if (fieldValidation(context) !== 'Warn') return;
  for (const text of errors) if (!context.warnings.includes(text)) context.warnings.push(text);
}

/** Warnings are for people, who come over HTTP; components do not read theirs, so they are not even worked out. */
export function warn(
  { request, resource, warnings }: RequestContext,
  object: ApiObject,
  old: ApiObject | undefined,
): void {
  const { strategy } = resource.kind;
  if (!strategy.warnings || !(request.body instanceof RawBody)) return;
  for (const text of strategy.warnings(object, old)) if (!warnings.includes(text)) warnings.push(text);
}

/** A component that knows its type need not say it. */
function typed(json: unknown, { kind, group, version }: ServedResource): ApiObject {
  if (!isObject(json)) throw newBadRequest(`not a ${kind.kind}`);
  const expected = apiVersionOf({ group, version });
  if (json.apiVersion === expected && json.kind === kind.kind) return json as unknown as ApiObject;
  const { apiVersion = expected, kind: name = kind.kind } = json;
  if (apiVersion !== expected || name !== kind.kind) {
    throw newBadRequest(`${String(apiVersion)} ${String(name)} cannot be handled as a ${expected} ${kind.kind}`);
  }
  return { ...json, apiVersion, kind: name } as unknown as ApiObject;
}
