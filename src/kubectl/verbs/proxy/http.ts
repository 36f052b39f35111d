import { bytesOf, type Bytes } from '../../../engine/apimachinery/index.ts';
import type { Caller } from '../../world.ts';

/** A request as it came over a connection of this machine. */
export interface Received {
  readonly method: string;
  readonly target: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** A character for each byte. */
  readonly body: Bytes;
}

/** Larger heads are refused, as Go's server does (DefaultMaxHeaderBytes). */
const LARGEST_HEAD = 1 << 20;
const LARGEST_BODY = 3 << 20;
const HEAD_END = '\r\n\r\n';

/** Reads requests from a connection, one after the other. HTTP/1.1, as far as curl, wget and browsers speak it. */
export class RequestReader {
  readonly #caller: Caller;
  #held: Bytes = '';

  constructor(caller: Caller) {
    this.#caller = caller;
  }

  /** undefined: there will be no more; a refusal: what came is no request. */
  async next(): Promise<Received | 'bad' | undefined> {
    while (!this.#held.includes(HEAD_END)) {
      if (this.#held.length > LARGEST_HEAD) return 'bad';
      if (!(await this.#more())) return this.#held === '' ? undefined : 'bad';
    }
    const end = this.#held.indexOf(HEAD_END);
    const [line = '', ...lines] = this.#held.slice(0, end).split('\r\n');
    this.#held = this.#held.slice(end + HEAD_END.length);
    const match = /^([A-Z]+) (\/\S*) HTTP\/1\.[01]$/.exec(line);
    if (!match) return 'bad';
    const headers = Object.fromEntries(
      lines.map((text) => {
        const colon = text.indexOf(':');
        return [text.slice(0, colon).trim().toLowerCase(), text.slice(colon + 1).trim()];
      }),
    );
    const length = Number(headers['content-length'] ?? 0);
    if (!Number.isInteger(length) || length < 0 || length > LARGEST_BODY) return 'bad';
    while (this.#held.length < length) if (!(await this.#more())) return 'bad';
    const body = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    return { method: match[1]!, target: match[2]!, headers, body };
  }

  async #more(): Promise<boolean> {
    const bytes = await this.#caller.read();
    if (bytes === undefined) return false;
    this.#held += bytes;
    return true;
  }
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  301: 'Moved Permanently',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  409: 'Conflict',
  410: 'Gone',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Entity',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

function head(status: number, headers: Readonly<Record<string, string>>): Bytes {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value.replace(/[\r\n]+/g, ' ')}`);
  return bytesOf([`HTTP/1.1 ${status} ${REASONS[status] ?? 'Status'}`, ...lines, '', ''].join('\r\n'));
}

/** Writes an answer that is whole. */
export function answer(caller: Caller, status: number, headers: Readonly<Record<string, string>>, body: Bytes): void {
  const { 'content-length': _, 'transfer-encoding': __, ...rest } = headers;
  caller.write(head(status, { ...rest, 'content-length': String(body.length) }) + body);
}

/** An answer that grows: a watch, a followed log. */
export function beginChunks(caller: Caller, status: number, headers: Readonly<Record<string, string>>): void {
  const { 'content-length': _, ...rest } = headers;
  caller.write(head(status, { ...rest, 'transfer-encoding': 'chunked' }));
}

export function chunk(caller: Caller, bytes: Bytes): void {
  if (bytes !== '') caller.write(`${bytes.length.toString(16)}\r\n${bytes}\r\n`);
}

export function endChunks(caller: Caller): void {
  caller.write('0\r\n\r\n');
}
