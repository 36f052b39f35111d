import type { Kind } from '../../api/kind.ts';
import { failure, type StatusError } from '../../apimachinery/index.ts';
import type { ApiRequest } from '../../client-go/request.ts';

const NOT_ALLOWED = 'the server does not allow this method on the requested resource';
const OF_AN_OBJECT = new Set(['get', 'update', 'patch', 'delete']);

export function notServed(): StatusError {
  return failure(404, 'NotFound', 'the server could not find the requested resource', {});
}

/**
 * Whether there is a route for what came over HTTP: which addresses a kind has follows from its scope, and which methods each
 * address has from its verbs. Components go by their client, which knows. apiserver/pkg/endpoints/installer.go
 */
export function checkRoute(request: ApiRequest, kind: Kind): void {
  if (request.auditID === undefined) return;
  const { verb, name, subresource } = request;
  const inNamespace = request.namespace !== undefined && request.namespace !== '';
  if (inNamespace && !kind.namespaced) throw notServed();
  const everywhere = kind.namespaced && !inNamespace;
  if (everywhere && name !== undefined) throw notServed();
  if (subresource !== undefined) return;
  const onObject = OF_AN_OBJECT.has(verb);
  if (everywhere && verb !== 'list' && verb !== 'watch' && kind.verbs === undefined) throw notAllowed();
  if (onObject !== (name !== undefined) && verb !== 'watch') throw notAllowed();
  if (!serves(kind, verb)) throw notAllowed();
}

function serves({ group, resource, verbs }: Kind, verb: string): boolean {
  if (verbs !== undefined) return verbs.includes(verb);
  return verb !== 'deletecollection' || group !== '' || resource !== 'namespaces';
}

/** go-restful's answer where there is a route, and none for this method. */
export function notAllowed(): StatusError {
  return failure(405, 'MethodNotAllowed', NOT_ALLOWED, {});
}
