import {
  failure,
  newForbidden,
  newInternalError,
  newMethodNotSupported,
  StatusError,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { ApiRequest, ApiResponse } from '../../client-go/request.ts';
import { EtcdError } from '../../etcd/index.ts';
import { MICROSECOND, NetworkError, sleep, type Micros, type ServerCall, type Task } from '../../sim/index.ts';
import { forward } from '../aggregator/forward.ts';
import { impersonate } from '../authentication/index.ts';
import { authorize, forbiddenMessage, type Decision } from '../authorization/index.ts';
import { RawBody } from '../raw-body.ts';
import { answer, answeredResource } from '../registry/answers/index.ts';
import { connecterOf, connectTo } from '../registry/connect/index.ts';
import { refuseWhileTerminating } from '../apiextensions/terminating.ts';
import { create } from '../registry/create.ts';
import { deleteCollection } from '../registry/delete-collection.ts';
import { deleteObject, deleteOptions } from '../registry/delete.ts';
import { list } from '../registry/list.ts';
import { patch } from '../registry/patch.ts';
import { subresources } from '../registry/subresources.ts';
import { partOf, update, updateRules } from '../registry/update.ts';
import { prepareWatch } from '../registry/watch.ts';
import { checkWriteOptions } from '../registry/write-options.ts';
import type { AddressedResource, AnswerContext, RequestContext, User } from '../request-context.ts';
import type { Server } from '../server.ts';
import { Stages, type Stage } from '../stages.ts';
import { WaitFirst, Waits } from '../waits.ts';
import { represent } from './representation.ts';
import { checkRoute, notAllowed, notServed } from './routes.ts';

/** What a request costs the server's CPU, beside waiting for etcd: decoding, validating and encoding of an ordinary object. */
const READ_COST: Micros = 300 * MICROSECOND;
const WRITE_COST: Micros = 800 * MICROSECOND;

/** What came of a request, and for a watch what to do once it is answered. */
export interface Outcome {
  readonly response: ApiResponse;
  readonly stages: readonly Stage[];
  readonly user: User | undefined;
  readonly begin: (() => void) | undefined;
}

/**
 * authentication → authorization → what was asked for. Errors become their Status. apiserver/pkg/server/config.go
 * DefaultBuildHandlerChain
 *
 * Generators are few and short on this way, because each one between the request and etcd is paid for at every request: what
 * does not wait is a plain function, and what only passes on a Task hands it over.
 */
export function* handleResource(server: Server, request: ApiRequest, call: ServerCall | undefined): Task<Outcome> {
  const stages = new Stages();
  let user: User | undefined;
  try {
    user = server.authenticator.authenticate(request.credentials);
    stages.push(stageOfUser(user));
    if (server.mustWait(user)) yield* server.waitUntilAuthorizing();
    user = identify(server, request, user, stages);
    const resource = server.resource(request.group, request.version, request.resource);
    if (!resource) {
      const remote = server.aggregator.find(request.group, request.version);
      const response = yield* remote
        ? forward(server, remote, request, user)
        : answerQuestion(server, request, user, stages);
      return { response, stages: stages.list, user, begin: undefined };
    }
    const context = contextOf(request, resource, user, stages);
    yield* sleep(server.sim, isRead(request) ? READ_COST : WRITE_COST);
    const { cacher } = context.resource.storage;
    if (!cacher.ready) yield* cacher.waitUntilReady();
    if (request.verb === 'watch') {
      if (!call) throw newMethodNotSupported(context.resource.kind, 'watch');
      const begin = yield* prepareWatch(server, context, call);
      return { response: { code: 200, body: undefined }, stages: stages.list, user, begin };
    }
    const connection = connecterOf(request);
    const begun = stages.list;
    for (;;) {
      try {
        if (connection && call) {
          const { response, begin } = yield* connectTo(connection, server, context, call);
          return { response, stages: stages.list, user, begin };
        }
        const result = yield* carryOut(server, context);
        return { response: respond(server, context, result), stages: stages.list, user, begin: undefined };
      } catch (error) {
        if (!(error instanceof WaitFirst)) throw error;
        yield* waitFor(context, error, begun);
      }
    }
  } catch (error) {
    return { response: errorResponse(error, request), stages: stages.list, user, begin: undefined };
  }
}

/** What is asked of a kind of which nothing is stored. */
function* answerQuestion(server: Server, request: ApiRequest, user: User, stages: Stages): Task<ApiResponse> {
  const resource = answeredResource(request.group, request.version, request.resource);
  if (!resource) throw notServed();
  yield* sleep(server.sim, READ_COST);
  const context = contextOf(request, resource, user, stages);
  const response = yield* answer(server, context);
  return context.warnings.length > 0 ? { ...response, warnings: context.warnings } : response;
}

export function contextOf<T extends AddressedResource>(
  request: ApiRequest,
  resource: T,
  user: User,
  stages: Stages,
  waits = new Waits(),
): AnswerContext & { readonly resource: T } {
  const { options } = request;
  const dryRun = options.dryRun !== undefined && options.dryRun.length > 0;
  checkRoute(request, resource.kind);
  checkWriteOptions(request);
  const warnings: string[] = [];
  const { deprecation } = resource;
  if (deprecation !== undefined) warnings.push(deprecation);
  return { request, resource, user, dryRun, stages, warnings, waits };
}

function isRead({ verb }: ApiRequest): boolean {
  return verb === 'get' || verb === 'list' || verb === 'watch';
}

/** A list or a watch that is narrowed to one name is judged as being about it. endpoints/request/requestinfo.go */
function nameIn(fieldSelector: string): string | undefined {
  return /(?:^|,)metadata\.name==?([^,=]+)(?:,|$)/.exec(fieldSelector)?.[1];
}

/** Whom the request acts as, and whether they may. */
export function identify(server: Server, request: ApiRequest, who: User, stages: Stages): User {
  const { credentials, verb, group, resource, subresource, namespace } = request;
  const user = impersonate(server.authorizers, who, credentials);
  if (user !== who) stages.pushOnce({ name: 'impersonation', user: user.name });
  const { fieldSelector } = request.options;
  const name = request.name ?? (fieldSelector === undefined ? undefined : nameIn(fieldSelector));
  const access = { user, verb, group, resource, subresource, namespace, name, path: undefined, fieldSelector };
  const decided = authorize(server.authorizers, access);
  stages.push(stageOfDecision(decided));
  if (decided.decision === 'allow') return user;
  const { reason } = decided;
  const text = forbiddenMessage(access);
  throw newForbidden({ group, resource }, name ?? '', reason ? `${text}: ${reason}` : text);
}

const stagesOfUsers = new WeakMap<User, Stage>();
function stageOfUser(user: User): Stage {
  let stage = stagesOfUsers.get(user);
  if (!stage) stagesOfUsers.set(user, (stage = { name: 'authentication', user: user.name, groups: user.groups }));
  return stage;
}

const stagesOfDecisions = new WeakMap<Decision, Stage>();
function stageOfDecision(decision: Decision): Stage {
  let stage = stagesOfDecisions.get(decision);
  if (!stage) stagesOfDecisions.set(decision, (stage = { name: 'authorization', ...decision }));
  return stage;
}

/** Waits for what somebody could not decide without; what was found out so far is found out again. */
function* waitFor(context: RequestContext, first: WaitFirst, begun: readonly Stage[]): Task {
  yield* context.waits.serve(first);
  context.stages.rewind(begun);
  context.warnings.length = context.resource.deprecation === undefined ? 0 : 1;
}

/** What the verb does. Answers an object, a list or a Status; a subresource that is more than a part of the object, its response. */
export function carryOut(server: Server, context: RequestContext): Task<unknown> {
  const { request, resource } = context;
  if (!isPartOfObject(context)) return subresources(server, context);
  const rules = updateRules(context);
  if (!rules) throw notServed();
  const name = request.name ?? '';
  switch (request.verb) {
    case 'get': {
      const { storage } = resource;
      const key = storage.cacher.keyFor(request.namespace, name);
      return storage.get(key, name, request.options.resourceVersion ?? '');
    }
    case 'list':
      return list(server, context);
    case 'create':
      if (request.subresource !== undefined) throw notAllowed();
      if (resource.kind.custom) refuseWhileTerminating(server, resource.kind);
      return create(server, context);
    case 'update':
      return update(server, context, rules);
    case 'patch':
      return patch(server, context, rules);
    case 'delete': {
      // A part of an object has no end of its own.
      if (request.subresource !== undefined) throw notAllowed();
      const options = deleteOptions(context);
      // A delete may say it in its body as well.
      const dryRun = context.dryRun || (options.dryRun?.length ?? 0) > 0;
      return deleteObject(server, { ...context, dryRun }, name, options);
    }
    case 'deletecollection':
      return deleteCollection(server, context);
    default:
      throw newMethodNotSupported(resource.kind, request.verb);
  }
}

function isPartOfObject({ request: { subresource }, resource: { kind } }: RequestContext): boolean {
  return subresource === undefined || subresource === 'status' || partOf(kind, subresource) !== undefined;
}

/** The result as the client asked to see it. */
export function respond(server: Server, context: RequestContext, result: unknown): ApiResponse {
  const { request, resource, warnings } = context;
  const { verb } = request;
  let response: ApiResponse;
  if (isPartOfObject(context)) {
    const isObject = verb !== 'list' && verb !== 'deletecollection' && (result as ApiObject).kind !== 'Status';
    const shown = isObject && resource.served ? resource.served.encode(result as ApiObject) : result;
    const body = request.as === undefined ? shown : represent(server, context, shown);
    response = { code: verb === 'create' || context.created === true ? 201 : 200, body };
  } else {
    response = result as ApiResponse;
  }
  return warnings.length > 0 ? { ...response, warnings } : response;
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
