import { StatusError, isResourceExpired, isGone, type ApiObject } from '../apimachinery/index.ts';
import { MILLISECOND, NetworkError, SECOND, Waiter, sleep, type Micros, type Stream, type Task } from '../sim/index.ts';
import type { Client, ResourceRef } from './client.ts';
import { Indexer } from './indexer.ts';
import { internedKey } from './interned-key.ts';
import type { RequestOptions, WatchEvent } from './request.ts';

export interface InformerFilter {
  readonly namespace?: string;
  readonly fieldSelector?: string;
  readonly labelSelector?: string;
}

/** What a consumer is told. Handlers only note what is to be done; they never wait. */
export interface EventHandler<T> {
  onAdd?(object: T, isInInitialList: boolean): void;
  onUpdate?(old: T, object: T): void;
  onDelete?(object: T): void;
}

/** reflector.go: 800 ms doubling to 30 s, forgotten after two quiet minutes. */
const FIRST_BACKOFF: Micros = 800 * MILLISECOND;
const LAST_BACKOFF: Micros = 30 * SECOND;
/** A watch lasts five to ten minutes, so that servers may be rebalanced. */
const MIN_WATCH_SECONDS = 300;

/**
 * A reflector and its store: lists once, then watches, for ever. The store goes forward only: an object's
 * resourceVersion never falls. After a broken watch it resumes where it was; after 410 Gone it lists again and tells
 * handlers the difference.
 */
export class Informer<T extends ApiObject> {
  readonly store = new Indexer<T>();
  hasSynced = false;
  readonly #handlers: EventHandler<T>[] = [];
  readonly #waiters: Waiter<void>[] = [];
  #resourceVersion = '';
  #backoff = FIRST_BACKOFF;
  #started = false;
  #stopped = false;
  #stream: Stream | undefined;

  constructor(
    readonly client: Client,
    readonly ref: ResourceRef,
    readonly filter: InformerFilter = {},
  ) {}

  /** A handler added late is told of everything that is already there. */
  addEventHandler(handler: EventHandler<T>): void {
    this.#handlers.push(handler);
    if (this.hasSynced) for (const object of this.store.list()) handler.onAdd?.(object, true);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.client.process.go(`reflector ${this.ref.resource}`, this.#run());
  }

  /** Ends it, for a resource that is no longer served: nobody is told anything more. */
  stop(): void {
    this.#stopped = true;
    this.#stream?.cancel();
  }

  *waitForCacheSync(): Task {
    if (this.hasSynced) return;
    const waiter = new Waiter<void>(this.client.process.sim);
    this.#waiters.push(waiter);
    yield* waiter.wait();
  }

  *#run(): Task {
    while (!this.#stopped) {
      this.client.process.sim.cause = 0;
      try {
        if (this.#resourceVersion === '') yield* this.#list();
        yield* this.#watch();
        this.#backoff = FIRST_BACKOFF;
      } catch (error) {
        if (!(error instanceof StatusError) && !(error instanceof NetworkError)) throw error;
        if (error instanceof StatusError && (isGone(error) || isResourceExpired(error))) this.#resourceVersion = '';
        const { sim } = this.client.process;
        const jitter = sim.random(`reflector/${this.client.process.id}`).float();
        yield* sleep(sim, Math.floor(this.#backoff * (1 + jitter)));
        this.#backoff = Math.min(this.#backoff * 2, LAST_BACKOFF);
      }
    }
  }

  #options(rest: RequestOptions): RequestOptions {
    const { fieldSelector, labelSelector } = this.filter;
    return { ...rest, ...(fieldSelector && { fieldSelector }), ...(labelSelector && { labelSelector }) };
  }

  *#list(): Task {
    const resource = this.client.resource<T>(this.ref);
    const list = yield* resource.list(this.filter.namespace, this.#options({ resourceVersion: '0' }));
    const version = list.metadata.resourceVersion ?? '';
    const present = new Set<string>();
    for (const object of list.items) {
      present.add(internedKey(object));
      this.#upsert(object);
    }
    for (const key of [...this.store.keys()]) if (!present.has(key)) this.#remove(key);
    this.#resourceVersion = version;
    if (this.hasSynced) return;
    this.hasSynced = true;
    for (const waiter of this.#waiters.splice(0)) waiter.settle();
  }

  *#watch(): Task {
    const { sim } = this.client.process;
    const random = sim.random(`reflector/${this.client.process.id}`);
    const stream = yield* this.client.resource<T>(this.ref).watch(
      this.filter.namespace,
      this.#options({
        resourceVersion: this.#resourceVersion,
        allowWatchBookmarks: true,
        timeoutSeconds: MIN_WATCH_SECONDS + random.int(MIN_WATCH_SECONDS),
      }),
    );
    this.#stream = stream;
    if (this.#stopped) stream.cancel();
    for (;;) {
      const item = yield* stream.next();
      if (!item || this.#stopped) break;
      sim.cause = item.hop;
      this.#take(item.payload as WatchEvent<T>, stream);
    }
    if (stream.failure !== undefined) throw new NetworkError(stream.failure, 'closed');
  }

  #take(event: WatchEvent<T>, stream: Stream): void {
    if (event.type === 'ERROR') {
      stream.cancel();
      throw new StatusError(event.object as StatusError['status']);
    }
    const object = event.object as T;
    if (event.type === 'DELETED') this.#remove(internedKey(object), object);
    else if (event.type !== 'BOOKMARK') this.#upsert(object);
    this.#resourceVersion = object.metadata.resourceVersion;
  }

  #upsert(object: T): void {
    const key = internedKey(object);
    let old = this.store.get(key);
    if (old && Number(old.metadata.resourceVersion) >= Number(object.metadata.resourceVersion)) return;
    if (old && old.metadata.uid !== object.metadata.uid) {
      this.#remove(key);
      old = undefined;
    }
    this.store.putAt(key, object);
    for (const handler of this.#handlers) {
      if (old) handler.onUpdate?.(old, object);
      else handler.onAdd?.(object, !this.hasSynced);
    }
  }

  /** Tells the last state known: the one the watch brought if it did, otherwise the one in the store. */
  #remove(key: string, last?: T): void {
    const old = this.store.delete(key);
    if (!old) return;
    for (const handler of this.#handlers) handler.onDelete?.(last ?? old);
  }
}

/** One informer per resource and filter for all of a process's controllers. */
export class SharedInformerFactory {
  readonly #informers = new Map<string, { start(): void; stop(): void; waitForCacheSync(): Task }>();
  #started = false;

  constructor(readonly client: Client) {}

  informer<T extends ApiObject>(ref: ResourceRef, filter: InformerFilter = {}): Informer<T> {
    const { namespace = '', fieldSelector = '', labelSelector = '' } = filter;
    const key = [ref.group, ref.resource, namespace, fieldSelector, labelSelector].join('|');
    const known = this.#informers.get(key);
    // The key holds the resource, and a resource has one type.
    if (known) return known as Informer<T>;
    const informer = new Informer<T>(this.client, ref, filter);
    this.#informers.set(key, informer);
    if (this.#started) informer.start();
    return informer;
  }

  /** Stops the informer of a resource; who asks again gets a new one. */
  forget(ref: ResourceRef): void {
    const key = [ref.group, ref.resource, '', '', ''].join('|');
    this.#informers.get(key)?.stop();
    this.#informers.delete(key);
  }

  start(): void {
    this.#started = true;
    for (const informer of this.#informers.values()) informer.start();
  }

  *waitForCacheSync(): Task {
    for (const informer of [...this.#informers.values()]) yield* informer.waitForCacheSync();
  }
}
