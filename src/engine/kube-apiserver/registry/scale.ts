import {
  type ApiObject,
  apiVersionOf,
  field,
  isObject,
  newBadRequest,
  newInvalid,
  newPath,
} from '../../apimachinery/index.ts';
import type { Managers } from '../../apimachinery/managedfields/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { configuration } from './apply.ts';
import { bodyAsJson } from './body.ts';
import { managerOf, managersOfScaled, scaleFieldManager, scaleManagers, timeOf, type Track } from './managed-fields.ts';
import { patcher } from './patch.ts';
import { updateWith, type UpdateRules } from './update.ts';

interface ScaleBody {
  readonly metadata?: {
    readonly resourceVersion?: string;
    readonly uid?: string;
    readonly managedFields?: Managers;
  };
  readonly spec?: { readonly replicas?: number };
}

/** GET, PUT and PATCH of an object's autoscaling/v1 Scale. pkg/registry/apps/deployment/storage ScaleREST */
export function* scale(server: Server, context: RequestContext): Task<ApiResponse> {
  const { request, resource } = context;
  const { kind, storage } = resource;
  const name = request.name ?? '';
  if (request.verb === 'get') {
    const key = storage.cacher.keyFor(request.namespace, name);
    return { code: 200, body: scaleOf(kind, yield* storage.get(key, name, request.options.resourceVersion ?? '')) };
  }
  const applying = request.patchType === 'application/apply-patch+yaml';
  const json = applying ? configuration(context) : bodyAsJson(request.body, 'Scale');
  const rules: UpdateRules = {
    subresource: 'scale',
    prepareForUpdate: kind.strategy.prepareForUpdate,
    validateUpdate: kind.strategy.validateUpdate,
  };
  const change = applying
    ? applied(server, context, json)
    : request.verb === 'patch'
      ? patcher(SCALE_PATCH, request.patchType, json)
      : (): unknown => json;
  const compute = (current: ApiObject): ApiObject => withScale(kind, current, change);
  const track: Track = applying
    ? (current, _, given) => managersOfScaled(current, given as Managers, apiVersionOf(kind))
    : (current, object) => trackScale(server, context, current, object);
  const updated = yield* updateWith(server, context, rules, compute, track);
  return { code: 200, body: scaleOf(kind, updated) };
}

/** Who manages the replicas after they were written through the Scale. */
function trackScale(
  server: Server,
  context: RequestContext,
  current: ApiObject,
  object: ApiObject,
): Managers | undefined {
  const { kind } = context.resource;
  const before = { ...(scaleOf(kind, current) as object), metadata: { managedFields: scaleManagers(current) } };
  const now = timeOf(server);
  const managers = scaleFieldManager.updated(before, scaleOf(kind, object), undefined, managerOf(context), now);
  return managersOfScaled(current, managers ?? [], apiVersionOf(kind));
}

/** What an apply configuration makes of a Scale, which carries who manages it to where it is put back into the object. */
function applied(server: Server, { request }: RequestContext, config: unknown): Change {
  const { fieldManager = '', force = false } = request.options;
  return (scale, current) => {
    const { metadata, ...rest } = scale as { readonly metadata: object };
    const live = { ...rest, metadata: { ...metadata, managedFields: scaleManagers(current) } };
    return scaleFieldManager.applied(live, config, fieldManager, force, timeOf(server));
  };
}

/** What is to become of a Scale, and of which object it is. */
type Change = (scale: unknown, current: ApiObject) => unknown;

const SCALE_PATCH = { patchMeta: {} } as Pick<Kind, 'patchMeta'> as Kind;

function withScale(kind: Kind, current: ApiObject, change: Change): ApiObject {
  const wanted = change(scaleOf(kind, current), current);
  if (!isObject(wanted)) throw newBadRequest('the object provided is not a Scale');
  const { spec, metadata = {} } = wanted as ScaleBody;
  const replicas = spec?.replicas ?? 0;
  const { name } = current.metadata;
  if (typeof replicas !== 'number' || !Number.isInteger(replicas))
    throw newBadRequest(
      'Scale in version "v1" cannot be handled as a Scale: json: cannot unmarshal into Go struct field ScaleSpec.spec.replicas of type int32',
    );
  if (replicas < 0) {
    const text = 'must be greater than or equal to 0';
    const errors = [field.invalid(newPath('spec', 'replicas'), replicas, text)];
    throw newInvalid({ group: 'autoscaling', kind: 'Scale' }, name, errors);
  }
  const scaled = kind.subresources.scale!.set(current, replicas);
  const { resourceVersion = '', uid = '', managedFields } = metadata;
  return { ...scaled, metadata: { ...scaled.metadata, resourceVersion, uid, ...(managedFields && { managedFields }) } };
}

function scaleOf(kind: Kind, object: ApiObject): unknown {
  const { name, namespace, uid, resourceVersion, creationTimestamp } = object.metadata;
  const { replicas, statusReplicas, selector } = kind.subresources.scale!.get(object);
  return {
    kind: 'Scale',
    apiVersion: 'autoscaling/v1',
    metadata: { name, namespace, uid, resourceVersion, creationTimestamp },
    spec: replicas === 0 ? {} : { replicas },
    status: { replicas: statusReplicas, ...(selector !== '' && { selector }) },
  };
}
