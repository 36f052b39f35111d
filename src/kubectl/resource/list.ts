import {
  gvrString,
  isBadRequest,
  isJSONObject,
  isNotFound,
  isResourceExpired,
  StatusError,
} from '../../engine/apimachinery/index.ts';
import { pathOf, type Json, type Mapping, type RequestOptions, type Rest } from '../rest/types.ts';

export interface Selection {
  readonly labelSelector: string;
  readonly fieldSelector: string;
}

/** A list, page by page (resource/helper.go, FollowContinue). */
export async function* listPages(
  rest: Rest,
  mapping: Mapping,
  namespace: string,
  selection: Selection,
  limit: number,
  options: RequestOptions,
): AsyncGenerator<Json> {
  let token: string | undefined;
  do {
    let page: Json;
    try {
      page = await rest.get(pathOf(mapping, namespace), {
        ...options,
        query: { ...options.query, ...selection, limit: limit === 0 ? undefined : limit, continue: token },
      });
    } catch (error) {
      throw told(error, mapping, selection);
    }
    yield page;
    const metadata = isJSONObject(page['metadata']) ? page['metadata'] : {};
    token = typeof metadata['continue'] === 'string' && metadata['continue'] !== '' ? metadata['continue'] : undefined;
  } while (token !== undefined);
}

/** resource/helper.go, EnhanceListError */
function told(error: unknown, mapping: Mapping, { labelSelector, fieldSelector }: Selection): unknown {
  if (isResourceExpired(error)) return error;
  if (!isBadRequest(error) && !isNotFound(error)) return error;
  const subject = JSON.stringify(gvrString(mapping));
  const what =
    labelSelector === '' && fieldSelector === ''
      ? `Unable to list ${subject}`
      : `Unable to find ${subject} that match label selector ${JSON.stringify(labelSelector)}, ` +
        `field selector ${JSON.stringify(fieldSelector)}`;
  const { status } = error;
  return new StatusError({ ...status, message: `${what}: ${status.message ?? ''}` });
}
