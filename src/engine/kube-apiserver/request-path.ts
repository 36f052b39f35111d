import type { ApiRequest } from '../client-go/request.ts';

/** `/api/v1/namespaces/default/pods/web/status`: the key of a request's span. */
export function pathOf({ group, version, namespace, resource, name, subresource }: ApiRequest): string {
  let path = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  if (namespace !== undefined && namespace !== '') path += `/namespaces/${namespace}`;
  path += `/${resource}`;
  if (name !== undefined) path += `/${name}`;
  return subresource === undefined ? path : `${path}/${subresource}`;
}
