import type { EndpointSlice } from '../../../api/endpointslice/types.ts';
import type { Pod } from '../../../api/pod/types.ts';
import type { Service } from '../../../api/service/types.ts';
import { goQuote, newBadRequest, newServiceUnavailable } from '../../../apimachinery/index.ts';
import type { ConnectRequest } from '../../../client-go/request.ts';
import { SECOND, type Task } from '../../../sim/index.ts';
import type { RequestContext } from '../../request-context.ts';
import { ask } from './ask.ts';
import type { Server } from '../../server.ts';
import type { Connected } from './index.ts';
import { PLAIN } from './kubelet-client.ts';

/** How long the transport waits for a dial (apiserver's proxy transport). */
const DIAL_TIMEOUT = 30 * SECOND;

/** Where a proxied request goes. */
export interface Location {
  readonly ip: string;
  readonly port: number;
}

/** `https:web:8443` → scheme, name, port. apimachinery/pkg/util/net SplitSchemeNamePort */
export function splitSchemeNamePort(id: string): { name: string; port: string } | undefined {
  const parts = id.split(':');
  if (parts.length > 3) return undefined;
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  if (name === '' || (scheme !== '' && scheme !== 'http' && scheme !== 'https')) return undefined;
  return parts.length === 2 && port === '' ? undefined : { name, port };
}

/** Any verb on pods/<name>/proxy. pkg/registry/core/pod/rest/subresources.go ProxyREST */
export function* podProxy(server: Server, context: RequestContext, connect: ConnectRequest): Task<Connected> {
  const id = context.request.name ?? '';
  const split = splitSchemeNamePort(id);
  if (!split) throw newBadRequest(`invalid pod request ${goQuote(id)}`);
  const { storage } = context.resource;
  const key = storage.cacher.keyFor(context.request.namespace, split.name);
  const pod = (yield* storage.get(key, split.name, '0')) as Pod;
  const ip = pod.status.podIP;
  if (!ip) throw newBadRequest('address not allowed');
  const declared = pod.spec.containers.find(({ ports }) => ports !== undefined && ports.length > 0)?.ports?.[0];
  const port = split.port === '' ? (declared?.containerPort ?? 80) : Number(split.port);
  return yield* passOn(server, connect, context, { ip, port });
}

/** Any verb on services/<name>/proxy: one of its ready endpoints. pkg/registry/core/service/storage/storage.go ResourceLocation */
export function* serviceProxy(server: Server, context: RequestContext, connect: ConnectRequest): Task<Connected> {
  const { namespace = '', name: id = '' } = context.request;
  const split = splitSchemeNamePort(id);
  if (!split) throw newBadRequest(`invalid service request ${goQuote(id)}`);
  const { storage } = context.resource;
  const key = storage.cacher.keyFor(namespace, split.name);
  const service = (yield* storage.get(key, split.name, '0')) as Service;
  const portName = portNameOf(service, split.port);
  const found = endpointsOf(server, namespace, split.name, portName);
  if (found.length === 0) throw newServiceUnavailable(`no endpoints available for service ${goQuote(id)}`);
  return yield* passOn(server, connect, context, found[server.random.int(found.length)]!);
}

/** The name of the port meant by a name, a number, or nothing. */
function portNameOf({ metadata, spec }: Service, asked: string): string {
  const ports = spec.ports ?? [];
  if (asked === '') {
    if (ports.length === 1) return ports[0]!.name ?? '';
    if (ports.length === 0) return '';
    throw newServiceUnavailable(`no service port ${goQuote(asked)} found for service ${goQuote(metadata.name)}`);
  }
  if (!/^\d+$/.test(asked)) return asked;
  const found = ports.find(({ port }) => port === Number(asked));
  if (found) return found.name ?? '';
  throw newServiceUnavailable(`no service port ${asked} found for service ${goQuote(metadata.name)}`);
}

/** Where a port of a Service leads: its ready endpoints. */
export function endpointsOf(server: Server, namespace: string, service: string, portName: string): Location[] {
  const cacher = server.storage('discovery.k8s.io', 'endpointslices')?.cacher;
  const all = cacher?.list({ namespace, labels: undefined, fields: undefined, name: undefined }).items ?? [];
  const found: Location[] = [];
  for (const object of all) {
    const slice = object as EndpointSlice;
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== service) continue;
    const port = slice.ports.find(({ name }) => (name ?? '') === portName)?.port;
    if (port === undefined) continue;
    for (const { addresses, conditions } of slice.endpoints) {
      if (conditions?.ready !== false) found.push({ ip: addresses[0] ?? '', port });
    }
  }
  return found;
}

/** Any verb on nodes/<name>/proxy: the kubelet's own server. pkg/registry/core/node/rest/proxy.go */
export function* nodeProxy(server: Server, context: RequestContext, connect: ConnectRequest): Task<Connected> {
  const id = context.request.name ?? '';
  const split = splitSchemeNamePort(id);
  if (!split) throw newBadRequest(`invalid node request ${goQuote(id)}`);
  const redirect = redirection(context, connect);
  if (redirect) return redirect;
  const target = { namespace: undefined, name: split.name, path: connect.path };
  const words = {
    ...PLAIN,
    unreachable: (error: string) => newServiceUnavailable(`error trying to reach service: ${error}`),
  };
  const reply = yield* server.kubelets.call(split.name, 'get', { path: connect.path }, target, words);
  const type = reply.contentType ?? 'text/plain; charset=utf-8';
  return { response: { code: 200, body: reply.text, headers: { 'content-type': type } } };
}

/** A path that leads nowhere yet is told to end in a slash, so that relative links work. util/proxy/upgradeaware.go */
function redirection({ request }: RequestContext, { path, search, method }: ConnectRequest): Connected | undefined {
  if (path !== '' || (method !== 'GET' && method !== 'HEAD')) return undefined;
  const { namespace, resource, name } = request;
  const place = namespace === undefined ? '/api/v1' : `/api/v1/namespaces/${namespace}`;
  const location = `${place}/${resource}/${name}/proxy/${search === '' ? '' : `?${search}`}`;
  return { response: { code: 301, body: '', headers: { location } } };
}

/** Asks what listens there, over the network of pods, and answers what it says. */
function* passOn(
  server: Server,
  connect: ConnectRequest,
  context: RequestContext,
  { ip, port }: Location,
): Task<Connected> {
  const redirect = redirection(context, connect);
  if (redirect) return redirect;
  const { method, path, search, headers, body } = connect;
  const asked = search === '' ? path : `${path}?${search}`;
  const request = {
    method,
    path: asked || '/',
    headers: { 'User-Agent': headers['user-agent'] ?? '' },
    ...(body !== '' && { body }),
  };
  const answer = yield* ask(server, { ip, port }, request, DIAL_TIMEOUT);
  if (answer.failure !== undefined) throw newServiceUnavailable(`error trying to reach service: ${answer.failure}`);
  const { status, body: text } = answer;
  return { response: { code: status, body: text, headers: { 'content-type': contentTypeOf(text) } } };
}

/** Programs in pods do not say what they answer; a browser would look at it too. */
function contentTypeOf(body: string): string {
  if (body.startsWith('<')) return 'text/html';
  return /^[[{]/.test(body) ? 'application/json' : 'text/plain; charset=utf-8';
}
