import {
  type ApiObject,
  formatTime,
  isNotFound,
  isObject,
  newInvalid,
  newSuccess,
  type ObjectMeta,
  parseTime,
  type Status,
  statusDetails,
  validateDeleteOptions,
} from '../../apimachinery/index.ts';
import {
  CLEANUP_FINALIZER,
  setCondition,
  type CustomResourceDefinition,
} from '../../api/customresourcedefinition/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { DeleteOptions } from '../../client-go/request.ts';
import { SECOND, type Micros, type Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { checkPreconditions } from '../storage/storage.ts';
import { bodyAsJson } from './body.ts';
import { withMetadata } from './metadata.ts';

const ORPHAN = 'orphan';
const FOREGROUND = 'foregroundDeletion';

/** Kinds whose deletion answers the object that is gone; the others answer a Status. ReturnDeletedObject in their storage.go */
const RETURN_DELETED_OBJECT = new Set([
  'pods',
  'podtemplates',
  'persistentvolumes',
  'persistentvolumeclaims',
  'resourcequotas',
  'serviceaccounts',
  'services',
]);

/** Thrown out of an update: there is nothing to wait for. */
class RemoveNow extends Error {
  readonly marked: ApiObject;

  constructor(marked: ApiObject) {
    super('remove now');
    this.marked = marked;
  }
}

export function deleteOptions(context: RequestContext): DeleteOptions {
  const json = bodyAsJson(context.request.body, 'DeleteOptions');
  const options: DeleteOptions = isObject(json) ? json : {};
  const errors = validateDeleteOptions(options);
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'DeleteOptions' }, '', errors);
  return options;
}

/**
 * DELETE: marks what has a grace period or finalizers and lets its watchers end it, removes everything else.
 * registry/generic/registry/store.go Delete
 */
export function* deleteObject(
  server: Server,
  context: RequestContext,
  name: string,
  options: DeleteOptions,
): Task<ApiObject | Status> {
  const { request, resource } = context;
  const { kind, storage } = resource;
  const key = storage.cacher.keyFor(request.namespace, name);
  const now = server.sim.wallClock();
  warnOfOrphans(context, options);
  const mark = (current: ApiObject): ApiObject => {
    checkPreconditions(kind, current, options.preconditions);
    admitDelete(server, context, name, current);
    return plan(kind, current, options, now);
  };
  try {
    if (context.dryRun) return mark(yield* storage.get(key, name, ''));
    const marked = yield* storage.guaranteedUpdate(key, name, mark);
    // A grace period of nothing at all is written down first and then acted on, as upstream does in two steps.
    if (!endsNow(marked)) return marked;
    return yield* remove(context, key, name, marked, options);
  } catch (error) {
    if (!(error instanceof RemoveNow)) throw error;
    if (context.dryRun) return answer(kind, error.marked);
    return yield* remove(context, key, name, error.marked, options);
  }
}

function admitDelete(server: Server, context: RequestContext, name: string, current: ApiObject): void {
  const { request, resource, user, dryRun, stages, warnings, waits } = context;
  server.admission.validate(
    {
      operation: 'DELETE',
      kind: resource.kind,
      subresource: undefined,
      namespace: request.namespace,
      name,
      object: undefined,
      oldObject: current,
      user,
      dryRun,
      warnings,
      waits,
    },
    stages,
  );
}

function* remove(
  { resource }: RequestContext,
  key: string,
  name: string,
  marked: ApiObject,
  options: DeleteOptions,
): Task<ApiObject | Status> {
  const { kind, storage } = resource;
  try {
    const removed = yield* storage.remove(key, name, (current) => {
      checkPreconditions(kind, current, { ...options.preconditions, uid: marked.metadata.uid });
    });
    return answer(kind, removed);
  } catch (error) {
    // Somebody else finished it: what was asked for has come about.
    if (!isNotFound(error)) throw error;
    return answer(kind, marked);
  }
}

function answer(kind: Kind, object: ApiObject): ApiObject | Status {
  if (kind.group === '' && RETURN_DELETED_OBJECT.has(kind.resource)) return object;
  const { name, uid } = object.metadata;
  return newSuccess(statusDetails({ name, group: kind.group, kind: kind.resource, uid }));
}

function endsNow({ metadata, spec }: ApiObject): boolean {
  if (metadata.deletionTimestamp === undefined || metadata.deletionGracePeriodSeconds !== 0) return false;
  return !metadata.finalizers?.length && !namespaceFinalizers(spec);
}

function namespaceFinalizers(spec: unknown): boolean {
  const { finalizers } = (spec ?? {}) as { finalizers?: readonly string[] };
  return finalizers !== undefined && finalizers.length > 0;
}

/** What deletion makes of the object; throws RemoveNow when it is to go at once. */
function plan(kind: Kind, current: ApiObject, options: DeleteOptions, now: Micros): ApiObject {
  if (kind.group === '' && kind.resource === 'namespaces') return planNamespace(kind, current, options, now);
  if (isDefinition(kind)) return planDefinition(kind, current as CustomResourceDefinition, options, now);
  const graceful = beforeDelete(kind, current, options, now);
  if (graceful === 'pending') return current;
  const finalizers = finalizersAfter(kind, current.metadata, options);
  if (graceful !== undefined) return withMetadata(current, withFinalizers(graceful, finalizers));
  if (finalizers.length === 0) throw new RemoveNow(current);
  return withMetadata(current, withFinalizers(markAsDeleting(current.metadata, now), finalizers));
}

/** The metadata of an object that ends gracefully, 'pending' when it already does, undefined when its kind has no grace. */
function beforeDelete(
  kind: Kind,
  current: ApiObject,
  options: DeleteOptions,
  now: Micros,
): ObjectMeta | 'pending' | undefined {
  const { gracePeriodSeconds } = kind.strategy;
  if (!gracePeriodSeconds) return undefined;
  const { metadata } = current;
  const asked = options.gracePeriodSeconds;
  const granted = metadata.deletionGracePeriodSeconds;
  if (metadata.deletionTimestamp !== undefined) {
    if (granted === undefined || granted === 0) return undefined;
    if (asked === undefined || asked >= granted) return 'pending';
    const began = parseTime(metadata.deletionTimestamp) - granted * SECOND;
    return withDeletion(metadata, formatTime(began + asked * SECOND), asked);
  }
  const period = gracePeriodSeconds(current, asked);
  const marked = withDeletion(metadata, formatTime(now + period * SECOND), period);
  return metadata.generation ? { ...marked, generation: metadata.generation + 1 } : marked;
}

function markAsDeleting(metadata: ObjectMeta, now: Micros): ObjectMeta {
  const generation =
    metadata.generation && metadata.deletionTimestamp === undefined ? metadata.generation + 1 : undefined;
  const marked = withDeletion(metadata, metadata.deletionTimestamp ?? formatTime(now), 0);
  return generation === undefined ? marked : { ...marked, generation };
}

function withDeletion(metadata: ObjectMeta, deletionTimestamp: string, deletionGracePeriodSeconds: number): ObjectMeta {
  return { ...metadata, deletionTimestamp, deletionGracePeriodSeconds };
}

function withFinalizers(metadata: ObjectMeta, finalizers: readonly string[]): ObjectMeta {
  if (finalizers === metadata.finalizers || (finalizers.length === 0 && !metadata.finalizers)) return metadata;
  const { finalizers: _, ...rest } = metadata;
  return finalizers.length === 0 ? rest : { ...rest, finalizers };
}

/** deletionFinalizersForGarbageCollection: how the policy asked for is remembered until the garbage collector acts on it. */
function finalizersAfter(kind: Kind, metadata: ObjectMeta, options: DeleteOptions): readonly string[] {
  const present = metadata.finalizers ?? [];
  const orphan = shouldOrphan(kind, present, options);
  const foreground = shouldDeleteDependents(present, options);
  if (present.includes(ORPHAN) === orphan && present.includes(FOREGROUND) === foreground) return present;
  const kept = present.filter((finalizer) => finalizer !== ORPHAN && finalizer !== FOREGROUND);
  if (orphan) kept.push(ORPHAN);
  if (foreground) kept.push(FOREGROUND);
  return kept;
}

function shouldOrphan(kind: Kind, present: readonly string[], options: DeleteOptions): boolean {
  if (options.orphanDependents !== undefined) return options.orphanDependents;
  if (options.propagationPolicy !== undefined) return options.propagationPolicy === 'Orphan';
  for (const finalizer of present) {
    if (finalizer === ORPHAN) return true;
    if (finalizer === FOREGROUND) return false;
  }
  return orphansByDefault(kind);
}

/** DefaultGarbageCollectionPolicy of two strategies, kept from the time before there was a collector. */
function orphansByDefault({ group, resource }: Kind): boolean {
  return group === '' ? resource === 'replicationcontrollers' : group === 'batch' && resource === 'jobs';
}

const ORPHANED_PODS =
  'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set propagationPolicy=Orphan to suppress this warning';

/** pkg/registry/batch/job/storage/storage.go */
function warnOfOrphans({ resource, warnings }: RequestContext, options: DeleteOptions): void {
  if (resource.kind.resource !== 'jobs' || !orphansByDefault(resource.kind)) return;
  if (options.propagationPolicy !== undefined || options.orphanDependents !== undefined) return;
  if (!warnings.includes(ORPHANED_PODS)) warnings.push(ORPHANED_PODS);
}

function shouldDeleteDependents(present: readonly string[], options: DeleteOptions): boolean {
  if (options.orphanDependents !== undefined) return false;
  if (options.propagationPolicy !== undefined) return options.propagationPolicy === 'Foreground';
  for (const finalizer of present) {
    if (finalizer === FOREGROUND) return true;
    if (finalizer === ORPHAN) return false;
  }
  return false;
}

/** A namespace ends in its own way: it is Terminating until its controller has emptied it. pkg/registry/core/namespace/storage */
function planNamespace(kind: Kind, current: ApiObject, options: DeleteOptions, now: Micros): ApiObject {
  const { metadata } = current;
  if (metadata.deletionTimestamp === undefined) {
    const kept = finalizersAfter(kind, metadata, options);
    const marked = withFinalizers({ ...metadata, deletionTimestamp: formatTime(now) }, kept);
    return { ...current, metadata: marked, status: { ...(current.status as object), phase: 'Terminating' } };
  }
  if (namespaceFinalizers(current.spec) || metadata.finalizers?.length) return current;
  throw new RemoveNow(current);
}

function isDefinition({ group, resource }: Kind): boolean {
  return resource === 'customresourcedefinitions' && group === 'apiextensions.k8s.io';
}

/** A definition waits for its objects. apiextensions-apiserver/pkg/registry/customresourcedefinition/etcd.go */
function planDefinition(kind: Kind, current: CustomResourceDefinition, options: DeleteOptions, now: Micros): ApiObject {
  const { metadata } = current;
  if (metadata.deletionTimestamp !== undefined) {
    if (finalizersAfter(kind, metadata, options).length === 0) throw new RemoveNow(current);
    return current;
  }
  const kept = finalizersAfter(kind, metadata, options);
  const finalizers = kept.includes(CLEANUP_FINALIZER) ? kept : [...kept, CLEANUP_FINALIZER];
  const deletionTimestamp = formatTime(now);
  const conditions = setCondition(current.status.conditions ?? [], {
    type: 'Terminating',
    status: 'True',
    lastTransitionTime: deletionTimestamp,
    reason: 'InstanceDeletionPending',
    message: 'CustomResourceDefinition marked for deletion; CustomResource deletion will begin soon',
  });
  const marked = withFinalizers({ ...metadata, deletionTimestamp }, finalizers);
  return { ...current, metadata: marked, status: { ...current.status, conditions } };
}
