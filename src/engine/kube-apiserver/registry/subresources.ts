import { failure } from '../../apimachinery/index.ts';
import type { ApiResponse } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import { notAllowed } from '../handlers/routes.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bind } from './pod-binding.ts';
import { evict } from './pod-eviction.ts';
import { finalizeNamespace } from './namespace-finalize.ts';
import { scale } from './scale.ts';
import { createToken } from './service-account-token.ts';

type Subresource = (server: Server, context: RequestContext) => Task<ApiResponse>;

/** Subresources that are more than a part of the object: resource/subresource → verb → what it does. */
const SUBRESOURCES: Readonly<Record<string, Readonly<Record<string, Subresource>>>> = {
  'pods/binding': { create: bind },
  'pods/eviction': { create: evict },
  'namespaces/finalize': { update: finalizeNamespace },
  'serviceaccounts/token': { create: createToken },
};

const SCALE: Readonly<Record<string, Subresource>> = { get: scale, update: scale, patch: scale };

export function* subresources(server: Server, context: RequestContext): Task<ApiResponse> {
  const { request, resource } = context;
  const { kind } = resource;
  const verbs =
    request.subresource === 'scale' && kind.subresources.scale
      ? SCALE
      : kind.group === ''
        ? SUBRESOURCES[`${kind.resource}/${request.subresource}`]
        : undefined;
  if (!verbs) throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
  const act = verbs[request.verb];
  if (!act) throw notAllowed();
  return yield* act(server, context);
}
