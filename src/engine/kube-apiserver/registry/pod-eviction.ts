import { newBadRequest, newSuccess } from '../../apimachinery/index.ts';
import type { ApiResponse, DeleteOptions } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { bodyAsJson, isObject } from './body.ts';
import { deleteObject } from './delete.ts';

interface EvictionBody {
  readonly metadata?: { readonly name?: string };
  readonly deleteOptions?: DeleteOptions;
}

/** POST pods/<name>/eviction: a deletion that disruption budgets may refuse; there are none yet. core/pod/storage/eviction.go */
export function* evict(server: Server, context: RequestContext): Task<ApiResponse> {
  const json = bodyAsJson(context.request.body, 'Eviction');
  const eviction: EvictionBody = isObject(json) ? json : {};
  const name = context.request.name ?? '';
  const given = eviction.metadata?.name;
  if (given && given !== name) throw newBadRequest('name in URL does not match name in Eviction object');
  yield* deleteObject(server, context, name, eviction.deleteOptions ?? {});
  return { code: 201, body: { ...newSuccess(), code: 201 } };
}
