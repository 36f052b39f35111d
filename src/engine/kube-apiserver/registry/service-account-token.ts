import { field, formatTime, newInvalid, newPath } from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, isObject } from './body.ts';

interface TokenRequestBody {
  readonly spec?: { readonly expirationSeconds?: number; readonly audiences?: readonly string[] };
}

const DEFAULT_EXPIRATION_SECONDS = 3600;
const MIN_EXPIRATION_SECONDS = 600;

/** POST serviceaccounts/<name>/token: a token for whoever may ask for one. core/serviceaccount/storage/token.go */
export function* createToken(server: Server, { request, resource }: RequestContext): Task<ApiResponse> {
  const json = bodyAsJson(request.body, 'TokenRequest');
  const { spec = {} }: TokenRequestBody = isObject(json) ? json : {};
  const { expirationSeconds = DEFAULT_EXPIRATION_SECONDS, audiences = [] } = spec;
  if (expirationSeconds < MIN_EXPIRATION_SECONDS) {
    const path = newPath('spec', 'expirationSeconds');
    const errors = [field.invalid(path, expirationSeconds, 'may not specify a duration less than 10 minutes')];
    throw newInvalid({ group: 'authentication.k8s.io', kind: 'TokenRequest' }, '', errors);
  }
  const { storage } = resource;
  const name = request.name ?? '';
  const account = yield* storage.get(storage.cacher.keyFor(request.namespace, name), name, '0');
  const granted = audiences.length > 0 ? audiences : ['https://kubernetes.default.svc.cluster.local'];
  const { token, expires } = server.tokens.issue(account, expirationSeconds, granted);
  const body = {
    kind: 'TokenRequest',
    apiVersion: 'authentication.k8s.io/v1',
    metadata: { name, namespace: request.namespace, creationTimestamp: formatTime(server.sim.wallClock()) },
    spec: { audiences: granted, expirationSeconds },
    status: { token, expirationTimestamp: formatTime(expires) },
  };
  return { code: 201, body };
}
