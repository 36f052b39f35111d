import {
  field,
  isNotFound,
  newBadRequest,
  newConflict,
  newInvalid,
  newPath,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { Kind, PartRules } from '../../api/kind.ts';
import type { Task } from '../../sim/index.ts';
import type { Attributes } from '../admission/plugin.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, decodeObject, warn } from './body.ts';
import { createObject } from './create.ts';
import { managersOfUpdate, type Track } from './managed-fields.ts';
import { metadataForUpdate, withManagers, withMetadata } from './metadata.ts';

/** Thrown out of an update whose result has been waiting only for its finalizers to go. */
class Finalized extends Error {
  readonly object: ApiObject;

  constructor(object: ApiObject) {
    super('finalized');
    this.object = object;
  }
}

/** The rules of one way to update: the object's own, or its status'. */
export interface UpdateRules extends PartRules<ApiObject> {
  readonly subresource: string | undefined;
}

/** The rules for a subresource that is an update of the object; undefined when the kind has no such thing. */
export function updateRules({ resource, request }: RequestContext): UpdateRules | undefined {
  const { strategy, subresources } = resource.kind;
  if (request.subresource === undefined) return remembered(strategy, undefined);
  if (request.subresource === 'status') return subresources.status && remembered(subresources.status, 'status');
  const part = partOf(resource.kind, request.subresource);
  return part && remembered(part, request.subresource);
}

/** A part of the object with rules of its own, beside its status. */
export function partOf({ subresources: { parts } }: Kind, name: string): PartRules<ApiObject> | undefined {
  return parts !== undefined && Object.hasOwn(parts, name) ? parts[name] : undefined;
}

/** Every request of a kind goes by the same rules, so they are one object. */
const known = new WeakMap<PartRules<ApiObject>, UpdateRules>();

function remembered(rules: PartRules<ApiObject>, subresource: string | undefined): UpdateRules {
  let found = known.get(rules);
  if (!found) known.set(rules, (found = { subresource, ...pick(rules) }));
  return found;
}

function pick(rules: PartRules<ApiObject>): PartRules<ApiObject> {
  return { prepareForUpdate: rules.prepareForUpdate, validateUpdate: rules.validateUpdate };
}

/** PUT of an object or of its status. */
export function* update(server: Server, context: RequestContext, rules: UpdateRules): Task<ApiObject> {
  const { request, resource } = context;
  const { kind } = resource;
  const json = bodyAsJson(request.body, kind.kind);
  const decoded = decodeObject(context, json);
  const { name } = decoded.metadata;
  if (!name) {
    const text = `the name of the object (${request.name} based on URL) was undeterminable: name must be provided`;
    throw newBadRequest(text);
  }
  if (name !== request.name) {
    throw newBadRequest(`the name of the object (${name}) does not match the name on the URL (${request.name})`);
  }
  const { namespace } = decoded.metadata;
  if (namespace && namespace !== request.namespace) {
    throw newBadRequest(
      `the namespace of the object (${namespace}) does not match the namespace on the request (${request.namespace})`,
    );
  }
  try {
    return yield* updateWith(server, context, rules, () => decoded);
  } catch (error) {
    if (!isNotFound(error) || !kind.strategy.allowCreateOnUpdate || rules.subresource !== undefined) throw error;
    const { resourceVersion: _, ...metadata } = decoded.metadata;
    const named = { ...metadata, name: request.name ?? '' } as ApiObject['metadata'];
    context.created = true;
    return yield* createObject(server, context, withMetadata(decoded, named));
  }
}

/** Read, compute, admit, prepare, validate, write if unchanged since; again if not. registry/generic/registry/store.go Update */
export function* updateWith(
  server: Server,
  context: RequestContext,
  rules: UpdateRules,
  compute: (current: ApiObject) => ApiObject,
  track: Track = (current, object, given) =>
    managersOfUpdate(server, context, rules.subresource, current, object, given),
): Task<ApiObject> {
  const { storage } = context.resource;
  const name = context.request.name ?? '';
  const key = storage.cacher.keyFor(context.request.namespace, name);
  let release = nothing;
  const tryUpdate = (current: ApiObject): ApiObject => {
    release();
    const updated = prepareUpdate(server, context, rules, current, compute(current), track);
    if (rules.subresource !== undefined) return updated;
    const allocated = server.allocate(context.resource.kind, updated, current, context.dryRun);
    ({ release } = allocated);
    return allocated.object;
  };
  try {
    if (context.dryRun) return tryUpdate(yield* storage.get(key, name, ''));
    return yield* storage.guaranteedUpdate(key, name, tryUpdate);
  } catch (error) {
    release();
    if (!(error instanceof Finalized)) throw error;
    const { object } = error;
    yield* storage.remove(key, name, (current) => {
      if (current.metadata.uid !== object.metadata.uid) throw newConflict(context.resource.kind, name);
    });
    return object;
  }
}

function nothing(): void {}

function prepareUpdate(
  server: Server,
  context: RequestContext,
  rules: UpdateRules,
  current: ApiObject,
  wanted: ApiObject,
  track: Track,
): ApiObject {
  const { request, stages } = context;
  const { kind } = context.resource;
  const name = current.metadata.name;
  checkVersion(context, wanted, current);
  let object = withMetadata(wanted, metadataForUpdate(wanted.metadata, current.metadata));
  withManagers(object, track(current, object, wanted.metadata.managedFields));
  const attributes: { -readonly [K in keyof Attributes]: Attributes[K] } = {
    operation: 'UPDATE',
    kind,
    subresource: rules.subresource,
    namespace: request.namespace,
    name,
    object,
    oldObject: current,
    user: context.user,
    dryRun: context.dryRun,
    warnings: context.warnings,
    waits: context.waits,
  };
  object = server.admission.admit(object, attributes, stages);
  object = rules.prepareForUpdate(object, current, server.factsOf(context.user));
  const errors = rules.validateUpdate(object, current, server);
  if (errors.length > 0) {
    stages.pushOnce({ name: 'validation', errors: errors.length });
    throw newInvalid(kind, name, errors);
  }
  stages.push(VALIDATED);
  attributes.object = object;
  server.admission.validate(attributes, stages);
  warn(context, object, current);
  if (isFinalized(object)) throw new Finalized(object);
  return object;
}

const VALIDATED = { name: 'validation' };

/** Optimistic concurrency: who names a version must name the one that is there. */
function checkVersion({ resource }: RequestContext, wanted: ApiObject, current: ApiObject): void {
  const { kind } = resource;
  const { resourceVersion, uid } = wanted.metadata;
  const { name } = current.metadata;
  if (uid && uid !== current.metadata.uid) {
    const text = `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${current.metadata.uid}`;
    throw newConflict(kind, name, text);
  }
  if (resourceVersion) {
    if (resourceVersion !== current.metadata.resourceVersion) throw newConflict(kind, name);
  } else if (!kind.strategy.allowUnconditionalUpdate) {
    const path = newPath('metadata', 'resourceVersion');
    throw newInvalid(kind, name, [field.invalid(path, 0, 'must be specified for an update')]);
  }
}

/** Marked for deletion, its grace over, and the last finalizer gone: nothing keeps it. ShouldDeleteDuringUpdate */
function isFinalized({ metadata, spec }: ApiObject): boolean {
  if (metadata.deletionTimestamp === undefined || (metadata.deletionGracePeriodSeconds ?? 0) !== 0) return false;
  if (metadata.finalizers !== undefined && metadata.finalizers.length > 0) return false;
  const { finalizers } = (spec ?? {}) as { finalizers?: readonly string[] };
  return finalizers === undefined || finalizers.length === 0;
}
