import type { ConnectRequest } from '../../client-go/request.ts';
import { flag } from './query.ts';
import type { RequestInfo } from './request-info.ts';

type ResourceInfo = Extract<RequestInfo, { isResource: true }>;

/** Subresources that lead to something else than the store. */
const CONNECTIONS: ReadonlySet<string> = new Set(['log', 'exec', 'attach', 'portforward', 'proxy']);

export function isConnection({ subresource }: ResourceInfo): boolean {
  return subresource !== undefined && CONNECTIONS.has(subresource);
}

/** All of an HTTP request that a connection may need; undefined for requests that are none. */
export function connectRequest(
  info: ResourceInfo,
  http: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body?: string;
  },
  query: ReadonlyMap<string, readonly string[]>,
): ConnectRequest | undefined {
  if (!isConnection(info)) return undefined;
  const mark = http.url.indexOf('?');
  const path = mark < 0 ? http.url : http.url.slice(0, mark);
  const upgrade = upgradeOf(http.headers);
  return {
    method: http.method,
    path: info.subresource === 'proxy' ? behindProxy(path, info) : '',
    search: mark < 0 ? '' : http.url.slice(mark + 1),
    query,
    headers: http.headers,
    body: http.body ?? '',
    upgrade,
    streams: upgrade !== undefined || (info.subresource === 'log' && follows(query)),
  };
}

function follows(query: ReadonlyMap<string, readonly string[]>): boolean {
  return flag('follow', query.get('follow')?.[0]) ?? false;
}

function upgradeOf(headers: Readonly<Record<string, string>>): ConnectRequest['upgrade'] {
  if (!/(^|,)\s*upgrade\s*(,|$)/i.test(headers.connection ?? '')) return undefined;
  const upgrade = headers.upgrade?.toLowerCase();
  if (upgrade === 'websocket') return 'websocket';
  return upgrade === 'spdy/3.1' ? 'SPDY/3.1' : undefined;
}

/** The path as it was written: decoding and splitting would lose double slashes and escapes. */
function behindProxy(path: string, { namespace }: ResourceInfo): string {
  // /api/v1/namespaces/<namespace>/pods/<name>/proxy…, /api/v1/nodes/<name>/proxy…
  let slashes = namespace === undefined ? 6 : 8;
  for (let i = 0; i < path.length; i++) if (path[i] === '/' && --slashes === 0) return path.slice(i);
  return '';
}
