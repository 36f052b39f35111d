import { requestLabel, type ApiResponse, type Credentials, type WatchEvent } from '../client-go/index.ts';
import {
  formatHttp,
  formatWatchEvent,
  parseHttp,
  type Format,
  type HttpResponse,
  type YAML,
} from '../kube-apiserver/index.ts';
import {
  NetworkError,
  RpcClient,
  type Label,
  type Network,
  type Process,
  type Stream,
  type Task,
} from '../sim/index.ts';

/** An HTTP request in plain data. */
export interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type { HttpResponse };

/** Where an answer goes. `streams`: chunks follow, then the end. */
export interface HttpReply {
  onResponse?(response: HttpResponse, streams: boolean): void;
  onChunk?(chunk: string): void;
  onEnd?(): void;
  /** No answer: the connection was refused, reset or lost. */
  onFailure?(reason: string): void;
}

/** What kubeadm writes into admin.conf: the person in front of the cluster may do everything. */
export const ADMIN: Credentials = {
  clientCertificate: { commonName: 'kubernetes-admin', organizations: ['system:masters', 'kubeadm:cluster-admins'] },
};

/** The person's kubectl (and every other program on the person's machine): sends HTTP requests through the network. */
export class Kubectl {
  readonly #rpc: RpcClient;

  constructor(
    readonly process: Process,
    network: Network,
    readonly yaml: YAML | undefined,
  ) {
    this.#rpc = new RpcClient(network, process, 'kube-apiserver');
  }

  /** Sends a request; the answer comes to `reply` at the virtual time when it has travelled back. Returns how to give up. */
  request(http: HttpRequest, reply: HttpReply): () => void {
    const exchange = new Exchange(reply);
    this.process.go('request', this.#exchange(http, exchange));
    return () => exchange.cancel();
  }

  *#exchange(http: HttpRequest, exchange: Exchange): Task {
    const parsed = parseHttp(http, ADMIN, this.yaml);
    if ('response' in parsed) {
      exchange.respond(parsed.response, false);
      return;
    }
    const { request, format } = parsed;
    const label: Label =
      'resource' in request ? requestLabel(request) : { form: 'request', verb: request.verb, name: request.path };
    const span = this.process.begin('kubectl', `${http.method} ${http.url.split('?')[0]}`);
    try {
      if ('resource' in request && request.verb === 'watch') {
        const { reply, stream } = yield* this.#rpc.open(label, request);
        span.end('ok', { code: (reply as ApiResponse).code });
        yield* this.#stream(reply as ApiResponse, stream, format, exchange);
      } else {
        const answer = (yield* this.#rpc.call(label, request)) as ApiResponse;
        span.end(answer.code < 400 ? 'ok' : 'error', { code: answer.code });
        exchange.respond(formatHttp(answer, format), false);
      }
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
      span.end('error', { message: error.message });
      exchange.fail(error.message);
    }
  }

  *#stream(answer: ApiResponse, stream: Stream, format: Format, exchange: Exchange): Task {
    const response = formatHttp(answer, format);
    if (answer.code >= 400) {
      exchange.respond(response, false);
      return;
    }
    exchange.onCancel = () => stream.cancel();
    exchange.respond({ ...response, body: '' }, true);
    for (;;) {
      const item = yield* stream.next();
      if (!item || exchange.cancelled) break;
      exchange.chunk(formatWatchEvent(item.payload as WatchEvent));
    }
    exchange.end();
  }
}

/** One question and its answer, which its asker may stop waiting for. */
class Exchange {
  cancelled = false;
  onCancel: () => void = () => {};
  constructor(readonly reply: HttpReply) {}

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.onCancel();
  }

  respond(response: HttpResponse, streams: boolean): void {
    if (!this.cancelled) this.reply.onResponse?.(response, streams);
  }

  chunk(text: string): void {
    if (!this.cancelled) this.reply.onChunk?.(text);
  }

  end(): void {
    if (!this.cancelled) this.reply.onEnd?.();
  }

  fail(reason: string): void {
    if (!this.cancelled) this.reply.onFailure?.(reason);
  }
}
