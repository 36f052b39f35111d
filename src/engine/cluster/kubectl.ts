import type { StreamMessage } from '../apimachinery/index.ts';
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

/**
 * Where an answer goes. `streams`: chunks follow, then the end. An upgrade that is let through is answered with 101, and then
 * come messages.
 */
export interface HttpReply {
  onResponse?(response: HttpResponse, streams: boolean): void;
  onChunk?(chunk: string): void;
  onMessage?(message: StreamMessage): void;
  onEnd?(): void;
  /** No answer: the connection was refused, reset or lost. */
  onFailure?(reason: string): void;
}

/** The asker's side of an exchange that has been begun. */
export interface HttpStream {
  /** Says something after an upgrade. */
  readonly send: (message: StreamMessage) => void;
  /** Gives up: nothing more will be told. */
  readonly cancel: () => void;
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

  /** Sends a request; the answer comes to `reply` at the virtual time when it has travelled back. */
  request(http: HttpRequest, reply: HttpReply, fallback: Credentials = ADMIN): Exchange {
    const exchange = new Exchange(reply);
    this.process.go('request', this.#exchange(http, exchange, fallback));
    return exchange;
  }

  *#exchange(http: HttpRequest, exchange: Exchange, fallback: Credentials): Task {
    const parsed = parseHttp(http, fallback, this.yaml);
    if ('response' in parsed) {
      exchange.respond(parsed.response, false);
      return;
    }
    const { request, format } = parsed;
    const label: Label =
      'resource' in request ? requestLabel(request) : { form: 'request', verb: request.verb, name: request.path };
    const span = this.process.begin('kubectl', `${http.method} ${http.url.split('?')[0]}`);
    try {
      if ('resource' in request && (request.verb === 'watch' || request.connect?.streams)) {
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
    if (answer.code >= 400 || answer.code === 204) {
      stream.cancel();
      exchange.respond(response, false);
      return;
    }
    if (exchange.cancelled) {
      stream.cancel();
      return;
    }
    exchange.onCancel = () => stream.cancel();
    exchange.onSend = (message) => stream.send(MESSAGE, message);
    exchange.respond({ ...response, body: '' }, true);
    for (;;) {
      const item = yield* stream.next();
      if (!item || exchange.cancelled) break;
      if (answer.code === 101) exchange.message(item.payload as StreamMessage);
      else
        exchange.chunk(typeof item.payload === 'string' ? item.payload : formatWatchEvent(item.payload as WatchEvent));
    }
    exchange.end();
  }
}

const MESSAGE: Label = { form: 'data', verb: 'data' };

/** One question and its answer, which its asker may stop waiting for; after an upgrade, a conversation. */
export class Exchange {
  cancelled = false;
  onCancel: () => void = () => {};
  onSend: (message: StreamMessage) => void = () => {};
  constructor(readonly reply: HttpReply) {}

  cancel(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    this.onCancel();
  }

  /** Says something after an upgrade. */
  send(message: StreamMessage): void {
    if (!this.cancelled) this.onSend(message);
  }

  message(message: StreamMessage): void {
    if (!this.cancelled) this.reply.onMessage?.(message);
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
