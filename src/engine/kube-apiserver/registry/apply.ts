import { isObject, type StatusError } from '../../apimachinery/index.ts';
import {
  apiVersionOf,
  isNotFound,
  isAlreadyExists,
  newBadRequest,
  newConflict,
  newForbidden,
  newUnsupportedMediaTypeError,
  failure,
  gvkString,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { Task } from '../../sim/index.ts';
import { authorize, forbiddenMessage } from '../authorization/authorizer.ts';
import { RawBody } from '../raw-body.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, decodeApplied, fieldValidation, strictWarnings } from './body.ts';
import { createObject } from './create.ts';
import { fieldManagerOf, timeOf, trackedAlready } from './managed-fields.ts';
import { checkName } from './names.ts';
import { updateWith, type UpdateRules } from './update.ts';

/**
 * PATCH with an apply configuration: merges it into what is there by who manages what, or makes the object.
 * apiserver/pkg/endpoints/handlers/patch.go applyPatcher
 */
export function* apply(server: Server, context: RequestContext, rules: UpdateRules): Task<ApiObject> {
  const { request, resource } = context;
  const config = configuration(context);
  const compute = (live: ApiObject | undefined): ApiObject => applyTo(server, context, rules, live, config);
  for (;;) {
    try {
      return yield* updateWith(server, context, rules, compute, trackedAlready);
    } catch (error) {
      if (!isNotFoundHere(error, context) || rules.subresource !== undefined) throw error;
    }
    mayCreate(server, context);
    const made = compute(undefined);
    const { uid } = made.metadata;
    if (uid) {
      const text = `uid mismatch: the provided object specified uid ${uid}, and no existing object was found`;
      throw newConflict(resource.kind, request.name ?? '', text);
    }
    try {
      const created = yield* createObject(server, context, made, made.metadata.managedFields);
      context.created = true;
      return created;
    } catch (error) {
      // Somebody was faster: then there is something to change after all.
      if (!isAlreadyExists(error)) throw error;
    }
  }
}

/** The body, which is YAML as far as its name goes. */
export function configuration({ request }: RequestContext): unknown {
  const { body } = request;
  if (body instanceof RawBody && body.remarks.refusal !== undefined) {
    throw newBadRequest(`error decoding YAML: ${body.remarks.refusal}`);
  }
  const config = bodyAsJson(body, 'Patch') ?? {};
  if (isObject(config)) return config;
  const what = Array.isArray(config) ? 'array' : typeof config === 'boolean' ? 'bool' : typeof config;
  const why = `json: cannot unmarshal ${what} into Go value of type map[string]interface {}`;
  throw newBadRequest(`error decoding YAML: error unmarshaling JSON: while decoding JSON: ${why}`);
}

function applyTo(
  server: Server,
  context: RequestContext,
  { subresource }: UpdateRules,
  live: ApiObject | undefined,
  config: unknown,
): ApiObject {
  const { request, resource } = context;
  const fields = fieldManagerOf(resource, subresource);
  if (fields === undefined) throw newUnsupportedMediaTypeError([]);
  const { fieldManager = '', force = false } = request.options;
  const shown = live && resource.served ? resource.served.encode(live) : live;
  const applied = fields.applied(shown, config, fieldManager, force, timeOf(server));
  refuseDuplicates(context);
  const object = decodeApplied(context, applied, (why) => failedToConvert(context, config, why));
  checkName(context, object);
  return object;
}

/** Fields that stand twice in the YAML. */
function refuseDuplicates(context: RequestContext): void {
  const { body } = context.request;
  const duplicates = body instanceof RawBody ? (body.remarks.strict ?? []) : [];
  if (duplicates.length === 0) return;
  const texts = duplicates.map((text) => `error converting YAML to JSON: ${text}`);
  if (fieldValidation(context) === 'Strict') throw newBadRequest(`error strict decoding YAML: ${texts.join(', ')}`);
  strictWarnings(context, texts);
}

function failedToConvert({ resource }: RequestContext, config: unknown, why: string): StatusError {
  const { metadata } = config as { readonly metadata?: { readonly namespace?: string; readonly name?: string } };
  const { group, version } = resource;
  const gvk = gvkString({ group, version, kind: resource.kind.kind });
  const what = `${metadata?.namespace ?? ''}/${metadata?.name ?? ''}; ${gvk}`;
  const text = `failed to convert new object (${what}) to proper version (${apiVersionOf(resource)})`;
  return failure(500, undefined, `${text}: unable to convert unstructured object to ${gvk}: ${why}`);
}

/** The object itself is not there, rather than something it needs. */
function isNotFoundHere(error: unknown, { request, resource }: RequestContext): boolean {
  if (!isNotFound(error)) return false;
  const { kind, name, group = '' } = (error as StatusError).status.details ?? {};
  return kind === resource.kind.resource && group === resource.kind.group && name === request.name;
}

/** Who may patch may not for that reason create. */
function mayCreate(server: Server, { request, resource, user }: RequestContext): void {
  const { group, namespace, name } = request;
  const asked = { user, verb: 'create', group, resource: request.resource, namespace, name };
  const access = { ...asked, subresource: undefined, path: undefined };
  const { decision, reason } = authorize(server.authorizers, access);
  if (decision === 'allow') return;
  const text = forbiddenMessage(access);
  throw newForbidden(resource.kind, name ?? '', reason ? `${text}: ${reason}` : text);
}
