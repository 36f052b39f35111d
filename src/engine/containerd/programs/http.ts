import type { PodReply } from '../../cri-api/index.ts';
import { strftime } from '../../shell/index.ts';

export interface Url {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443 };

/** Undefined: it is no URL that can be asked. */
export function parseUrl(text: string): Url | undefined {
  const match =
    /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:[^/@?#]*@)?(\[[0-9a-fA-F:]+\]|[^/:?#]+)(?::([0-9]+))?([/?][^#]*)?/i.exec(text);
  if (!match) return undefined;
  const scheme = (match[1] ?? 'http').toLowerCase();
  const path = match[4] ?? '/';
  return {
    scheme,
    host: match[2]!,
    port: Number(match[3] ?? PORTS[scheme] ?? 80),
    path: path.startsWith('?') ? `/${path}` : path,
  };
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  304: 'Not Modified',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
};

export function reasonOf(status: number): string {
  return Object.hasOwn(REASONS, status) ? REASONS[status]! : '';
}

/** The head of an answer: programs here say what they answer and not how, so that only what every server sends is in it. */
export function headOf(reply: PodReply, now: number): string {
  const type = reply.body.startsWith('<')
    ? 'text/html'
    : /^[{[]/.test(reply.body)
      ? 'application/json'
      : 'text/plain; charset=utf-8';
  const lines = [
    `HTTP/1.1 ${reply.status} ${reasonOf(reply.status)}`.trimEnd(),
    `Date: ${strftime('%a, %d %b %Y %H:%M:%S GMT', now)}`,
    `Content-Type: ${type}`,
    `Content-Length: ${reply.body.length}`,
  ];
  return `${lines.join('\r\n')}\r\n\r\n`;
}

/** A line `Name: value` of the command line. */
export function putHeader(headers: Record<string, string>, line: string): void {
  const colon = line.indexOf(':');
  const name = line.slice(0, colon);
  if (colon > 0 && name !== '__proto__') headers[name] = line.slice(colon + 1).trim();
}
