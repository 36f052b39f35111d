import {
  apiVersionOf,
  failure,
  newBadRequest,
  newInvalid,
  field,
  newPath,
  type ApiObject,
  type ErrorList,
} from '../../apimachinery/index.ts';
import type { ApiList, RequestOptions } from '../../client-go/request.ts';
import { ErrCompacted, EtcdError, prefixEnd } from '../../etcd/index.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { decodeContinue, encodeContinue, type ContinueToken } from '../storage/continue-token.ts';
import { parseSelection, selects, type Selection } from '../storage/selection.ts';

const EXPIRED_CONTINUE =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted ' +
  'between the time the first chunk was returned and now may show up in the list.';

/** GET of a collection, from the watch cache wherever that is as good as etcd. apiserver/pkg/storage/cacher/delegator.go */
export function* list(server: Server, context: RequestContext): Task<ApiList> {
  const { request, resource } = context;
  const { options } = request;
  const { cacher } = resource.storage;
  checkOptions(options);
  const selection = parseSelection(resource.kind, { ...options, namespace: request.namespace, name: request.name });
  const limit = options.limit && options.limit > 0 ? options.limit : Infinity;
  const version = options.resourceVersion ?? '';
  if (options.continue) return yield* listAt(server, context, selection, limit, decodeContinue(options.continue));
  if (options.resourceVersionMatch === 'Exact' && version !== '0') {
    return yield* listAt(server, context, selection, limit, { revision: Number(version), start: '' });
  }
  if (version === '') yield* cacher.freshen();
  else if (version !== '0') yield* cacher.waitUntilFresh(Number(version));
  const { items, next, remaining } = cacher.list(selection, limit);
  return build(context, selection, items, cacher.revision, next, remaining);
}

/** The state at one revision, from etcd. */
function* listAt(
  server: Server,
  context: RequestContext,
  selection: Selection,
  limit: number,
  { revision, start }: ContinueToken,
): Task<ApiList> {
  const { kind, storage } = context.resource;
  const { prefix } = storage.cacher;
  const from = selection.namespace === undefined ? prefix : `${prefix}${selection.namespace}/`;
  try {
    const key = start === '' ? from : prefix + start;
    const answer = yield* server.etcd.range<ApiObject>({ key, end: prefixEnd(from), revision });
    const found = answer.kvs.map(({ key: at, value }) => ({ key: at, object: storage.cacher.decode(value!) }));
    const chosen = found.filter(({ object }) => selects(kind, selection, object));
    const items = chosen.slice(0, limit).map(({ object }) => object);
    const next = chosen[limit]?.key;
    return build(context, selection, items, revision, next, chosen.length - items.length);
  } catch (error) {
    if (!(error instanceof EtcdError) || error.message !== ErrCompacted) throw error;
    throw start === '' ? failure(410, 'Expired', `The resourceVersion for the provided list is too old.`) : expired();
  }
}

function expired(): Error {
  return failure(410, 'Expired', EXPIRED_CONTINUE);
}

function build(
  { resource }: RequestContext,
  selection: Selection,
  items: readonly ApiObject[],
  revision: number,
  next: string | undefined,
  remaining: number,
): ApiList {
  const { kind, storage, served, group, version } = resource;
  const { prefix } = storage.cacher;
  const filtered = selection.labels !== undefined || selection.fields !== undefined;
  return {
    apiVersion: apiVersionOf({ group, version }),
    kind: kind.listKind ?? `${kind.kind}List`,
    metadata: {
      resourceVersion: String(revision),
      ...(next !== undefined && { continue: encodeContinue({ revision, start: next.slice(prefix.length) }) }),
      ...(next !== undefined && !filtered && { remainingItemCount: remaining }),
    },
    items: served ? items.map((item) => served.encode(item)) : items,
  };
}

/** metav1 internalversion validation.ValidateListOptions */
export function checkOptions(options: RequestOptions, watching = false): void {
  const errors: ErrorList = [];
  const { resourceVersion = '', resourceVersionMatch, sendInitialEvents } = options;
  if (!watching && sendInitialEvents !== undefined) {
    errors.push(field.forbidden(newPath('sendInitialEvents'), 'sendInitialEvents is forbidden for list'));
  }
  const at = newPath('resourceVersionMatch');
  if (!/^\d*$/.test(resourceVersion)) {
    throw newBadRequest(
      `Invalid value: ${JSON.stringify(resourceVersion)}: strconv.ParseUint: parsing ${JSON.stringify(resourceVersion)}: invalid syntax`,
    );
  }
  if (watching) {
    if (sendInitialEvents === true && resourceVersionMatch !== 'NotOlderThan') {
      errors.push(field.forbidden(at, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
    }
    if (sendInitialEvents === undefined && resourceVersionMatch !== undefined) {
      errors.push(
        field.forbidden(at, 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided'),
      );
    }
  } else if (resourceVersionMatch !== undefined) {
    if (options.continue) {
      errors.push(field.forbidden(at, 'resourceVersionMatch is forbidden when continue is provided'));
    } else if (resourceVersion === '') {
      errors.push(field.forbidden(at, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    } else if (resourceVersionMatch !== 'Exact' && resourceVersionMatch !== 'NotOlderThan') {
      errors.push(field.notSupported(at, resourceVersionMatch, ['Exact', 'NotOlderThan', '']));
    } else if (resourceVersionMatch === 'Exact' && resourceVersion === '0') {
      errors.push(field.forbidden(at, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors);
}
