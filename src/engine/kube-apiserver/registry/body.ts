import {
  apiVersionOf,
  newBadRequest,
  newUnsupportedMediaTypeError,
  tryParseGroupVersion,
  type ApiObject,
} from '../../apimachinery/index.ts';
import { RawBody } from '../raw-body.ts';
import type { RequestContext, ServedResource } from '../request-context.ts';

type Json = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The body as JSON. `what` is the Go type it would be decoded into, for the text of a refusal. */
export function bodyAsJson(body: unknown, what: string): unknown {
  if (!(body instanceof RawBody)) return body;
  if (body.text === '') return undefined;
  if (body.mediaType !== 'application/json' && !body.mediaType.endsWith('+json')) {
    throw newUnsupportedMediaTypeError(['application/json']);
  }
  try {
    return JSON.parse(body.text);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw newBadRequest(
      `the object provided is unrecognized (must be of type ${what}): couldn't get version/kind; json parse error: ${reason}`,
    );
  }
}

/** Shape-checks JSON from outside against a kind's schema. Throws StatusError; answers the object, unknown fields left out. */
export type Decoder = (resource: ServedResource, json: Json, fieldValidation: string, warnings: string[]) => ApiObject;

/** Decodes what a client wants stored: checks its shape, brings it to the stored version and fills in defaults. */
export function decodeObject(context: RequestContext, json: unknown, trusted: boolean, decoder: Decoder): ApiObject {
  const { resource, request, warnings } = context;
  const { kind } = resource;
  if (!isObject(json)) {
    throw newBadRequest(
      `the object provided is unrecognized (must be of type ${kind.kind}): couldn't get version/kind; json parse error: EOF`,
    );
  }
  const typed = withType(json, resource);
  let object: ApiObject;
  if (trusted) object = typed as unknown as ApiObject;
  else object = decoder(resource, typed, request.options.fieldValidation ?? 'Warn', warnings);
  if (resource.served) object = resource.served.decode(object);
  if (!isObject(object.metadata)) object = { ...object, metadata: {} as ApiObject['metadata'] };
  return kind.defaults(object);
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

/** The body must be of the kind and version that the address names; a client that knows its type may leave both out. */
function withType(json: Json, { kind, group, version }: ServedResource): Json {
  const expected = apiVersionOf({ group, version });
  const { apiVersion = expected, kind: name = kind.kind } = json;
  if (apiVersion === expected && name === kind.kind) {
    return json.apiVersion === undefined || json.kind === undefined ? { ...json, apiVersion, kind: name } : json;
  }
  if (apiVersion !== expected) {
    const given = typeof apiVersion === 'string' ? tryParseGroupVersion(apiVersion) : undefined;
    const text = given ? apiVersionOf(given) : String(apiVersion);
    throw newBadRequest(`the API version in the data (${text}) does not match the expected API version (${expected})`);
  }
  const text = `${String(name)} in version ${JSON.stringify(version)} cannot be handled as a ${kind.kind}: no kind "${String(name)}" is registered`;
  throw newBadRequest(text);
}
