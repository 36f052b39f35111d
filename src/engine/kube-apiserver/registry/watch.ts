import { apiVersionOf, newForbidden, newInvalid } from '../../apimachinery/index.ts';
import { SECOND, type ServerCall, type Task } from '../../sim/index.ts';
import { converterFor } from '../handlers/representation.ts';
import type { RequestContext } from '../request-context.ts';
import type { Server } from '../server.ts';
import type { WatcherOptions } from '../storage/cache-watcher.ts';
import { parseResourceVersion } from '../storage/resource-version.ts';
import { parseSelection } from '../storage/selection.ts';
import { checkOptions } from './list.ts';

/** --min-request-timeout: a watch without a time-out of its own lasts once to twice as long. */
const MIN_REQUEST_TIMEOUT = 1800 * SECOND;

/** What a watch will be, decided before it is answered; `begin` then starts it. endpoints/handlers/get.go, watch.go */
export function* prepareWatch(server: Server, context: RequestContext, call: ServerCall): Task<() => void> {
  const { request, resource } = context;
  const { options } = request;
  const { cacher } = resource.storage;
  checkOptions(options, true);
  const selection = parseSelection(resource.kind, { ...options, namespace: request.namespace, name: request.name });
  if (request.name !== undefined && selection.name !== request.name) {
    throw newForbidden(resource.kind, request.name, 'the field selector contradicts the name');
  }
  const version = options.resourceVersion ?? '';
  const { revision, error } = parseResourceVersion(version);
  if (error) throw newInvalid({ group: resource.group, kind: resource.kind.resource }, request.name ?? '', [error]);
  const initial = options.sendInitialEvents ?? (version === '' || version === '0');
  if (version === '' && initial) yield* cacher.freshen();
  else if (initial && version !== '0') yield* cacher.waitUntilFresh(revision);
  const seconds = options.timeoutSeconds ?? 0;
  const timeout = seconds > 0 ? seconds * SECOND : Math.floor(MIN_REQUEST_TIMEOUT * (1 + server.random.float()));
  const settings: WatcherOptions = {
    call,
    selection,
    startRevision: initial ? undefined : revision === 0 ? cacher.revision : revision,
    bookmarks: options.allowWatchBookmarks === true,
    sendInitialEvents: options.sendInitialEvents === true,
    timeout,
    apiVersion: apiVersionOf(resource),
    convert: convert(server, context),
  };
  return () => void cacher.watch(settings);
}

/** How what is stored is shown to this client; undefined: as it is. */
function convert(server: Server, context: RequestContext): WatcherOptions['convert'] {
  const represent = converterFor(server, context);
  if (represent) return represent;
  const { served } = context.resource;
  // A bookmark has the version that was asked for already, and nothing else in it.
  return served && ((object, bookmark) => (bookmark ? object : served.encode(object)));
}
