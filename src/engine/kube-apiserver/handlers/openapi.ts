import type { Kind } from '../../api/kind.ts';
import { VERSION } from './version.ts';
import type { Discovery } from './discovery.ts';

/**
 * OpenAPI v3 as far as it is true: which paths there are and that writes take dryRun, fieldManager and fieldValidation, which
 * is what kubectl asks before it lets the server validate. Schemas are not there yet; nothing is said that is not so.
 */
export function openAPIv3(discovery: Discovery, path: string): unknown {
  const asked = path.replace(/^\/openapi\/v3\/?/, '');
  const paths: Record<string, unknown> = {};
  for (const { group, version, kinds } of discovery.groupVersions()) {
    const root = group === '' ? `api/${version}` : `apis/${group}/${version}`;
    if (asked === root) return documentOf(group, version, root, kinds);
    paths[root] = { serverRelativeURL: `/openapi/v3/${root}` };
  }
  return asked === '' ? { paths } : undefined;
}

const parameter = (name: string, type = 'string'): unknown => ({
  name,
  in: 'query',
  schema: { type, uniqueItems: true },
});
const WRITE = [parameter('dryRun'), parameter('fieldManager'), parameter('fieldValidation')];

function documentOf(group: string, version: string, root: string, kinds: readonly Kind[]): unknown {
  const paths: Record<string, unknown> = {};
  for (const kind of kinds) {
    const scope = kind.namespaced ? `/${root}/namespaces/{namespace}/${kind.resource}` : `/${root}/${kind.resource}`;
    const of = (action: string, parameters: unknown[] = []): unknown => ({
      'x-kubernetes-action': action,
      'x-kubernetes-group-version-kind': { group, kind: kind.kind, version },
      parameters,
      responses: { '200': { description: 'OK' } },
    });
    paths[scope] = { get: of('list'), post: of('post', WRITE) };
    const patch = of('patch', [...WRITE, parameter('force', 'boolean')]);
    paths[`${scope}/{name}`] = {
      get: of('get'),
      put: of('put', WRITE),
      patch,
      delete: of('delete', [parameter('dryRun')]),
    };
  }
  return {
    openapi: '3.0.0',
    info: { title: 'Kubernetes', version: VERSION.gitVersion },
    paths,
    components: { schemas: {} },
  };
}
