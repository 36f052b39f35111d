import { isJSONObject, newGenericServerResponse, StatusError, type Status } from '../../engine/apimachinery/index.ts';
import type { HttpRequest, HttpResponse, StreamEvent } from '../../protocol/index.ts';
import type { OpenRequest, Transport, World } from '../world.ts';
import { UrlError } from './errors.ts';
import { withQuery } from './query.ts';
import type { Json, RequestOptions, Rest, WatchEvent } from './types.ts';
import type { Warnings } from './warnings.ts';
import { watchEvents } from './watch.ts';

const JSON_TYPE = 'application/json';

/** Where requests go, and what every one of them carries. */
export interface Endpoint {
  readonly transport: Transport;
  /** As errors name it: `http://127.0.0.1:8001`. */
  readonly server: string;
  readonly headers: Readonly<Record<string, string>>;
  /** How long one answer may take, in microseconds; 0: as long as it takes. */
  readonly timeout: number;
}

/** Requests to the API server (client-go/rest/request.go). The endpoint is asked for with the first of them. */
export class RestClient implements Rest {
  constructor(
    readonly endpoint: () => Promise<Endpoint>,
    readonly warnings: Warnings,
    readonly world: Pick<World, 'signal' | 'sleep'>,
  ) {}

  get(path: string, options: RequestOptions = {}): Promise<Json> {
    return this.#json('GET', path, undefined, options);
  }

  post(path: string, body: unknown, options: RequestOptions = {}): Promise<Json> {
    return this.#json('POST', path, body, options);
  }

  put(path: string, body: unknown, options: RequestOptions = {}): Promise<Json> {
    return this.#json('PUT', path, body, options);
  }

  patch(path: string, body: unknown, options: RequestOptions & { readonly contentType: string }): Promise<Json> {
    return this.#json('PATCH', path, body, options);
  }

  delete(path: string, body?: unknown, options: RequestOptions = {}): Promise<Json> {
    return this.#json('DELETE', path, body, options);
  }

  async raw(method: string, path: string, body?: string, options: RequestOptions = {}): Promise<HttpResponse> {
    const { transport, server, headers, timeout } = await this.endpoint();
    const request = requestOf(method, path, body, options, headers);
    const late = timeout > 0 ? [this.#late(timeout)] : [];
    let response: HttpResponse;
    try {
      response = await untilAborted(this.world.signal, Promise.race([transport.fetch(request), ...late]));
    } catch (error) {
      throw this.#unreached(error, method, `${server}${request.url}`);
    }
    this.warnings.hear(headerOf(response, 'warning'));
    return response;
  }

  watch(path: string, options: RequestOptions = {}): AsyncIterable<WatchEvent> {
    const watching = { ...options, query: { ...options.query, watch: true } };
    return watchEvents((told) => this.open('GET', path, watching, told), this.world.signal);
  }

  connect(method: string, path: string, options: RequestOptions, told: (event: StreamEvent) => void): OpenRequest {
    let opened: OpenRequest | undefined;
    let cancelled = false;
    const early: Parameters<OpenRequest['send']>[0][] = [];
    void this.open(method, path, options, told).then(
      (open) => {
        opened = open;
        for (const message of early) open.send(message);
        if (cancelled) open.cancel();
      },
      (error: unknown) => told({ type: 'failed', reason: error instanceof Error ? error.message : String(error) }),
    );
    return {
      send: (message) => (opened === undefined ? void early.push(message) : opened.send(message)),
      cancel: () => {
        cancelled = true;
        opened?.cancel();
      },
    };
  }

  private async open(
    method: string,
    path: string,
    options: RequestOptions,
    told: (event: StreamEvent) => void,
  ): Promise<OpenRequest> {
    const { transport, headers, server } = await this.endpoint();
    const request = requestOf(method, path, undefined, options, headers);
    return transport.connect(request, (event) => {
      if (event.type === 'response') this.warnings.hear(headerOf(event.response, 'warning'));
      if (event.type === 'failed') {
        told({ type: 'failed', reason: event.reason === '' ? `could not reach ${server}` : event.reason });
      } else told(event);
    });
  }

  async #json(method: string, path: string, body: unknown, options: RequestOptions): Promise<Json> {
    const text = body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body);
    const response = await this.raw(method, path, text, options);
    if (response.status >= 400) throw refusalOf(response, method, path);
    if (response.body === '') return {};
    const value: unknown = JSON.parse(response.body);
    return isJSONObject(value) ? value : {};
  }

  async #late(timeout: number): Promise<never> {
    await this.world.sleep(timeout);
    throw new Error('context deadline exceeded (Client.Timeout exceeded while awaiting headers)');
  }

  #unreached(error: unknown, method: string, url: string): unknown {
    if (this.world.signal.aborted) return this.world.signal.reason ?? error;
    const reason = error instanceof Error ? error.message : String(error);
    return new UrlError(method.slice(0, 1) + method.slice(1).toLowerCase(), url, reason);
  }
}

/** Answers as `work` does, unless the signal comes first. Leaves nothing behind on the signal. */
async function untilAborted<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  let abort = (): void => {};
  const aborted = new Promise<never>((_, reject) => {
    abort = () => reject(signal.reason as Error);
    if (signal.aborted) abort();
    else signal.addEventListener('abort', abort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}

function requestOf(
  method: string,
  path: string,
  body: string | undefined,
  { query, accept = JSON_TYPE, contentType = JSON_TYPE, headers: own }: RequestOptions,
  headers: Endpoint['headers'],
): HttpRequest {
  return {
    method,
    url: withQuery(path, query),
    headers: {
      ...headers,
      accept,
      ...(body !== undefined && { 'content-type': contentType }),
      ...own,
    },
    ...(body !== undefined && { body }),
  };
}

export function headerOf(response: HttpResponse, name: string): string | undefined {
  for (const [key, value] of Object.entries(response.headers)) if (key.toLowerCase() === name) return value;
  return undefined;
}

/** What a server said no with: its own Status, or what client-go makes of a code alone. */
export function refusalOf(response: HttpResponse, method: string, path: string): StatusError {
  const status = statusOf(response.body);
  if (status !== undefined) return new StatusError(status);
  const { resource, name } = resourceOf(path);
  return newGenericServerResponse({
    code: response.status,
    verb: method,
    serverMessage: response.body.trim(),
    ...(resource !== undefined && { resource }),
    ...(name !== undefined && { name }),
  });
}

function statusOf(body: string): Status | undefined {
  try {
    const value: unknown = JSON.parse(body);
    return isJSONObject(value) && value['kind'] === 'Status' ? (value as unknown as Status) : undefined;
  } catch {
    return undefined;
  }
}

/** Which resource a path is about, as client-go's request knows it from how it was built. */
function resourceOf(path: string): { resource?: { group: string; resource: string }; name?: string } {
  const parts = path.replace(/\?.*/, '').split('/').slice(1);
  if (parts[0] !== 'api' && parts[0] !== 'apis') return {};
  const group = parts[0] === 'api' ? '' : (parts[1] ?? '');
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  if (rest[0] === 'namespaces' && rest.length > 2) rest = rest.slice(2);
  const [resource, name] = rest;
  if (resource === undefined) return {};
  return { resource: { group, resource }, ...(name !== undefined && { name: decodeURIComponent(name) }) };
}
