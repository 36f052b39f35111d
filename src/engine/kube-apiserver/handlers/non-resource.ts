import { failure, newForbidden } from '../../apimachinery/index.ts';
import type { ApiResponse, NonResourceRequest } from '../../client-go/request.ts';
import type { Server } from '../server.ts';
import { impersonate } from '../authentication/index.ts';
import { authorize, forbiddenMessage, type AccessRequest } from '../authorization/index.ts';
import { errorResponse } from './handler-chain.ts';
import { health } from './health.ts';
import { indexPaths } from './index-paths.ts';
import { METRICS_TYPE, metricsText } from '../metrics.ts';
import { VERSION } from './version.ts';

/** Everything that is not a resource: health, version, discovery. Text bodies are strings, JSON bodies are objects. */
export function handleNonResource(server: Server, request: NonResourceRequest): ApiResponse {
  return handlePath(server, request).response;
}

/** The same, with what was asked by whom, once that is known. */
export function handlePath(
  server: Server,
  request: NonResourceRequest,
): { readonly response: ApiResponse; readonly access: AccessRequest | undefined } {
  let access: AccessRequest | undefined;
  try {
    const who = server.authenticator.authenticate(request.credentials);
    const user = impersonate(server.authorizers, who, request.credentials);
    const { path, verb } = request;
    access = {
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
    return { response: answer(server, request), access };
  } catch (error) {
    return { response: errorResponse(error), access };
  }
}

function answer(server: Server, request: NonResourceRequest): ApiResponse {
  const { path } = request;
  switch (path) {
    case '/':
      return { code: 200, body: indexPaths(server.discovery) };
    case '/version':
      return { code: 200, body: INDENTED_VERSION, headers: { 'content-type': 'application/json' } };
    case '/metrics':
      return { code: 200, body: metricsText(server), headers: { 'content-type': METRICS_TYPE } };
    case '/.well-known/openid-configuration':
      return { code: 200, body: OPENID };
    case '/openid/v1/jwks':
      return { code: 200, body: NO_KEYS };
    default:
      return health(server, request) ?? described(server, request);
  }
}

function described({ discovery, openapi }: Server, request: NonResourceRequest): ApiResponse {
  const { path, accept, ifNoneMatch } = request;
  if (path.startsWith('/openapi/')) {
    const found = openapi.answer(path, accept, ifNoneMatch);
    if (found) return found;
  }
  // What is not there at all is answered with what is.
  if (!/^\/(api|apis)(\/|$)/.test(path)) return { code: 404, body: indexPaths(discovery) };
  const body = discovery.answer(path, accept);
  const etag = discovery.etagOf(body);
  if (etag !== undefined) {
    const headers = { etag, vary: 'Accept', 'cache-control': 'public' };
    return ifNoneMatch === etag ? { code: 304, body: '', headers } : { code: 200, body, headers };
  }
  if (body !== undefined) return { code: 200, body };
  throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

/** Two spaces deep, whoever asks. apiserver/pkg/endpoints/handlers/responsewriters/writers.go WriteRawJSON */
const INDENTED_VERSION = JSON.stringify(VERSION, undefined, 2);

/** Who issues service account tokens. pkg/serviceaccount/openidmetadata.go */
const OPENID = {
  issuer: 'https://kubernetes.default.svc.cluster.local',
  jwks_uri: 'https://172.18.0.2:6443/openid/v1/jwks',
  response_types_supported: ['id_token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
};

/** Tokens carry a hash in place of a signature, so there is no key to check them with. */
const NO_KEYS = { keys: [] };
