import { isNotFound } from '../../apimachinery/index.ts';
import type { ApiList } from '../../client-go/request.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { deleteObject, deleteOptions } from './delete.ts';
import { list } from './list.ts';

/** Deletes one after another what a list finds; what is gone meanwhile counts as done. registry/generic/registry/store.go */
export function* deleteCollection(server: Server, context: RequestContext): Task<ApiList> {
  const options = deleteOptions(context);
  const found = yield* list(server, context);
  for (const { metadata } of found.items) {
    try {
      const dryRun = context.dryRun || (options.dryRun?.length ?? 0) > 0;
      const one = { ...context, dryRun, request: { ...context.request, namespace: metadata.namespace } };
      yield* deleteObject(server, one, metadata.name, options);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return found;
}
