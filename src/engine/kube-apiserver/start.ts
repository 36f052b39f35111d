import { groupResourceString, type ApiObject } from '../apimachinery/index.ts';
import type { ApiRequest, ApiResponse, NonResourceRequest } from '../client-go/request.ts';
import { serve, type Label, type Network, type Process, type ServerCall, type Span, type Task } from '../sim/index.ts';
import { factsOf, type WatchCacheRow } from '../trace/index.ts';
import { startAggregator } from './aggregator/index.ts';
import { startApiextensions } from './apiextensions/index.ts';
import { bootstrap } from './controlplane/bootstrap.ts';
import { compactor } from './controlplane/compactor.ts';
import { auditEvent } from './audit.ts';
import type { FlowHeaders } from './handlers/flow-schemas.ts';
import { handleResource, type Outcome } from './handlers/handler-chain.ts';
import { handlePath } from './handlers/non-resource.ts';
import { METHODS } from './metrics.ts';
import { Observer } from './observe.ts';
import { newUID } from './registry/metadata.ts';
import type { User } from './request-context.ts';
import { pathOf } from './request-path.ts';
import { openSecurePort } from './secure-port.ts';
import { Server, type KubeAPIServerConfig } from './server.ts';

/** A running API server's back door, for the host of the simulation. */
export type ApiServer = Observer;

/** Of custom resources only those that are stored, and of kinds all. */
function watchCaches(server: Server): readonly WatchCacheRow[] {
  return [...server.cachers, ...server.customResources.cachers].map((cacher) => ({
    resource: groupResourceString(cacher.kind),
    revision: cacher.revision,
    objects: cacher.size,
    watchers: cacher.watcherCount,
    by: cacher.watchersByProcess(),
  }));
}

/** Starts an API server that answers at `address`. */
export function startKubeAPIServer(process: Process, network: Network, config: KubeAPIServerConfig): ApiServer {
  const server = new Server(process, network, config);
  process.expose({ metrics: (tell) => server.metrics.expose(tell) });
  process.expose(factsOf('watch-caches', () => watchCaches(server)));
  for (const cacher of server.cachers) process.go(`cacher ${cacher.kind.resource}`, cacher.run());
  process.go('bootstrap', bootstrap(server));
  process.go('compactor', compactor(server));
  startApiextensions(server);
  startAggregator(server);
  serve(network, process, config.address ?? 'kube-apiserver', (call) => handle(server, call));
  if (config.advertiseAddress !== undefined) {
    openSecurePort(process, network, config.advertiseAddress, (call) => handle(server, call));
  }
  return new Observer(server);
}

const READS: ReadonlySet<string> = new Set(['get', 'list', 'watch']);

function* handle(server: Server, call: ServerCall): Task {
  const request = call.request as ApiRequest | NonResourceRequest;
  if ('path' in request) {
    answerPath(server, request, call);
    return;
  }
  const uri = pathOf(request);
  const span = server.process.begin(METHODS[request.verb], uri);
  const received = server.sim.wallClock();
  const { inflight } = server.metrics;
  const kind = READS.has(request.verb) ? 'readOnly' : 'mutating';
  inflight[kind]++;
  const outcome = yield* handleResource(server, request, call);
  inflight[kind]--;
  server.metrics.count(server, request, outcome.response.code);
  const { auditID } = request;
  const { audit } = server.config;
  if (auditID === undefined && !audit) {
    finish(call, span, outcome);
    return;
  }
  const id = auditID === undefined || auditID === '' ? newUID(server.auditIDs) : auditID;
  const { response, stages, user } = outcome;
  const headers = { ...response.headers, 'audit-id': id, ...flowHeaders(server, request, user) };
  finish(call, span, { ...outcome, response: { ...response, headers } });
  const now = server.sim.wallClock();
  audit?.(auditEvent({ request, uri, response, user, stages, received, now, id }));
}

/** Of whoever is known; connections are not counted among the requests that could wait. */
function flowHeaders(server: Server, request: ApiRequest, user: User | undefined): FlowHeaders | undefined {
  if (user === undefined || request.connect !== undefined) return undefined;
  const { verb, group, resource, subresource, namespace, name } = request;
  return server.flowSchemas.headersFor({ user, verb, group, resource, subresource, namespace, name, path: undefined });
}

function finish(call: ServerCall, span: Span, { response, stages, user, begin }: Outcome): void {
  const { code } = response;
  call.reply(replyLabel(call.label, response), response);
  // Who has hung up meanwhile is not watched for.
  if (begin !== undefined && call.open) begin();
  span.end(code < 400 ? 'ok' : 'error', { user: user === undefined ? '' : user.name, stages, code });
}

function answerPath(server: Server, request: NonResourceRequest, call: ServerCall): void {
  const span = server.process.begin('GET', request.path);
  const { response: found, access } = handlePath(server, request);
  const flow = access && server.flowSchemas.headersFor(access);
  const response = flow ? { ...found, headers: { ...found.headers, ...flow } } : found;
  call.reply({ form: 'response', verb: call.label.verb, code: response.code }, response);
  span.end(response.code < 400 ? 'ok' : 'error', { code: response.code });
}

function replyLabel(asked: Label, { body, code }: ApiResponse): Label {
  const { verb, resource, subresource, namespace } = asked;
  const metadata = (body as Partial<ApiObject> | undefined)?.metadata;
  const revision = metadata?.resourceVersion ? Number(metadata.resourceVersion) : undefined;
  const name = asked.name ?? metadata?.name;
  return { form: 'response', verb, resource, subresource, namespace, name, code, revision };
}
