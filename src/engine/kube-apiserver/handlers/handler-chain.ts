import {
  failure,
  newForbidden,
  newInternalError,
  newMethodNotSupported,
  StatusError,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { ApiRequest, ApiResponse, Credentials } from '../../client-go/request.ts';
import { EtcdError } from '../../etcd/index.ts';
import { MICROSECOND, NetworkError, sleep, type Micros, type ServerCall, type Task } from '../../sim/index.ts';
import { RawBody } from '../raw-body.ts';
import { create } from '../registry/create.ts';
import { deleteCollection } from '../registry/delete-collection.ts';
import { deleteObject, deleteOptions } from '../registry/delete.ts';
import { list } from '../registry/list.ts';
import { patch } from '../registry/patch.ts';
import { subresources } from '../registry/subresources.ts';
import { update, updateRules } from '../registry/update.ts';
import { prepareWatch } from '../registry/watch.ts';
import type { RequestContext, Stage, User } from '../request-context.ts';
import type { Server } from '../server.ts';
import { impersonated } from './authentication.ts';
import { authorize, forbiddenMessage } from './authorization.ts';
import { represent } from './representation.ts';

/** What a request costs the server's CPU, beside waiting for etcd: decoding, validating and encoding of an ordinary object. */
const READ_COST: Micros = 300 * MICROSECOND;
const WRITE_COST: Micros = 800 * MICROSECOND;

/** What every request for a resource that is on its way out is told. apiserver/pkg/endpoints/deprecation */
const DEPRECATED: Readonly<Record<string, string>> = {
  '/v1/endpoints': 'v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice',
};

/** How the server's metrics name the verbs; the operation of a request's span. */
export const METHODS = {
  get: 'GET',
  list: 'LIST',
  watch: 'WATCH',
  create: 'POST',
  update: 'PUT',
  patch: 'PATCH',
  delete: 'DELETE',
  deletecollection: 'DELETECOLLECTION',
} as const;

/** What came of a request, and for a watch what to do once it is answered. */
export interface Outcome {
  readonly response: ApiResponse;
  readonly stages: readonly Stage[];
  readonly user: User | undefined;
  readonly begin?: () => void;
}

/** authentication → authorization → what was asked for. Errors become their Status. apiserver/pkg/server/config.go DefaultBuildHandlerChain */
export function* handleResource(server: Server, request: ApiRequest, call: ServerCall | undefined): Task<Outcome> {
  const stages: Stage[] = [];
  const warnings: string[] = [];
  let user: User | undefined;
  try {
    user = identify(server, request, stages);
    const resource = server.resource(request.group, request.version, request.resource);
    if (!resource) throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
    yield* sleep(server.sim, isRead(request) ? READ_COST : WRITE_COST);
    yield* resource.storage.cacher.waitUntilReady();
    const dryRun = (request.options.dryRun?.length ?? 0) > 0;
    const deprecation = DEPRECATED[`${request.group}/${request.version}/${request.resource}`];
    if (deprecation !== undefined) warnings.push(deprecation);
    const context: RequestContext = { request, resource, user, dryRun, stages, warnings };
    if (request.verb === 'watch') {
      if (!call) throw newMethodNotSupported(resource.kind, 'watch');
      const begin = yield* prepareWatch(server, context, call);
      return { response: { code: 200, body: undefined }, stages, user, begin };
    }
    const answer = yield* dispatch(server, context);
    const shown = request.subresource === undefined || request.subresource === 'status';
    const body = shown ? represent(server, context, answer.body) : answer.body;
    return { response: warnings.length > 0 ? { ...answer, body, warnings } : { ...answer, body }, stages, user };
  } catch (error) {
    return { response: errorResponse(error, request), stages, user };
  }
}

function isRead({ verb }: ApiRequest): boolean {
  return verb === 'get' || verb === 'list' || verb === 'watch';
}

/** Who asks, and whether they may. */
function identify(server: Server, request: ApiRequest, stages: Stage[]): User {
  const { credentials, verb, group, resource, subresource, namespace, name } = request;
  let user = server.authenticator.authenticate(credentials);
  stages.push(stageOfUser(user));
  if (credentials.impersonate) user = impersonate(server, user, credentials, stages);
  const access = { user, verb, group, resource, subresource, namespace, name, path: undefined };
  const { decision, reason } = authorize(server.authorizers, access);
  stages.push(stageOfDecision(decision, reason));
  if (decision === 'allow') return user;
  const text = forbiddenMessage(access);
  throw newForbidden({ group, resource }, name ?? '', reason ? `${text}: ${reason}` : text);
}

/** The user to act as, if the one who asks may. */
function impersonate(server: Server, user: User, credentials: Credentials, stages: Stage[]): User {
  const other = impersonated(credentials);
  if (!other) return user;
  const users = { group: '', resource: 'users' };
  const nowhere = { subresource: undefined, namespace: undefined, path: undefined };
  const asked = { ...nowhere, ...users, user, verb: 'impersonate', name: other.name };
  if (authorize(server.authorizers, asked).decision !== 'allow') {
    throw newForbidden(users, other.name, forbiddenMessage(asked));
  }
  stages.push({ name: 'impersonation', user: other.name });
  return other;
}

const stagesOfUsers = new WeakMap<User, Stage>();
function stageOfUser(user: User): Stage {
  let stage = stagesOfUsers.get(user);
  if (!stage) stagesOfUsers.set(user, (stage = { name: 'authentication', user: user.name, groups: user.groups }));
  return stage;
}

const stagesOfDecisions = new Map<string, Stage>();
function stageOfDecision(decision: string, reason: string): Stage {
  const key = `${decision} ${reason}`;
  let stage = stagesOfDecisions.get(key);
  if (!stage) stagesOfDecisions.set(key, (stage = { name: 'authorization', decision, reason }));
  return stage;
}

function* dispatch(server: Server, context: RequestContext): Task<ApiResponse> {
  const { request, resource } = context;
  if (request.subresource !== undefined && request.subresource !== 'status') {
    return yield* subresources(server, context);
  }
  const rules = updateRules(context);
  if (!rules) throw notServed();
  switch (request.verb) {
    case 'get': {
      const { storage } = resource;
      const key = storage.cacher.keyFor(request.namespace, request.name ?? '');
      const found = yield* storage.get(key, request.name ?? '', request.options.resourceVersion ?? '');
      return ok(encode(context, found));
    }
    case 'list':
      return ok(yield* list(server, context));
    case 'create': {
      if (request.subresource !== undefined) throw newMethodNotSupported(resource.kind, 'create');
      return { code: 201, body: encode(context, yield* create(server, context)) };
    }
    case 'update':
      return ok(encode(context, yield* update(server, context, rules)));
    case 'patch':
      return ok(encode(context, yield* patch(server, context, rules)));
    case 'delete': {
      const options = deleteOptions(context);
      // A delete may say it in its body as well.
      const dryRun = context.dryRun || (options.dryRun?.length ?? 0) > 0;
      const deleted = yield* deleteObject(server, { ...context, dryRun }, request.name ?? '', options);
      return ok(deleted.kind === 'Status' ? deleted : encode(context, deleted as ApiObject));
    }
    case 'deletecollection':
      return ok(yield* deleteCollection(server, context));
    default:
      throw newMethodNotSupported(resource.kind, request.verb);
  }
}

function ok(body: unknown): ApiResponse {
  return { code: 200, body };
}

function encode({ resource }: RequestContext, object: ApiObject): ApiObject {
  return resource.served ? resource.served.encode(object) : object;
}

function notServed(): StatusError {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

/**
 * Anything that is not a Status becomes one: etcd that cannot be reached, or that refuses, and a body from outside that is of
 * a shape nobody thought of, where the real server answers 500 out of its panic handler. Whatever else goes wrong is a fault.
 */
export function errorResponse(error: unknown, request?: ApiRequest): ApiResponse {
  if (error instanceof StatusError) return { code: error.status.code ?? 500, body: error.status };
  if (error instanceof NetworkError) {
    const text =
      error.reason === 'timeout'
        ? 'context deadline exceeded'
        : `rpc error: code = Unavailable desc = error reading from server: ${error.message}`;
    return errorResponse(
      error.reason === 'timeout'
        ? failure(504, 'Timeout', `Timeout: request did not complete within requested timeout - ${text}`, {})
        : failure(500, undefined, text),
    );
  }
  if (error instanceof EtcdError) return errorResponse(newInternalError(error.message));
  if (request?.body instanceof RawBody && (error instanceof TypeError || error instanceof RangeError)) {
    const text = `This request caused apiserver to panic. Look in the logs for details. (${error.message})`;
    return errorResponse(newInternalError(text));
  }
  throw error;
}

/** `/api/v1/namespaces/default/pods/web/status`: the key of a request's span. */
export function pathOf({ group, version, namespace, resource, name, subresource }: ApiRequest): string {
  let path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  if (namespace !== undefined && namespace !== '') path += `/namespaces/${namespace}`;
  path += `/${resource}`;
  if (name !== undefined) path += `/${name}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}
