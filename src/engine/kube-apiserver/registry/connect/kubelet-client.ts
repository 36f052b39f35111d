import type { Node } from '../../../api/node/types.ts';
import {
  failure,
  newBadRequest,
  newInternalError,
  newNotFound,
  type StatusError,
} from '../../../apimachinery/index.ts';
import {
  KUBELET_PORT,
  kubeletAddress,
  type KubeletReply,
  type KubeletRequests,
  type KubeletVerb,
} from '../../../cri-api/index.ts';
import { NetworkError, RpcClient, SECOND, sleep, type Label, type Stream, type Task } from '../../../sim/index.ts';
import type { Server } from '../../server.ts';

/** How long the API server tries to reach a machine that says nothing at all (net.Dialer in cmd/kube-apiserver/app). */
const DIAL_TIMEOUT = 30 * SECOND;

/** What a refusal or a failure becomes is another thing for a log than for an upgrade. */
export interface Words {
  /** The kubelet's own error. */
  refused(code: number, text: string): StatusError;
  /** It could not be reached: `dial tcp 172.18.0.11:10250: connect: connection refused`. */
  unreachable(error: string, url: string): StatusError;
}

/** The API server's connections to the kubelets, one to each that has been asked for something. pkg/kubelet/client */
export class KubeletClient {
  readonly #server: Server;
  readonly #connections = new Map<string, RpcClient>();

  constructor(server: Server) {
    this.#server = server;
  }

  *call<V extends KubeletVerb>(
    node: string,
    verb: V,
    request: KubeletRequests[V],
    target: Target,
    words: Words,
  ): Task<Extract<KubeletReply, { code: 200 }>> {
    const at = yield* this.#reach(node, target, words);
    let reply: KubeletReply;
    try {
      reply = (yield* at.rpc.call(labelOf(verb, target), request)) as KubeletReply;
    } catch (error) {
      throw inWords(error, at, words);
    }
    if (reply.code === 200) return reply;
    throw words.refused(reply.code, 'error' in reply ? reply.error : '');
  }

  /** Throws StatusError for what the kubelet refuses. */
  *open<V extends KubeletVerb>(
    node: string,
    verb: V,
    request: KubeletRequests[V],
    target: Target,
    words: Words,
  ): Task<Stream> {
    const at = yield* this.#reach(node, target, words);
    let opened: { readonly reply: unknown; readonly stream: Stream };
    try {
      opened = yield* at.rpc.open(labelOf(verb, target), request);
    } catch (error) {
      throw inWords(error, at, words);
    }
    const reply = opened.reply as KubeletReply;
    if (!('error' in reply)) return opened.stream;
    opened.stream.cancel();
    throw words.refused(reply.code, reply.error);
  }

  /** Looks the node up and waits in vain for a machine that does not answer. */
  *#reach(node: string, target: Target, words: Words): Task<Reached> {
    const { sim, network, process } = this.#server;
    const host = hostOf(this.#server, node);
    const url = `https://${host}${target.path}`;
    const address = kubeletAddress(node);
    if (network.isSilent(process, address)) {
      const hop = sim.recorder.hopSent(sim.cause, process.id, address, labelOf('get', target), sim.now, sim.now);
      sim.recorder.hopEnded(hop, 'lost', sim.now);
      yield* sleep(sim, DIAL_TIMEOUT);
      throw words.unreachable(`dial tcp ${host}: i/o timeout`, url);
    }
    let rpc = this.#connections.get(node);
    if (!rpc) this.#connections.set(node, (rpc = new RpcClient(network, process, address)));
    return { rpc, host, url };
  }
}

/** What a call is about, and the path that it would have over HTTP. */
export interface Target {
  readonly namespace: string | undefined;
  readonly name: string;
  readonly path: string;
}

interface Reached {
  readonly rpc: RpcClient;
  readonly host: string;
  readonly url: string;
}

function labelOf(verb: KubeletVerb, { namespace, name }: Target): Label {
  return { form: 'request', verb, namespace, name };
}

/** pkg/kubelet/client/kubelet_client.go GetConnectionInfo, with kubeadm's order of address types. */
function hostOf(server: Server, name: string): string {
  const node = server.cached('', 'nodes', undefined, name) as Node | undefined;
  if (!node) throw newNotFound({ group: '', resource: 'nodes' }, name);
  const { addresses = [], daemonEndpoints } = node.status;
  const address =
    addresses.find(({ type }) => type === 'InternalIP') ?? addresses.find(({ type }) => type === 'Hostname');
  if (!address) throw failure(500, undefined, 'no preferred addresses found; known addresses: []');
  return `${address.address}:${daemonEndpoints?.kubeletEndpoint?.Port || KUBELET_PORT}`;
}

function inWords(error: unknown, { host, url }: Reached, words: Words): unknown {
  if (!(error instanceof NetworkError)) return error;
  const text = error.reason === 'refused' ? `dial tcp ${host}: connect: connection refused` : error.message;
  return words.unreachable(text, url);
}

/** Logs and proxied paths: the transport's error as it is. registry/generic/rest/response_checker.go */
export const PLAIN: Words = {
  refused: (code, text) =>
    code === 400 ? newBadRequest(text) : code === 500 ? newInternalError(text) : failure(code, 'NotFound', text),
  unreachable: (error, url) => failure(500, undefined, `Get ${JSON.stringify(url)}: ${error}`),
};
