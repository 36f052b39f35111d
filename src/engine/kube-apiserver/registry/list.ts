import {
  apiVersionOf,
  failure,
  newBadRequest,
  newInvalid,
  field,
  newPath,
  StatusError,
  type ApiObject,
  type ErrorList,
} from '../../apimachinery/index.ts';
import type { ApiList, RequestOptions } from '../../client-go/request.ts';
import { ErrCompacted, EtcdError, prefixEnd } from '../../etcd/index.ts';
import type { Task } from '../../sim/index.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import { decodeContinue, encodeContinue, type ContinueToken } from './continue-token.ts';
import { keyAfter, type ListedChunk } from '../storage/cacher.ts';
import { parseResourceVersion } from '../storage/resource-version.ts';
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
  const token = options.continue ? decodeContinue(options.continue) : undefined;
  const revision = requestedRevision(options, token);
  if (token !== undefined && token.revision > 0) return yield* listAt(server, context, selection, limit, token);
  // Before there was resourceVersionMatch, a limit made the version an exact one.
  const exact =
    options.resourceVersionMatch === 'Exact' || (options.resourceVersionMatch === undefined && limit !== Infinity);
  if (exact && revision > 0) return yield* listAt(server, context, selection, limit, { revision, start: '' });
  const anything = options.resourceVersion === '0' && token === undefined;
  if (revision > 0) yield* cacher.waitUntilFresh(revision);
  else if (!anything) yield* cacher.freshen();
  return build(context, selection, cacher.revision, cacher.list(selection, anything ? Infinity : limit, token?.start));
}

/** storage.ValidateListOptions; 0: any or the newest. */
function requestedRevision({ resourceVersion = '' }: RequestOptions, token: ContinueToken | undefined): number {
  if (token !== undefined && resourceVersion !== '' && resourceVersion !== '0') {
    throw newBadRequest('specifying resource version is not allowed when using continue');
  }
  const { revision, error } = parseResourceVersion(resourceVersion);
  if (error) throw newBadRequest(`invalid resource version: ${error.toString()}`);
  return revision;
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
  const { cacher } = storage;
  const from = cacher.prefixFor(selection);
  yield* cacher.waitUntilFresh(revision);
  try {
    const answer = yield* server.etcd.range<ApiObject>({ key: from + start, end: prefixEnd(from), revision });
    const found = answer.kvs.map(({ key: at, value }) => ({ key: at, object: cacher.decode(value!) }));
    const chosen = found.filter(({ object }) => selects(kind, selection, object));
    const items = chosen.slice(0, limit).map(({ object }) => object);
    const remaining = chosen.length - items.length;
    const next = remaining > 0 ? keyAfter(chosen[limit - 1]!.key) : undefined;
    return build(context, selection, revision, { items, next, remaining });
  } catch (error) {
    if (!(error instanceof EtcdError) || error.message !== ErrCompacted) throw error;
    throw start === ''
      ? failure(410, 'Expired', `The resourceVersion for the provided list is too old.`)
      : expired(start);
  }
}

/** With a token to go on at what is newest. etcd3/errors.go handleCompactedErrorForPaging */
function expired(start: string): Error {
  const { status } = failure(410, 'Expired', EXPIRED_CONTINUE);
  return new StatusError({ ...status, metadata: { continue: encodeContinue({ revision: -1, start }) } });
}

function build(
  { resource }: RequestContext,
  selection: Selection,
  revision: number,
  { items, next, remaining }: ListedChunk,
): ApiList {
  const { kind, storage, served, group, version } = resource;
  const { length } = storage.cacher.prefixFor(selection);
  const filtered = selection.labels !== undefined || selection.fields !== undefined;
  return {
    apiVersion: apiVersionOf({ group, version }),
    kind: kind.listKind ?? `${kind.kind}List`,
    metadata: {
      resourceVersion: String(revision),
      ...(next !== undefined && { continue: encodeContinue({ revision, start: next.slice(length) }) }),
      ...(next !== undefined && !filtered && { remainingItemCount: remaining }),
    },
    items: served ? items.map((item) => served.encode(item)) : items,
  };
}

/** metav1 internalversion validation.ValidateListOptions */
export function checkOptions(options: RequestOptions, watching = false): void {
  const { resourceVersionMatch, sendInitialEvents } = options;
  // What nearly everybody says.
  if (resourceVersionMatch === undefined && sendInitialEvents === undefined) return;
  const errors = watching ? watchErrors(options) : listErrors(options);
  if (errors.length > 0) throw newInvalid({ group: 'meta.k8s.io', kind: 'ListOptions' }, '', errors);
}

const MATCH = newPath('resourceVersionMatch');
const WITH_CONTINUE = 'resourceVersionMatch is forbidden when continue is provided';

function listErrors(options: RequestOptions): ErrorList {
  const { resourceVersion = '', resourceVersionMatch: match, sendInitialEvents } = options;
  const errors: ErrorList = [];
  if (match !== undefined) {
    if (resourceVersion === '') {
      errors.push(field.forbidden(MATCH, 'resourceVersionMatch is forbidden unless resourceVersion is provided'));
    }
    if (options.continue) errors.push(field.forbidden(MATCH, WITH_CONTINUE));
    if (match !== 'Exact' && match !== 'NotOlderThan') {
      errors.push(field.notSupported(MATCH, match, ['Exact', 'NotOlderThan', '']));
    }
    if (match === 'Exact' && resourceVersion === '0') {
      errors.push(field.forbidden(MATCH, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
    }
  }
  if (sendInitialEvents !== undefined) {
    errors.push(field.forbidden(newPath('sendInitialEvents'), 'sendInitialEvents is forbidden for list'));
  }
  return errors;
}

function watchErrors(options: RequestOptions): ErrorList {
  const { resourceVersionMatch: match, sendInitialEvents } = options;
  const errors: ErrorList = [];
  if (sendInitialEvents !== undefined && match !== 'NotOlderThan') {
    errors.push(field.forbidden(MATCH, 'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan'));
  }
  if (match === undefined) return errors;
  if (sendInitialEvents === undefined) {
    const text = 'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided';
    errors.push(field.forbidden(MATCH, text));
  }
  if (match !== 'NotOlderThan') errors.push(field.notSupported(MATCH, match, ['NotOlderThan']));
  if (options.continue) errors.push(field.forbidden(MATCH, WITH_CONTINUE));
  return errors;
}
