import {
  ERROR,
  StatusError,
  failure,
  newBadRequest,
  newForbidden,
  exitStatus,
  streamFailure,
  textOf,
  type Status,
  type StreamMessage,
} from '../../../apimachinery/index.ts';
import type { ConnectRequest } from '../../../client-go/request.ts';
import type { KubeletRequests } from '../../../cri-api/index.ts';
import type { Label, ServerCall, Stream, Task } from '../../../sim/index.ts';
import { authorize, forbiddenMessage } from '../../authorization/authorizer.ts';
import type { RequestContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import type { Connected } from './index.ts';
import type { Target, Words } from './kubelet-client.ts';
import { optionsOf, type Query } from './options.ts';
import { containerOf, getPod, nodeOf } from './pod-location.ts';

/** POST and GET pods/<name>/exec. pkg/registry/core/pod/rest/subresources.go ExecREST */
export function* podExec(
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
): Task<Connected> {
  const query = optionsOf(connect.query);
  const command = query.all('command');
  return yield* intoContainer(server, context, connect, call, 'exec', { command });
}

/** POST and GET pods/<name>/attach. AttachREST */
export function* podAttach(
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
): Task<Connected> {
  return yield* intoContainer(server, context, connect, call, 'attach', { command: [] });
}

function* intoContainer(
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
  verb: 'exec' | 'attach',
  { command }: Pick<KubeletRequests['exec'], 'command'>,
): Task<Connected> {
  mayCreate(server, context, connect);
  const { name = '', namespace = '' } = context.request;
  const query = optionsOf(connect.query);
  const pod = yield* getPod(context);
  const container = containerOf(pod, query.text('container'));
  const node = nodeOf(pod);
  if (connect.upgrade === undefined) throw newBadRequest('Upgrade request required');
  const stdio = {
    stdin: query.flag('stdin'),
    stdout: query.flag('stdout'),
    stderr: query.flag('stderr'),
    tty: query.flag('tty'),
  };
  const search = kubeletSearch(query, command);
  const target: Target = { namespace, name, path: `/${verb}/${namespace}/${name}/${container}?${search}` };
  const asked = { namespace, pod: name, container, command, ...stdio };
  const words = wordsOf(connect);
  try {
    return joined(server, call, yield* server.kubelets.open(node, verb, asked, target, words), translated(connect));
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    // The WebSocket is open before the kubelet is asked, so the refusal has to come through it.
    return translated(connect) ? failed(call, error) : proxied(error);
  }
}

/** POST and GET pods/<name>/portforward. PortForwardREST */
export function* podPortForward(
  server: Server,
  context: RequestContext,
  connect: ConnectRequest,
  call: ServerCall,
): Task<Connected> {
  mayCreate(server, context, connect);
  const { name = '', namespace = '' } = context.request;
  const node = nodeOf(yield* getPod(context));
  if (connect.upgrade === undefined) throw newBadRequest('Upgrade request required');
  const target: Target = { namespace, name, path: `/portForward/${namespace}/${name}` };
  const asked = { namespace, pod: name };
  try {
    const stream = yield* server.kubelets.open(node, 'portForward', asked, target, wordsOf(connect));
    return joined(server, call, stream, false);
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return proxied(error);
  }
}

/** A WebSocket begins as a GET: whoever may only read must not get in by it (AuthorizePodWebsocketUpgradeCreatePermission). */
function mayCreate(server: Server, { request, user }: RequestContext, { upgrade }: ConnectRequest): void {
  if (upgrade !== 'websocket' || request.verb !== 'get') return;
  const { group, resource, subresource, namespace, name } = request;
  const access = { user, verb: 'create', group, resource, subresource, namespace, name, path: undefined };
  const { decision, reason } = authorize(server.authorizers, access);
  if (decision === 'allow') return;
  const text = forbiddenMessage(access);
  throw newForbidden({ group, resource }, name ?? '', reason ? `${text}: ${reason}` : text);
}

/** Carries messages both ways until one side has left. */
function joined(server: Server, call: ServerCall, stream: Stream, translates: boolean): Connected {
  const begin = () => {
    call.onInput = (payload, label) => stream.send(label, payload);
    call.onCancel = () => stream.cancel();
    server.process.go('stream', passBack(server, stream, call, translates));
  };
  return { response: { code: 101, body: undefined }, begin };
}

function* passBack(server: Server, stream: Stream, call: ServerCall, translates: boolean): Task {
  for (;;) {
    const item = yield* stream.next();
    if (!item) break;
    server.sim.cause = item.hop;
    const message = item.payload as StreamMessage;
    const label: Label = { form: 'item', verb: 'data', bytes: 'data' in message ? message.data.length : 0 };
    call.item(label, translates ? translatedStatus(message) : message);
  }
  call.finish(stream.failure);
}

/** What the API server makes of the kubelet's last word when it speaks for it. util/proxy/streamtranslator.go */
function translatedStatus(message: StreamMessage): StreamMessage {
  const { channel } = message;
  if (channel !== ERROR || !('data' in message)) return message;
  const status = JSON.parse(textOf(message.data)) as Pick<Status, 'status' | 'message' | 'details'> & {
    reason?: string;
  };
  if (status.status === 'Success') return message;
  if (status.reason !== 'NonZeroExitCode') return { channel, data: streamFailure(status.message ?? '') };
  const code = Number(status.details?.causes?.[0]?.message);
  return { channel, data: exitStatus(code, `command terminated with exit code ${code}`) };
}

/** An answer of the kubelet that is passed on as it is: text, not a Status. */
class KubeletRefusal extends StatusError {
  readonly code: number;
  readonly text: string;

  constructor(code: number, text: string) {
    super(failure(code, undefined, text).status);
    this.code = code;
    this.text = text;
  }
}

function proxied(error: StatusError): Connected {
  if (!(error instanceof KubeletRefusal)) throw error;
  return { response: { code: error.code, body: `${error.text}\n` } };
}

function failed(call: ServerCall, error: StatusError): Connected {
  const begin = () => {
    const message: StreamMessage = { channel: ERROR, data: streamFailure(error.message) };
    call.item({ form: 'item', verb: 'error' }, message);
    call.finish();
  };
  return { response: { code: 101, body: undefined }, begin };
}

/** Whether the API server speaks WebSocket itself and SPDY to the kubelet (TranslateStreamCloseWebsocketRequests). */
function translated({ upgrade, headers }: ConnectRequest): boolean {
  return upgrade === 'websocket' && /\bv5\.channel\.k8s\.io\b/.test(headers['sec-websocket-protocol'] ?? '');
}

function wordsOf(connect: ConnectRequest): Words {
  if (translated(connect)) {
    return {
      refused: (code, text) => failure(code, undefined, `unable to upgrade connection: ${text}`),
      unreachable: (error, url) =>
        failure(500, undefined, `error sending request: Post ${JSON.stringify(url)}: ${error}`),
    };
  }
  return {
    refused: (code, text) => new KubeletRefusal(code, text),
    unreachable: (error) => failure(500, undefined, `error dialing backend: ${error}`),
  };
}

/** Exec options as the kubelet's server reads them: short names, in Go's order. pkg/registry/core/pod/strategy.go streamParams */
function kubeletSearch(query: Query, command: readonly string[]): string {
  const pairs = command.map((word) => `command=${encodeURIComponent(word)}`);
  if (query.flag('stderr')) pairs.push('error=1');
  if (query.flag('stdin')) pairs.push('input=1');
  if (query.flag('stdout')) pairs.push('output=1');
  if (query.flag('tty')) pairs.push('tty=1');
  return pairs.join('&');
}
