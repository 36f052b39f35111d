import { StatusError, type ApiObject, type Status } from '../apimachinery/index.ts';
import {
  RpcClient,
  sleep,
  type Label,
  type Micros,
  type Network,
  type Process,
  type Stream,
  type Task,
} from '../sim/index.ts';
import { ResourceClient } from './resource-client.ts';
import { TokenBucket } from './token-bucket.ts';
import type { ApiRequest, ApiResponse, Credentials } from './request.ts';

/** Where a resource is served and what its objects are called. `src/engine/api/refs.ts` has one for each kind. */
export interface ResourceRef {
  readonly group: string;
  readonly version: string;
  readonly resource: string;
  readonly kind: string;
  readonly namespaced: boolean;
}

export interface ClientOptions {
  readonly credentials: Credentials;
  readonly userAgent: string;
  /** Requests a second on average; 0 or less: no limit. client-go's default is 5. */
  readonly qps?: number;
  /** Requests at once. client-go's default is 10. */
  readonly burst?: number;
  /** How long a request may take, watches excepted (rest.Config.Timeout). Without it, as long as it likes. */
  readonly timeout?: Micros;
  readonly address?: string;
}

/** `deployments.apps`, `pods`: how labels of messages name a resource. */
export function qualifiedResource(group: string, resource: string): string {
  return group === '' ? resource : `${resource}.${group}`;
}

const labels = new Map<string, Map<string, string>>();
/** As qualifiedResource, but the text of a resource is made once: every message carries it. */
function qualified(group: string, resource: string): string {
  if (group === '') return resource;
  let ofGroup = labels.get(group);
  if (!ofGroup) labels.set(group, (ofGroup = new Map()));
  let text = ofGroup.get(resource);
  if (text === undefined) ofGroup.set(resource, (text = qualifiedResource(group, resource)));
  return text;
}

/** A clientset: one connection to the API server, one identity, one rate limit. */
export class Client {
  readonly rpc: RpcClient;
  readonly limiter: TokenBucket;

  constructor(
    readonly process: Process,
    network: Network,
    readonly options: ClientOptions,
  ) {
    this.rpc = new RpcClient(network, process, options.address ?? 'kube-apiserver');
    this.limiter = new TokenBucket(process.sim, options.qps ?? 5, options.burst ?? 10);
  }

  resource<T extends ApiObject>(ref: ResourceRef): ResourceClient<T> {
    return new ResourceClient<T>(this, ref);
  }

  /** Sends one request and gives the body of its answer. Throws StatusError for what the server refused, NetworkError for the rest. */
  *do(request: ApiRequest): Task<unknown> {
    // The limiter's own task is left out: each task around a request is paid for at each of its waits.
    const wait = this.limiter.reserve();
    if (wait > 0) yield* sleep(this.process.sim, wait);
    return bodyOf((yield* this.rpc.call(requestLabel(request), request, this.options.timeout)) as ApiResponse);
  }

  *watch(request: ApiRequest): Task<Stream> {
    yield* this.limiter.accept();
    const { reply, stream } = yield* this.rpc.open(requestLabel(request), request);
    const response = reply as ApiResponse;
    if (response.code >= 400) {
      stream.cancel();
      throw new StatusError(response.body as Status);
    }
    return stream;
  }
}

function bodyOf({ code, body }: ApiResponse): unknown {
  if (code >= 400) throw new StatusError(body as Status);
  return body;
}

export function requestLabel(request: ApiRequest): Label {
  return {
    form: 'request',
    verb: request.verb,
    resource: qualified(request.group, request.resource),
    subresource: request.subresource,
    namespace: request.namespace,
    name: request.name ?? nameOf(request.body),
  };
}

function nameOf(body: unknown): string | undefined {
  if (typeof body !== 'object' || body === null || !('metadata' in body)) return undefined;
  const { metadata } = body as { metadata?: { name?: string } };
  return metadata?.name;
}
