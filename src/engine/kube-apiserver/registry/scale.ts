import { newBadRequest, newInvalid, field, newPath, type ApiObject } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, isObject } from './body.ts';
import { patcher } from './patch.ts';
import { updateWith, type UpdateRules } from './update.ts';

interface ScaleBody {
  readonly metadata?: { readonly resourceVersion?: string; readonly uid?: string };
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
  const json = bodyAsJson(request.body, 'Scale');
  const apply = request.verb === 'patch' ? patcher(SCALE_PATCH, request.patchType, json) : (): unknown => json;
  const rules: UpdateRules = {
    subresource: 'scale',
    prepareForUpdate: kind.strategy.prepareForUpdate,
    validateUpdate: kind.strategy.validateUpdate,
  };
  const updated = yield* updateWith(server, context, rules, (current) => withScale(kind, current, apply));
  return { code: 200, body: scaleOf(kind, updated) };
}

const SCALE_PATCH = { patchMeta: {} } as Pick<Kind, 'patchMeta'> as Kind;

function withScale(kind: Kind, current: ApiObject, apply: (document: unknown) => unknown): ApiObject {
  const wanted = apply(scaleOf(kind, current));
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
  const { resourceVersion = '', uid = '' } = metadata;
  return { ...scaled, metadata: { ...scaled.metadata, resourceVersion, uid } };
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
