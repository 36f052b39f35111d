import {
  failure,
  formatTime,
  generateName,
  isAlreadyExists,
  newBadRequest,
  newGenerateNameConflict,
  newInvalid,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { Task } from '../../sim/index.ts';
import type { Attributes } from '../admission/plugin.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, decodeObject, warn } from './body.ts';
import { metadataForCreate, newUID, withMetadata } from './metadata.ts';

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

/** The part of POST after decoding; also what PUT does for kinds that it may create. */
export function* createObject(server: Server, context: RequestContext, decoded: ApiObject): Task<ApiObject> {
  const { request, resource, stages, dryRun } = context;
  const { kind, storage } = resource;
  const given = decoded.metadata;
  if (given.resourceVersion) {
    throw failure(500, undefined, 'resourceVersion should not be set on objects to be created');
  }
  const metadata = metadataForCreate(given, {
    namespace: namespaceOf(context, given.namespace),
    uid: newUID(server.random),
    creationTimestamp: formatTime(server.sim.wallClock()),
  });
  let object = withMetadata(decoded, metadata);
  const attributes: { -readonly [K in keyof Attributes]: Attributes[K] } = {
    operation: 'CREATE',
    kind,
    subresource: undefined,
    namespace: request.namespace,
    name: metadata.name,
    object,
    oldObject: undefined,
    user: context.user,
    dryRun,
  };
  object = server.admission.admit(object, attributes, stages);
  object = kind.strategy.prepareForCreate(object);
  const generated = object.metadata.name === '' && object.metadata.generateName !== undefined;
  for (let attempt = 1; ; attempt++) {
    const named = generated ? withName(object, generateName(server.random, object.metadata.generateName!)) : object;
    const errors = kind.strategy.validateCreate(named, { random: server.random });
    if (errors.length > 0) {
      stages.pushOnce({ name: 'validation', errors: errors.length });
      throw newInvalid(kind, named.metadata.name, errors);
    }
    stages.push(VALIDATED);
    attributes.name = named.metadata.name;
    attributes.object = named;
    server.admission.validate(attributes, stages);
    warn(context, named, undefined);
    const allocated = server.allocate(kind, named, undefined, dryRun);
    if (dryRun) return allocated.object;
    try {
      const key = storage.cacher.keyFor(allocated.object.metadata.namespace, allocated.object.metadata.name);
      const stored = yield* storage.create(key, allocated.object);
      return stored;
    } catch (error) {
      allocated.release();
      if (!generated || !isAlreadyExists(error)) throw error;
      if (attempt >= MAX_NAME_GENERATIONS) throw newGenerateNameConflict(kind, named.metadata.name, 1);
    }
  }
}

/** The object is being built here and is nobody else's yet, so its metadata may be written to. */
function withName(object: ApiObject, name: string): ApiObject {
  (object.metadata as { name: string }).name = name;
  return object;
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
