import { failure, newForbidden } from '../../apimachinery/index.ts';
import type { ApiResponse, NonResourceRequest } from '../../client-go/request.ts';
import type { Server } from '../server.ts';
import { impersonate } from '../authentication/impersonation.ts';
import { authorize, forbiddenMessage } from '../authorization/authorizer.ts';
import { errorResponse } from './handler-chain.ts';
import { VERSION } from './version.ts';

/** Everything that is not a resource: health, version, discovery. Text bodies are strings, JSON bodies are objects. */
export function handleNonResource(server: Server, request: NonResourceRequest): ApiResponse {
  try {
    const who = server.authenticator.authenticate(request.credentials);
    const user = impersonate(server.authorizers, who, request.credentials);
    const { path, verb } = request;
    const access = {
      user,
      verb,
      group: '',
      resource: '',
      subresource: undefined,
      namespace: undefined,
      name: undefined,
      path,
    };
    if (authorize(server.authorizers, access).decision !== 'allow') {
      throw newForbidden({ group: '', resource: '' }, '', forbiddenMessage(access));
    }
    return answer(server, request);
  } catch (error) {
    return errorResponse(error);
  }
}

function answer(server: Server, request: NonResourceRequest): ApiResponse {
  const { path } = request;
  switch (path) {
    case '/version':
      return { code: 200, body: VERSION };
    case '/livez':
    case '/healthz':
    case '/readyz':
      return health(server, request);
    default: {
      const found = described(server, request);
      if (found !== undefined) return found;
      throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
    }
  }
}

function described({ discovery, openapi }: Server, request: NonResourceRequest): ApiResponse | undefined {
  const { path, accept, ifNoneMatch } = request;
  if (path.startsWith('/openapi/')) return openapi.answer(path, accept, ifNoneMatch);
  if (!/^\/(api|apis)(\/|$)/.test(path)) return undefined;
  const body = discovery.answer(path, accept);
  return body === undefined ? undefined : { code: 200, body };
}

function health(server: Server, { path, query }: NonResourceRequest): ApiResponse {
  const ready = path === '/livez' || server.ready;
  if (ready && query.verbose === undefined) return { code: 200, body: 'ok' };
  const mark = ready ? '[+]informer-sync ok' : '[-]informer-sync failed: reason withheld';
  const verdict = `${path.slice(1)} check ${ready ? 'passed' : 'failed'}`;
  return { code: ready ? 200 : 500, body: `[+]ping ok\n[+]etcd ok\n${mark}\n${verdict}\n` };
}
