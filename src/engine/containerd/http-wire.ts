import { bytesOf, textOf, type Bytes } from '../apimachinery/index.ts';
import type { PodReply, PodRequest } from '../cri-api/index.ts';

/** A request as it was read off a connection, and whether its client wants to ask again on it. */
export interface WireRequest {
  readonly request: PodRequest;
  readonly keepAlive: boolean;
}

/** More than this without a complete request is not HTTP. */
const LIMIT = 4 * 1024 * 1024;

/** Reads HTTP/1.x requests out of the bytes of one connection, however they were cut. */
export class HttpReader {
  #held: Bytes = '';

  push(bytes: Bytes): void {
    this.#held += bytes;
  }

  /** The next whole request, undefined while it is not all there, 'bad' when it never will be one. */
  next(): WireRequest | 'bad' | undefined {
    const end = this.#held.indexOf('\r\n\r\n');
    if (end < 0) return this.#held.length > LIMIT ? 'bad' : undefined;
    const [first = '', ...lines] = this.#held.slice(0, end).split('\r\n');
    const match = /^([A-Z]+) (\S+) HTTP\/1\.([01])$/.exec(first);
    if (!match) return 'bad';
    const headers = readHeaders(lines);
    const body = readBody(this.#held, end + 4, headers);
    if (body === 'bad') return 'bad';
    if (body === undefined) return this.#held.length > LIMIT ? 'bad' : undefined;
    this.#held = this.#held.slice(body.end);
    const connection = (headers.get('connection') ?? '').toLowerCase();
    return {
      request: {
        protocol: 'http',
        method: match[1]!,
        path: match[2]!,
        headers: Object.fromEntries([...headers].map(([name, value]) => [canonical(name), value])),
        ...(body.text !== '' && { body: textOf(body.text) }),
      },
      keepAlive: match[3] === '1' ? connection !== 'close' : connection === 'keep-alive',
    };
  }
}

function readHeaders(lines: readonly string[]): Map<string, string> {
  const headers = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim());
  }
  return headers;
}

/** `user-agent` → `User-Agent`, as Go and most servers write names. */
function canonical(name: string): string {
  return name
    .split('-')
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1))
    .join('-');
}

function readBody(
  held: Bytes,
  from: number,
  headers: ReadonlyMap<string, string>,
): { text: Bytes; end: number } | 'bad' | undefined {
  if ((headers.get('transfer-encoding') ?? '').toLowerCase() === 'chunked') return readChunks(held, from);
  const length = Number(headers.get('content-length') ?? '0');
  if (!Number.isInteger(length) || length < 0) return 'bad';
  const end = from + length;
  return held.length < end ? undefined : { text: held.slice(from, end), end };
}

function readChunks(held: Bytes, from: number): { text: Bytes; end: number } | 'bad' | undefined {
  let text = '';
  for (let at = from; ;) {
    const line = held.indexOf('\r\n', at);
    if (line < 0) return undefined;
    const size = parseInt(held.slice(at, line), 16);
    if (!(size >= 0)) return 'bad';
    const end = line + 2 + size + 2;
    if (held.length < end) return undefined;
    if (size === 0) return { text, end };
    text += held.slice(line + 2, line + 2 + size);
    at = end;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
};

/** The answer of a program as bytes. */
export function writeReply(reply: PodReply, { request, keepAlive }: WireRequest): Bytes {
  const body = bytesOf(reply.body);
  const head = [
    `HTTP/1.1 ${reply.status} ${REASONS[reply.status] ?? 'Unknown'}`,
    `Content-Type: ${contentTypeOf(reply.body)}`,
    `Content-Length: ${body.length}`,
    `Connection: ${keepAlive ? 'keep-alive' : 'close'}`,
  ];
  return `${head.join('\r\n')}\r\n\r\n${request.method === 'HEAD' ? '' : body}`;
}

/** What a server would say of such a body; the programs here do not say it themselves. */
export function contentTypeOf(body: string): string {
  if (body.startsWith('<')) return 'text/html';
  return /^[[{]/.test(body) ? 'application/json' : 'text/plain; charset=utf-8';
}
