import { apiVersionOf, failure, newMethodNotSupported, newNotFound, type ApiObject } from '../apimachinery/index.ts';
import type { ApiRequest, ApiResponse, NonResourceRequest } from '../client-go/request.ts';
import { prefixEnd, type EtcdDisk, type KeyValue } from '../etcd/index.ts';
import { errorResponse } from './handlers/handler-chain.ts';
import { handleNonResource } from './handlers/non-resource.ts';
import { represent } from './handlers/representation.ts';
import { dryRun } from './dry-run.ts';
import type { RequestContext } from './request-context.ts';
import type { Server } from './server.ts';
import { Stages } from './stages.ts';
import { Waits } from './waits.ts';
import { parseSelection, selects } from './storage/selection.ts';

/** One version of one object, as an observer is told of it. */
export interface ObservedChange {
  readonly revision: number;
  readonly at: number;
  readonly resource: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** undefined: deleted. */
  readonly object: ApiObject | undefined;
}

/**
 * Reads what is stored as if by magic: no message, no time, no trace. For the host of the simulation, never for a component.
 * It looks at etcd's disk, so it answers while the servers are down, and at any revision that is still kept.
 */
export class Observer {
  readonly #context: Server;

  constructor(server: Server) {
    this.#context = server;
  }

  /** Whether every watch cache has been filled. */
  get ready(): boolean {
    return this.#context.ready;
  }

  /** get and list, also as Tables, at the newest revision; and writes that are a dry run. */
  observe(request: ApiRequest): ApiResponse {
    if (request.verb !== 'get' && request.verb !== 'list') return dryRun(this.#context, this.#disk(), request);
    return this.observeAt(0, request);
  }

  /** The same at an older revision; 0 is now. */
  observeAt(revision: number, request: ApiRequest): ApiResponse {
    try {
      return this.#read(revision, request);
    } catch (error) {
      return errorResponse(error);
    }
  }

  /** Health, version and discovery. */
  observePath(request: NonResourceRequest): ApiResponse {
    return handleNonResource(this.#context, request);
  }

  /** Tells every change from now on; the answer ends it. */
  observeWatch(onEvent: (change: ObservedChange) => void): () => void {
    const { observers } = this.#disk();
    const tell = (changes: readonly KeyValue[]): void => {
      for (const kv of changes) if (kv.key.startsWith('/registry/')) onEvent(observed(kv));
    };
    observers.push(tell);
    return () => {
      const at = observers.indexOf(tell);
      if (at >= 0) observers.splice(at, 1);
    };
  }

  /** The newest revision. */
  get revision(): number {
    return this.#disk().store.revision;
  }

  #disk(): EtcdDisk {
    const { disk } = this.#context.config;
    this.#context.sim.assert(disk, 'an observer needs the disk in the API server’s configuration');
    return disk;
  }

  #read(revision: number, request: ApiRequest): ApiResponse {
    const server = this.#context;
    const resource = server.resource(request.group, request.version, request.resource);
    if (!resource) throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
    const { kind, storage } = resource;
    const user = { name: 'observer', groups: [] };
    const own = { stages: new Stages(), warnings: [], waits: new Waits() };
    const context: RequestContext = { request, resource, user, dryRun: false, ...own };
    const { store } = this.#disk();
    if (revision > 0 && revision < store.oldestKept) {
      throw failure(410, 'Expired', `too old resource version: ${revision} (${store.oldestKept})`);
    }
    const encode = (object: ApiObject): ApiObject => (resource.served ? resource.served.encode(object) : object);
    if (request.verb === 'get') {
      const key = storage.cacher.keyFor(request.namespace, request.name ?? '');
      const found = store.history({ key, revision }).kvs[0];
      if (!found) throw newNotFound(kind, request.name ?? '');
      return { code: 200, body: represent(server, context, encode(storage.cacher.decode(found.value as ApiObject))) };
    }
    if (request.verb !== 'list') throw newMethodNotSupported(kind, request.verb);
    const selection = parseSelection(kind, { ...request.options, namespace: request.namespace, name: request.name });
    const { prefix } = storage.cacher;
    const from = selection.namespace === undefined ? prefix : `${prefix}${selection.namespace}/`;
    const items: ApiObject[] = [];
    for (const { value } of store.history({ key: from, end: prefixEnd(from), revision }).kvs) {
      const object = storage.cacher.decode(value as ApiObject);
      if (selects(kind, selection, object)) items.push(encode(object));
    }
    const list = {
      apiVersion: apiVersionOf(resource),
      kind: kind.listKind ?? `${kind.kind}List`,
      metadata: { resourceVersion: String(revision === 0 ? store.revision : revision) },
      items,
    };
    return { code: 200, body: represent(server, context, list) };
  }
}

function observed(kv: KeyValue): ObservedChange {
  const [, , resource = '', first = '', second] = kv.key.split('/');
  return {
    revision: kv.modRevision,
    at: kv.at,
    resource,
    namespace: second === undefined ? undefined : first,
    name: second ?? first,
    object: kv.value as ApiObject | undefined,
  };
}
