/**
 * connect: subresources that lead out of the API server, to a kubelet or to what listens in a pod. They pass authentication,
 * authorization and admission like every request, and then bytes go through.
 *
 * Different from Kubernetes: the API server speaks to a kubelet over one connection, in the simulated network's messages, where
 * upstream dials anew and speaks HTTP, SPDY or WebSocket; links in proxied HTML are not rewritten.
 */
import type { ApiRequest, ApiResponse, ConnectRequest } from '../../../client-go/request.ts';
import type { ServerCall, Task } from '../../../sim/index.ts';
import { notAllowed } from '../../handlers/routes.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { admitConnect } from './admit.ts';
import { podLog } from './log.ts';
import { nodeProxy, podProxy, serviceProxy } from './proxy.ts';
import { podAttach, podExec, podPortForward } from './streams.ts';

/** The answer, and for what goes on after it, how it begins. */
export interface Connected {
  readonly response: ApiResponse;
  readonly begin?: () => void;
}

type Connecter = (
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
) => Task<Connected>;

interface Connection {
  readonly verbs: ReadonlySet<string>;
  readonly connect: Connecter;
  /** The kind of its options, as admission is shown them; a log is read and not connected to. */
  readonly options?: string;
}

const GET = new Set(['get']);
const UPGRADES = new Set(['get', 'create']);
const ALL = new Set(['get', 'create', 'update', 'patch', 'delete']);

/** resource/subresource → what it leads to. */
const CONNECTIONS: ReadonlyMap<string, Connection> = new Map<string, Connection>([
  ['pods/log', { verbs: GET, connect: podLog }],
  ['pods/exec', { verbs: UPGRADES, connect: podExec, options: 'PodExecOptions' }],
  ['pods/attach', { verbs: UPGRADES, connect: podAttach, options: 'PodAttachOptions' }],
  ['pods/portforward', { verbs: UPGRADES, connect: podPortForward, options: 'PodPortForwardOptions' }],
  ['pods/proxy', { verbs: ALL, connect: podProxy, options: 'PodProxyOptions' }],
  ['services/proxy', { verbs: ALL, connect: serviceProxy, options: 'ServiceProxyOptions' }],
  ['nodes/proxy', { verbs: ALL, connect: nodeProxy, options: 'NodeProxyOptions' }],
]);

const BARE: ConnectRequest = {
  method: 'GET',
  path: '',
  search: '',
  query: new Map(),
  headers: {},
  body: '',
  upgrade: undefined,
  streams: false,
};

/** How a request is connected, or undefined when it is for the store. */
export function connecterOf({ group, resource, subresource }: ApiRequest): Connection | undefined {
  return subresource === undefined || group !== '' ? undefined : CONNECTIONS.get(`${resource}/${subresource}`);
}

export function* connectTo(
  connection: Connection,
  server: Server,
  context: RequestContext,
  call: ServerCall,
): Task<Connected> {
  const { request } = context;
  if (!connection.verbs.has(request.verb)) throw notAllowed();
  const connect = request.connect ?? BARE;
  if (connection.options !== undefined) admitConnect(server, context, connection.options, connect);
  return yield* connection.connect(server, context, connect, call);
}
