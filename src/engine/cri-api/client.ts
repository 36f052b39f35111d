import {
  isCriFailure,
  runtimeAddress,
  type CriFailure,
  type CriReplies,
  type CriRequests,
  type CriStreamRequests,
  type CriStreamVerb,
  type CriVerb,
} from './runtime.ts';
import {
  NetworkError,
  RpcClient,
  SECOND,
  type Micros,
  type Network,
  type Process,
  type Stream,
  type Task,
} from '../sim/index.ts';

/** What the runtime could not do, in the words gRPC gives it. */
export class CriError extends Error {
  readonly code: CriFailure['code'] | 'Unavailable';
  /** What the runtime said, without gRPC's words around it. */
  readonly description: string;

  constructor(description: string, code: CriFailure['code'] | 'Unavailable') {
    super(`rpc error: code = ${code} desc = ${description}`);
    this.name = 'CriError';
    this.code = code;
    this.description = description;
  }
}

const TIMEOUT: Micros = 120 * SECOND;

/** Calls to the container runtime of this host. Throws CriError. */
export class CriClient {
  readonly #rpc: RpcClient;

  constructor(process: Process, network: Network) {
    this.#rpc = new RpcClient(network, process, runtimeAddress(process.host.name));
  }

  /** `name` is what the message is about, for whoever watches: a pod, a container, an image. */
  *call<V extends CriVerb>(
    verb: V,
    request: CriRequests[V],
    name?: string,
    namespace?: string,
    timeout: Micros | undefined = TIMEOUT,
  ): Task<CriReplies[V]> {
    try {
      const label = { form: 'request', verb, namespace, name } as const;
      // The runtime answers each verb with its own reply.
      return succeeded(yield* this.#rpc.call(label, request, timeout)) as CriReplies[V];
    } catch (error) {
      throw inGrpcWords(error);
    }
  }

  /** Opens a stream; throws CriError when the runtime does not. */
  *open<V extends CriStreamVerb>(
    verb: V,
    request: CriStreamRequests[V],
    name: string,
    namespace: string,
  ): Task<Stream> {
    try {
      const { reply, stream } = yield* this.#rpc.open({ form: 'request', verb, namespace, name }, request);
      succeeded(reply);
      return stream;
    } catch (error) {
      throw inGrpcWords(error);
    }
  }
}

function succeeded(reply: unknown): unknown {
  if (isCriFailure(reply)) throw new CriError(reply.failure, reply.code);
  return reply;
}

function inGrpcWords(error: unknown): unknown {
  if (!(error instanceof NetworkError)) return error;
  if (error.reason === 'timeout') return new CriError('context deadline exceeded', 'DeadlineExceeded');
  const socket = 'dial unix /run/containerd/containerd.sock: connect: connection refused';
  return new CriError(`connection error: desc = "transport: Error while dialing: ${socket}"`, 'Unavailable');
}
