import type { ApiResponse, ApiRequest, Credentials, NonResourceRequest, WatchEvent } from '../client-go/request.ts';
import { newBadRequest } from '../apimachinery/index.ts';
import { portAddress, type PodReply, type PodRequest } from '../cri-api/index.ts';
import { ServerCall, type ConnectionEnd, type Label, type Network, type Process, type Task } from '../sim/index.ts';
import { formatHttp, formatWatchEvent, parseHttp, type Format } from './http/index.ts';

/** --secure-port */
const SECURE_PORT = 6443;

/** Who sends neither a certificate nor a token. */
const NOBODY: Credentials = {};

/** A watch is one answer here, so that it must end: this long after its beginning, unless its client names a time. In seconds. */
const WATCH_SECONDS = 10;

type Handle = (call: ServerCall) => Task;

/**
 * The port that programs in pods and on machines reach with nothing but HTTP, as curl does: `kubernetes.default.svc` leads here.
 * Components that know the types talk over `kube-apiserver` instead, and both go through the same chain.
 */
export function openSecurePort(process: Process, network: Network, ip: string, handle: Handle): void {
  network.listen(portAddress(ip, SECURE_PORT), process, (end) => {
    end.onMessage = (payload, hop, label) => {
      const asked = payload as PodRequest;
      const answer = (reply: PodReply): void => {
        end.send({ form: 'response', verb: label.verb, code: reply.status, name: label.name }, reply);
      };
      if (asked.protocol === 'connect') return answer({ status: 0, body: '' });
      if (asked.protocol !== 'http') return answer({ status: 400, body: '' });
      // net/http/server.go: what a TLS port says to those who speak in the clear.
      if (!asked.tls) return answer({ status: 400, body: 'Client sent an HTTP request to an HTTPS server.\n' });
      const parsed = parseHttp(inPlainData(asked), NOBODY);
      if ('response' in parsed)
        return answer({ status: parsed.response.status, body: parsed.response.body, tls: true });
      const { request, format } = parsed;
      if ('resource' in request && request.connect?.streams) {
        const { code = 400, ...status } = newBadRequest('Upgrade request required').status;
        return answer(written({ code, body: { ...status, code } }, format));
      }
      process.go(label.verb, handle(new HttpCall(label, bounded(request), hop, end, format)));
    };
  });
}

function inPlainData({ method = 'GET', path = '/', headers = {}, body }: PodRequest): Parameters<typeof parseHttp>[0] {
  const lower = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]);
  return { method, url: path, headers: Object.fromEntries(lower), ...(body !== undefined && { body }) };
}

function bounded(request: ApiRequest | NonResourceRequest): ApiRequest | NonResourceRequest {
  if (request.verb !== 'watch' || !('resource' in request)) return request;
  const { timeoutSeconds = 0 } = request.options;
  return { ...request, options: { ...request.options, timeoutSeconds: timeoutSeconds || WATCH_SECONDS } };
}

function written(answer: ApiResponse, format: Format): PodReply {
  const { status, body } = formatHttp(answer, format);
  return { status, body, tls: true };
}

/** One request and its one answer; the events of a watch are gathered into it. */
class HttpCall extends ServerCall {
  readonly #format: Format;
  readonly #watch: boolean;
  #events = '';

  constructor(label: Label, request: ApiRequest | NonResourceRequest, hop: number, end: ConnectionEnd, format: Format) {
    const watch = request.verb === 'watch';
    super(label, request, end.peer, hop, end, 0, new Map(), watch);
    this.#format = format;
    this.#watch = watch;
    end.onClose = () => this.abort();
  }

  override reply(label: Label, payload: unknown): void {
    const answer = payload as ApiResponse;
    if (!this.#watch || answer.code >= 400) this.end.send(label, written(answer, this.#format));
  }

  override item(_label: Label, payload: unknown): void {
    this.#events += typeof payload === 'string' ? payload : formatWatchEvent(payload as WatchEvent);
  }

  override finish(): void {
    if (this.cancelled) return;
    this.cancelled = true;
    const reply: PodReply = { status: 200, body: this.#events, tls: true };
    this.end.send({ form: 'response', verb: this.label.verb, code: 200, name: this.label.name }, reply);
  }
}
