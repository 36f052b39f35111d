import { type ApiObject, isObject, newBadRequest } from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson } from './body.ts';
import { updateWith } from './update.ts';

/** PUT namespaces/<name>/finalize: only spec.finalizers counts; the last one gone, so is the namespace. core/namespace/storage */
export function* finalizeNamespace(server: Server, context: RequestContext): Task<ApiResponse> {
  const json = bodyAsJson(context.request.body, 'Namespace');
  if (!isObject(json)) throw newBadRequest('the object provided is not a Namespace');
  const wanted = json as unknown as ApiObject;
  const { finalizers } = (wanted.spec ?? {}) as { finalizers?: readonly string[] };
  const { resourceVersion, uid } = wanted.metadata;
  const rules = {
    subresource: 'finalize',
    prepareForUpdate: (object: ApiObject): ApiObject => object,
    validateUpdate: () => [],
  };
  const body = yield* updateWith(server, context, rules, (current) => ({
    ...current,
    metadata: { ...current.metadata, ...(resourceVersion && { resourceVersion }), ...(uid && { uid }) },
    spec: { ...(current.spec as object), finalizers },
  }));
  return { code: 200, body };
}
