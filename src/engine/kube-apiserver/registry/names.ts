import { newBadRequest, type ApiObject } from '../../apimachinery/index.ts';
import type { RequestContext } from '../request-context.ts';

/**
 * Whether an object that a patch made is still the one of the address. apiserver/pkg/endpoints/handlers/patch.go applyPatch and
 * rest.go checkName
 */
export function checkName({ request, resource }: RequestContext, { metadata }: ApiObject): void {
  const { name = '', namespace = '' } = request;
  if (resource.kind.namespaced && metadata.namespace && metadata.namespace !== namespace) {
    throw newBadRequest('the namespace of the provided object does not match the namespace sent on the request');
  }
  if (!metadata.name) {
    throw newBadRequest(`the name of the object (${name} based on URL) was undeterminable: name must be provided`);
  }
  if (metadata.name !== name) {
    throw newBadRequest(`the name of the object (${metadata.name}) does not match the name on the URL (${name})`);
  }
}
