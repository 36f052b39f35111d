import type { Json, Query, Rest } from './types.ts';

export interface Listing {
  readonly rest: Rest;
  /** At most so many objects a request; 0: all at once. */
  readonly chunkSize: number;
}

/** Every object of a list, asked for in chunks (cli-runtime/pkg/resource/helper.go, FollowContinue). */
export async function listAll<T>({ rest, chunkSize }: Listing, path: string, query: Query = {}): Promise<T[]> {
  const items: T[] = [];
  let token: string | undefined;
  do {
    const limit = chunkSize > 0 ? chunkSize : undefined;
    const page = await rest.get(path, { query: { ...query, limit, continue: token } });
    items.push(...((page['items'] ?? []) as T[]));
    token = ((page['metadata'] ?? {}) as Json)['continue'] as string | undefined;
  } while (token !== undefined && token !== '');
  return items;
}

/** `/api/v1/namespaces/default/pods`; without a namespace, of all. */
export function corePath(resource: string, namespace: string): string {
  return namespace === '' ? `/api/v1/${resource}` : `/api/v1/namespaces/${encodeURIComponent(namespace)}/${resource}`;
}
