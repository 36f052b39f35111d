import { createCel } from '../cel/index.ts';
import { parseDuration } from '../engine/apimachinery/index.ts';
import { Cluster, type ClusterOptions, type FaultParams, type HttpResponse } from '../engine/cluster/index.ts';
import type { TraceRecorder } from '../engine/trace/index.ts';

/** The engine for tests, for servers and for people who embed it: the Kubernetes API with web-standard types. */
export interface ClusterHandle {
  /**
   * The Kubernetes REST API. Virtual time runs until the answer is there; a watch is a stream of lines that grows as time
   * goes on. Answers a network failure as the promise's rejection.
   */
  fetch(request: Request): Promise<Response>;
  /** Runs for a stretch of virtual time: a Go duration (`5m`, `1h30m`) or microseconds. */
  advance(duration: string | number): Promise<void>;
  /** Something done to the cluster by hand; see `src/engine/cluster/faults.ts`. */
  fault(name: string, params?: FaultParams): Promise<void>;
  readonly trace: TraceRecorder;
  readonly cluster: Cluster;
}

/** How far the clock may run ahead for one answer, in microseconds of virtual time. */
const PATIENCE = 60_000_000;

/** Boots a cluster and runs it until its nodes are ready. */
export function createCluster(options: ClusterOptions): ClusterHandle {
  const cluster = new Cluster({ cel: createCel(), ...options });
  cluster.runUntilReady();
  return {
    cluster,
    trace: cluster.trace,
    fetch: (request) => fetchFrom(cluster, request),
    advance: async (duration) => cluster.advance(typeof duration === 'number' ? duration : parseDuration(duration)),
    fault: async (name, params) => cluster.fault(name, params),
  };
}

async function fetchFrom(cluster: Cluster, request: Request): Promise<Response> {
  const { pathname, search } = new URL(request.url);
  const body = request.body === null ? undefined : await bodyOf(request);
  const exchange = new Exchange();
  const cancel = cluster.request(
    {
      method: request.method,
      url: pathname + search,
      headers: Object.fromEntries(request.headers),
      ...(body !== undefined && { body }),
    },
    {
      onResponse: (response, streams) => exchange.respond(response, streams),
      onChunk: (chunk) => exchange.push(chunk),
      onEnd: () => exchange.end(),
      onFailure: (reason) => exchange.fail(reason),
    },
  );
  exchange.onCancel = cancel;
  request.signal.addEventListener('abort', cancel, { once: true });
  const deadline = cluster.now + PATIENCE;
  while (!exchange.response && exchange.failure === undefined && cluster.now < deadline && cluster.sim.step());
  if (!exchange.response) {
    cancel();
    throw new TypeError(exchange.failure ?? 'the cluster did not answer within a minute of its time');
  }
  return exchange.response;
}

/** Text, or a character for each byte of what is no text. */
async function bodyOf(request: Request): Promise<string> {
  if (!request.headers.get('content-type')?.startsWith('application/vnd.kubernetes.protobuf')) return request.text();
  const bytes = new Uint8Array(await request.arrayBuffer());
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
}

/** Turns what comes back from the cluster into a Response, whole or growing. */
class Exchange {
  response: Response | undefined;
  failure: string | undefined;
  onCancel: () => void = () => {};
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  respond({ status, headers, body }: HttpResponse, streams: boolean): void {
    const init = { status, headers: { ...headers } };
    if (!streams) {
      this.response = new Response(body === '' ? null : body, init);
      return;
    }
    const content = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
      },
      cancel: () => {
        this.#stream = undefined;
        this.onCancel();
      },
    });
    this.response = new Response(content, init);
  }

  push(chunk: string): void {
    this.#stream?.enqueue(new TextEncoder().encode(chunk));
  }

  fail(reason: string): void {
    this.failure = reason;
    this.#stream?.error(new TypeError(reason));
    this.#stream = undefined;
  }

  end(): void {
    this.#stream?.close();
    this.#stream = undefined;
  }
}
