import type { Verb } from '../../client-go/request.ts';

/** What an address says, before anybody looks at its query (apiserver/pkg/endpoints/request/requestinfo.go). */
export type RequestInfo =
  | {
      readonly isResource: true;
      readonly verb: Verb;
      readonly group: string;
      readonly version: string;
      readonly resource: string;
      readonly subresource: string | undefined;
      readonly namespace: string | undefined;
      readonly name: string | undefined;
      /** What stands behind the subresource, as in `…/proxy/some/path`. */
      readonly rest: readonly string[];
    }
  | { readonly isResource: false; readonly path: string };

/** Subresources of a Namespace itself; anything else behind a namespace's name is a resource inside it. */
const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

/**
 * Takes an address apart.
 *
 * Worked example: GET /apis/apps/v1/namespaces/default/deployments/web/scale is the verb get on subresource scale of
 * deployments.apps/v1 `web` in namespace default.
 */
export function requestInfo(method: string, path: string, watch: boolean): RequestInfo {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map(decode);
  const nonResource: RequestInfo = { isResource: false, path };
  const core = parts[0] === 'api';
  if (!core && parts[0] !== 'apis') return nonResource;
  const [group, version, ...behind] = core ? ['', ...parts.slice(1)] : parts.slice(1);
  if (group === undefined || version === undefined || behind.length === 0) return nonResource;
  const legacyWatch = behind[0] === 'watch';
  const where = locate(legacyWatch ? behind.slice(1) : behind);
  if (where.resource === undefined) return nonResource;
  const verb = verbOf(method, where.name, legacyWatch || (watch && where.name === undefined));
  return { isResource: true, verb, group, version, ...where, resource: where.resource };
}

interface Place {
  readonly namespace: string | undefined;
  readonly resource: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string | undefined;
  readonly rest: readonly string[];
}

function locate(parts: readonly string[]): Place {
  const [first, second, third] = parts;
  if (first === 'namespaces' && second !== undefined && third !== undefined && !NAMESPACE_SUBRESOURCES.has(third)) {
    const [resource, name, subresource, ...rest] = parts.slice(2);
    return { namespace: second, resource, name, subresource, rest };
  }
  const [resource, name, subresource, ...rest] = parts;
  return { namespace: undefined, resource, name, subresource, rest };
}

function verbOf(method: string, name: string | undefined, watch: boolean): Verb {
  switch (method) {
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return name === undefined ? 'deletecollection' : 'delete';
    default:
      if (watch) return 'watch';
      return name === undefined ? 'list' : 'get';
  }
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
