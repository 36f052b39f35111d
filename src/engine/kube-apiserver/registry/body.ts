import type { ObjectDecoder } from '../../api/kind.ts';
import { decodeObject as decodeStrictly, decodeProtobuf, strictDecodingError, type Decoded } from '../../api/index.ts';
import {
  type ApiObject,
  apiVersionOf,
  encodeUTF8,
  field,
  type GroupVersionKind,
  isObject,
  newBadRequest,
  newInvalid,
  newPath,
  newRequestEntityTooLargeError,
  newUnsupportedMediaTypeError,
  ParseError,
  StatusError,
} from '../../apimachinery/index.ts';
import { RawBody } from '../raw-body.ts';
import type { AddressedResource, AnswerContext, RequestContext } from '../request-context.ts';
import { JSONSyntaxError, parseJSON } from './parse-json.ts';

/** The apiserver's own limit on what it reads. apiserver/pkg/server/config.go MaxRequestBodyBytes */
const MAX_REQUEST_BODY = 3 * 1024 * 1024;

export const JSON_TYPE = 'application/json';
const PROTOBUF = 'application/vnd.kubernetes.protobuf';
const READABLE = [JSON_TYPE, 'application/yaml', PROTOBUF];

/** The body as JSON. `what` is the Go type it would be decoded into, for the text of a refusal. */
export function bodyAsJson(body: unknown, what: string): unknown {
  if (!(body instanceof RawBody)) return body;
  if (body.length > MAX_REQUEST_BODY) throw newRequestEntityTooLargeError(`limit is ${MAX_REQUEST_BODY}`);
  if (body.length === 0) return undefined;
  try {
    if (body.bytes !== undefined) return decodeProtobuf(body.bytes);
    if (body.mediaType === JSON_TYPE || body.mediaType.endsWith('+json')) return parseJSON(body.text);
  } catch (error) {
    if (error instanceof ParseError) throw unrecognized(what, error.message, body);
    if (!(error instanceof JSONSyntaxError)) throw error;
    throw unrecognized(what, `couldn't get version/kind; json parse error: ${error.message}`, body);
  }
  if (body.remarks.refusal !== undefined) throw unrecognized(what, body.remarks.refusal, body);
  throw newUnsupportedMediaTypeError(READABLE);
}

/** endpoints/handlers/rest.go transformDecodeError */
function unrecognized(what: string, why: string, body: RawBody): StatusError {
  return newBadRequest(`the object provided is unrecognized (must be of type ${what}): ${why} (${summarize(body)})`);
}

/** How much of a body is shown to who sent it. */
const SUMMARY = 30;

/** summarizeData: text that looks like JSON as it is, anything else in hexadecimal. */
function summarize({ text, bytes }: RawBody): string {
  if (bytes === undefined && text.startsWith('{')) {
    return text.length > SUMMARY ? `${text.slice(0, SUMMARY)} ...` : text;
  }
  const shown = bytes ?? encodeUTF8(text.slice(0, SUMMARY + 1));
  if (shown.length === 0) return '<empty>';
  const hex = [...shown.subarray(0, SUMMARY)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return shown.length > SUMMARY ? `${hex} ...` : hex;
}

/**
 * Decodes what a client wants stored. What came over HTTP is checked against the kind's schema; what a component of the
 * engine made is of the right type already. Then it is brought to the stored version, and what is left out is filled in.
 */
export function decodeObject(context: AnswerContext, json: unknown): ApiObject {
  const { resource } = context;
  const { group, version, kind } = resource;
  return stored(resource, decodeAs(context, { group, version, kind: kind.kind }, json, kind.decode));
}

/** The first half of it, also for bodies of another kind than the resource, as those of subresources. */
export function decodeAs(
  context: AnswerContext,
  gvk: GroupVersionKind,
  json: unknown,
  reader?: ObjectDecoder,
): ApiObject {
  const { body } = context.request;
  if (!(body instanceof RawBody)) return typed(json, gvk);
  if (json === undefined) {
    throw unrecognized(gvk.kind, `couldn't get version/kind; json parse error: unexpected end of JSON input`, body);
  }
  const decoded = decodeStrictly(json, gvk, body.bytes === undefined ? body.text : undefined, reader);
  const { object } = decoded;
  const { strict } = body.remarks;
  const strictErrors = strict === undefined ? decoded.strictErrors : [...strict, ...decoded.strictErrors];
  if (strictErrors.length > 0) {
    if (fieldValidation(context) === 'Strict') throw strictDecodingError(gvk, strictErrors);
    strictWarnings(context, strictErrors);
  }
  return object;
}

/**
 * The same for what a patch made of an object; `shown` is how a refusal shows it, `unstructured` that it was a strategic merge
 * patch. endpoints/handlers/patch.go
 */
export function decodePatched(
  context: RequestContext,
  json: unknown,
  shown: () => string,
  unstructured = false,
): ApiObject {
  const { resource, request } = context;
  if (!(request.body instanceof RawBody)) return stored(resource, json as ApiObject);
  const gvk = { group: resource.group, version: resource.version, kind: resource.kind.kind };
  const refuse = (why: string): StatusError =>
    newInvalid({ group: '', kind: '' }, '', [field.invalid(newPath('patch'), shown(), why)]);
  let decoded: Decoded;
  try {
    decoded = decodeStrictly(json, gvk, undefined, resource.kind.decode, unstructured);
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

/** The same for what an apply made: the configuration is known to be of the right type, bar what only reads as text. */
export function decodeApplied(context: RequestContext, json: unknown, refuse: (why: string) => StatusError): ApiObject {
  const { group, version, kind } = context.resource;
  try {
    return stored(
      context.resource,
      decodeStrictly(json, { group, version, kind: kind.kind }, undefined, kind.decode).object,
    );
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    throw refuse(error.message.replace(/^.*? cannot be handled as an? [^:]*: /, ''));
  }
}

function stored({ kind, served }: AddressedResource, object: ApiObject): ApiObject {
  const decoded = served ? served.decode(object) : object;
  return kind.defaults(isObject(decoded.metadata) ? decoded : { ...decoded, metadata: {} as ApiObject['metadata'] });
}

export function fieldValidation({ request }: AnswerContext): string {
  return request.options.fieldValidation ?? 'Warn';
}

export function strictWarnings(context: AnswerContext, errors: readonly string[]): void {
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
function typed(json: unknown, gvk: GroupVersionKind): ApiObject {
  if (!isObject(json)) throw newBadRequest(`not a ${gvk.kind}`);
  const expected = apiVersionOf(gvk);
  const metadata = isObject(json.metadata) ? json.metadata : {};
  if (json.apiVersion === expected && json.kind === gvk.kind && metadata === json.metadata) {
    return json as unknown as ApiObject;
  }
  const { apiVersion = expected, kind = gvk.kind } = json;
  if (apiVersion !== expected || kind !== gvk.kind) {
    throw newBadRequest(`${String(apiVersion)} ${String(kind)} cannot be handled as a ${expected} ${gvk.kind}`);
  }
  return { ...json, apiVersion, kind, metadata } as unknown as ApiObject;
}
