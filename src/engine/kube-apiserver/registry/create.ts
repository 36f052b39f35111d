import {
  failure,
  formatTime,
  generateName,
  isAlreadyExists,
  newAlreadyExists,
  newBadRequest,
  newGenerateNameConflict,
  newInvalid,
  type ApiObject,
  type ObjectMeta,
} from '../../apimachinery/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Attributes } from '../admission/plugin.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, decodeObject, warn } from './body.ts';
import { managersOfNew } from './managed-fields.ts';
import { metadataForCreate, newUID, withManagers, withMetadata } from './metadata.ts';

/** How often a generated name that is taken is generated anew. registry/generic/registry/store.go */
const MAX_NAME_GENERATIONS = 8;

/** POST: decode, default, admit, prepare, validate, canonicalise, store — once, for all kinds. registry/rest/create.go */
export function create(server: Server, context: RequestContext): Task<ApiObject> {
  const { request, resource, stages } = context;
  const { kind } = resource;
  const json = bodyAsJson(request.body, kind.kind);
  const decoded = decodeObject(context, json);
  stages.push(DECODED);
  return createObject(server, context, decoded);
}

const DECODED = { name: 'decode' };
const VALIDATED = { name: 'validation' };

/** An object on its way to be stored, and what admission is asked about it. */
interface Creation {
  readonly object: ApiObject;
  readonly attributes: { -readonly [K in keyof Attributes]: Attributes[K] };
  /** Its name is made by the server, again if it is taken. */
  readonly generated: boolean;
}

/**
 * The part of POST after decoding; also what PUT does for kinds that it may create, and an apply, which knows already
 * who manages what.
 */
export function* createObject(
  server: Server,
  context: RequestContext,
  decoded: ApiObject,
  managers?: ObjectMeta['managedFields'],
): Task<ApiObject> {
  const creation = prepareCreate(server, context, decoded, managers);
  for (let attempt = 1; ; attempt++) {
    const allocated = finishCreate(server, context, creation);
    try {
      if (context.dryRun) return yield* pretendToCreate(context, allocated.object);
      return yield* context.resource.storage.create(allocated.object);
    } catch (error) {
      allocated.release();
      if (!creation.generated || !isAlreadyExists(error)) throw error;
      if (attempt >= MAX_NAME_GENERATIONS) {
        throw newGenerateNameConflict(context.resource.kind, creation.object.metadata.name, 1);
      }
    }
  }
}

/** What would be stored, if nothing of the name is: it has no version, because it never was. storage/dryrun.go */
function* pretendToCreate({ resource }: RequestContext, object: ApiObject): Task<ApiObject> {
  const { storage, kind } = resource;
  const { resourceVersion: _, ...metadata } = object.metadata;
  const { name, namespace } = metadata;
  if (yield* storage.has(storage.cacher.keyFor(namespace, name))) throw newAlreadyExists(kind, name);
  return { ...object, metadata: metadata as ObjectMeta };
}

/** Metadata, mutating admission and the kind's own preparation. */
function prepareCreate(
  server: Server,
  context: RequestContext,
  decoded: ApiObject,
  managers: ObjectMeta['managedFields'],
): Creation {
  const { request, resource } = context;
  const { kind } = resource;
  const given = decoded.metadata;
  if (given.resourceVersion) {
    throw failure(500, undefined, 'resourceVersion should not be set on objects to be created');
  }
  const metadata = metadataForCreate(given, {
    namespace: namespaceOf(context, given.namespace),
    uid: newUID(server.random),
    creationTimestamp: formatTime(server.sim.wallClock()),
  });
  const named = withMetadata(decoded, metadata);
  withManagers(named, managers ?? managersOfNew(server, context, decoded));
  const attributes: Creation['attributes'] = {
    operation: 'CREATE',
    kind,
    subresource: undefined,
    namespace: request.namespace,
    name: metadata.name,
    object: named,
    oldObject: undefined,
    user: context.user,
    dryRun: context.dryRun,
    warnings: context.warnings,
    waits: context.waits,
  };
  const object = kind.strategy.prepareForCreate(
    server.admission.admit(named, attributes, context.stages),
    server.factsOf(context.user),
  );
  const generated = object.metadata.name === '' && object.metadata.generateName !== undefined;
  return { object, attributes, generated };
}

/** Names it, validates it, and allocates what it needs. */
function finishCreate(
  server: Server,
  context: RequestContext,
  { object: prepared, attributes, generated }: Creation,
): { readonly object: ApiObject; readonly release: () => void } {
  const { stages } = context;
  const { kind } = context.resource;
  if (generated) giveName(prepared, generateName(server.random, prepared.metadata.generateName!));
  const object = kind.strategy.finishCreate?.(prepared) ?? prepared;
  const errors = kind.strategy.validateCreate(object, server);
  if (errors.length > 0) {
    stages.pushOnce({ name: 'validation', errors: errors.length });
    throw newInvalid(kind, object.metadata.name, errors);
  }
  stages.push(VALIDATED);
  attributes.name = object.metadata.name;
  attributes.object = object;
  server.admission.validate(attributes, stages);
  warn(context, object, undefined);
  return server.allocate(kind, object, undefined, context.dryRun);
}

/** The object is being built here and is nobody else's yet, so its metadata may be written to. */
function giveName({ metadata }: ApiObject, name: string): void {
  (metadata as { name: string }).name = name;
}

/** registry/rest/meta.go EnsureObjectNamespaceMatchesRequestNamespace */
function namespaceOf({ request, resource }: RequestContext, given: string | undefined): string | undefined {
  if (!resource.kind.namespaced) return undefined;
  const asked = request.namespace ?? '';
  if (given === undefined || given === '') return asked;
  if (given !== asked) {
    const text = `the namespace of the provided object does not match the namespace sent on the request`;
    throw newBadRequest(text);
  }
  return given;
}
