import {
  failure,
  groupResourceString,
  newTimeoutError,
  StatusError,
  type ApiObject,
} from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import { EtcdError, OrderedMap, prefixEnd, type EtcdClient, type EtcdWatch, type KeyValue } from '../../etcd/index.ts';
import { MILLISECOND, NetworkError, SECOND, Waiter, sleep, type Process, type Task } from '../../sim/index.ts';
import { MOST_ROWS } from '../../trace/index.ts';
import { CacheWatcher, type WatcherOptions } from './cache-watcher.ts';
import { EventWindow, type CacheEvent } from './event-window.ts';
import { selects, type Selection } from './selection.ts';

/** The field by which a kind's watchers are found besides the name. pkg/registry/core/pod/strategy.go NodeNameTriggerFunc */
const TRIGGERS: Readonly<Record<string, (object: ApiObject) => string>> = {
  pods: (object) => (object.spec as { nodeName?: string } | undefined)?.nodeName ?? '',
};
const TRIGGER_FIELDS: Readonly<Record<string, string>> = { pods: 'spec.nodeName' };

const RECONNECT = 500 * MILLISECOND;
/** watch_cache.go blockTimeout: how long a read waits for a revision that is not there yet. */
const BLOCK_TIMEOUT = 3 * SECOND;

/** Part of a list, and where the rest of it begins if there is more. */
export interface ListedChunk {
  readonly items: ApiObject[];
  readonly next: string | undefined;
  readonly remaining: number;
}

/**
 * One resource's copy of etcd: filled by one list, kept by one watch, and the source of every list and watch that clients ask
 * for. apiserver/pkg/storage/cacher
 *
 * It never goes back: `revision` only rises. Because etcd tells watchers before it answers writers, and all over one connection,
 * whoever holds an answer of etcd up to revision R finds this copy at R as well (`noteProgress`).
 */
export class Cacher {
  revision = 0;
  ready = false;
  readonly kind: Kind;
  readonly prefix: string;
  /** Told of every change, for the allocators. */
  onEvent: ((event: CacheEvent) => void) | undefined;
  /** Told of everything there is, when the copy is made or made again. */
  onList: ((objects: readonly ApiObject[]) => void) | undefined;
  readonly #process: Process;
  readonly #etcd: EtcdClient;
  readonly #objects = new OrderedMap<ApiObject>();
  readonly #window = new EventWindow();
  readonly #watchers = new Set<CacheWatcher>();
  readonly #byName = new Map<string, Set<CacheWatcher>>();
  readonly #byTrigger = new Map<string, Set<CacheWatcher>>();
  readonly #trigger: ((object: ApiObject) => string) | undefined;
  readonly #fromStorage: ((object: ApiObject) => ApiObject) | undefined;
  /** What has been made of objects as they lie in etcd: one and the same for whoever asks. */
  readonly #decoded = new WeakMap<ApiObject, ApiObject>();
  readonly #stale = new WeakSet<ApiObject>();
  #waitingForReady: Waiter<void>[] = [];
  #watching = false;
  #stopped = false;
  #watch: EtcdWatch | undefined;

  constructor(process: Process, etcd: EtcdClient, kind: Kind) {
    this.#process = process;
    this.#etcd = etcd;
    this.kind = kind;
    this.prefix = `/registry/${kind.custom ? groupResourceString(kind) : kind.resource}/`;
    this.#fromStorage = kind.custom?.fromStorage;
    this.#trigger = kind.group === '' ? TRIGGERS[kind.resource] : undefined;
  }

  /** An object as it lies in etcd, in the form in which it would be written today. */
  decode(stored: ApiObject): ApiObject {
    if (this.#fromStorage === undefined) return stored;
    let decoded = this.#decoded.get(stored);
    if (decoded === undefined) {
      decoded = this.#fromStorage(stored);
      this.#decoded.set(stored, decoded);
      if (decoded !== stored) this.#stale.add(decoded);
    }
    return decoded;
  }

  /** Whether the object would be written otherwise today, so that even a write which changes nothing is worth making. */
  isStale(object: ApiObject): boolean {
    return this.#fromStorage !== undefined && this.#stale.has(object);
  }

  /** The resource is no longer served, or is served in another way: all watches end, and this one of etcd. */
  stop(): void {
    this.#stopped = true;
    this.#endWatchers();
    this.#watch?.cancel();
  }

  keyFor(namespace: string | undefined, name: string): string {
    return namespace === undefined || namespace === '' ? this.prefix + name : `${this.prefix}${namespace}/${name}`;
  }

  get(key: string): ApiObject | undefined {
    return this.#objects.get(key);
  }

  get size(): number {
    return this.#objects.size;
  }

  get isEmpty(): boolean {
    return this.#objects.size === 0;
  }

  /** Where the keys of a selection begin. */
  prefixFor({ namespace }: Selection): string {
    return namespace === undefined ? this.prefix : `${this.prefix}${namespace}/`;
  }

  /** In key order, from `start` behind the prefix on. With a `limit`, `next` is the key to go on from. */
  list(selection: Selection, limit = Infinity, start = ''): ListedChunk {
    const { kind } = this;
    const items: ApiObject[] = [];
    let last = '';
    let remaining = 0;
    const from = this.prefixFor(selection);
    this.#objects.range(from + start, prefixEnd(from), (object, key) => {
      if (!selects(kind, selection, object)) return true;
      if (items.length < limit) {
        items.push(object);
        last = key;
      } else remaining++;
      return true;
    });
    return { items, next: remaining > 0 ? keyAfter(last) : undefined, remaining };
  }

  *waitUntilReady(): Task {
    if (this.ready) return;
    const waiter = new Waiter<void>(this.#process.sim);
    this.#waitingForReady.push(waiter);
    yield* waiter.wait();
  }

  /** Every event up to `revision` has been seen, because etcd has answered at it. */
  noteProgress(revision: number): void {
    if (this.#watching && revision > this.revision) this.revision = revision;
  }

  /** Asks etcd where it is, so that the copy is as new as the question. */
  *freshen(): Task {
    const { revision } = yield* this.#etcd.range({ key: this.prefix, end: prefixEnd(this.prefix), countOnly: true });
    this.noteProgress(revision);
    while (this.revision < revision) {
      yield* sleep(this.#process.sim, 10 * MILLISECOND);
      if (this.#watching) this.noteProgress(revision);
    }
  }

  /** Waits until the copy is at `revision` or refuses in upstream's words. */
  *waitUntilFresh(revision: number): Task {
    if (revision <= this.revision) return;
    yield* this.freshen();
    if (revision <= this.revision) return;
    yield* sleep(this.#process.sim, BLOCK_TIMEOUT);
    if (revision <= this.revision) return;
    const message = `Too large resource version: ${revision}, current: ${this.revision}`;
    const { status } = newTimeoutError(message, 1);
    const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
    throw new StatusError({ ...status, message, details: { ...status.details, causes } });
  }

  /** Adds a watcher that has been answered; sends what it is owed first. */
  watch(options: WatcherOptions): CacheWatcher {
    const watcher = new CacheWatcher(this.#process.sim, this, options);
    const { startRevision } = options;
    if (startRevision === undefined) {
      watcher.sendInitial(this.list(options.selection).items);
    } else if (startRevision < this.#window.oldest) {
      watcher.fail(
        failure(410, 'Expired', `too old resource version: ${startRevision} (${this.#window.oldest})`).status,
      );
      return watcher;
    } else {
      for (const event of this.#window.since(startRevision)) watcher.offer(event);
    }
    if (!watcher.open) return watcher;
    const set = this.#setFor(options.selection);
    set.add(watcher);
    watcher.onEnd = () => set.delete(watcher);
    watcher.start();
    return watcher;
  }

  get watcherCount(): number {
    let count = this.#watchers.size;
    for (const set of this.#byName.values()) count += set.size;
    for (const set of this.#byTrigger.values()) count += set.size;
    return count;
  }

  /** How many watches each process has on this resource. */
  watchersByProcess(): readonly { readonly process: string; readonly count: number }[] {
    const counts = new Map<string, number>();
    for (const set of [this.#watchers, ...this.#byName.values(), ...this.#byTrigger.values()]) {
      for (const { client } of set) counts.set(client, (counts.get(client) ?? 0) + 1);
    }
    return [...counts].slice(0, MOST_ROWS).map(([process, count]) => ({ process, count }));
  }

  /** Lists once and watches for ever. */
  *run(): Task {
    const { sim } = this.#process;
    while (!this.#stopped) {
      try {
        if (this.revision === 0) yield* this.#list();
        yield* this.#follow();
      } catch (error) {
        if (!(error instanceof NetworkError) && !(error instanceof EtcdError)) throw error;
      }
      this.#watching = false;
      if (this.#stopped) return;
      sim.cause = 0;
      yield* sleep(sim, RECONNECT);
    }
  }

  *#list(): Task {
    const { kvs, revision } = yield* this.#etcd.range<ApiObject>({ key: this.prefix, end: prefixEnd(this.prefix) });
    this.#objects.clear();
    for (const kv of kvs) this.#objects.set(kv.key, this.decode(kv.value!));
    this.#window.clear(revision);
    this.onList?.(kvs.map((kv) => this.decode(kv.value!)));
    this.revision = revision;
  }

  *#follow(): Task {
    const { sim } = this.#process;
    const range = { key: this.prefix, end: prefixEnd(this.prefix) };
    const watch = yield* this.#etcd.watch({ ...range, startRevision: this.revision + 1 });
    this.#watch = watch;
    if (this.#stopped) watch.cancel();
    this.#watching = true;
    if (!this.ready) {
      this.ready = true;
      for (const waiter of this.#waitingForReady.splice(0)) waiter.settle();
    }
    for (;;) {
      const received = yield* watch.next<ApiObject>();
      if (received === undefined) return;
      const { payload: item, hop } = received;
      if (item.compactRevision !== undefined) {
        this.#startOver();
        return;
      }
      sim.cause = hop;
      for (const kv of item.kvs) this.#apply(kv);
      if (item.revision > this.revision) this.revision = item.revision;
    }
  }

  /** What happened in between is gone: everybody lists again. cacher.go terminateAllWatchers */
  #startOver(): void {
    this.revision = 0;
    this.#endWatchers();
  }

  #endWatchers(): void {
    for (const set of [this.#watchers, ...this.#byName.values(), ...this.#byTrigger.values()]) {
      for (const watcher of [...set]) watcher.end();
    }
  }

  #apply(kv: KeyValue<ApiObject>): void {
    const { key, modRevision, at, value } = kv;
    const old = this.#objects.get(key);
    let object: ApiObject;
    let type: CacheEvent['type'];
    if (value === undefined) {
      if (old === undefined) return;
      this.#objects.delete(key);
      object = { ...old, metadata: { ...old.metadata, resourceVersion: String(modRevision) } };
      type = 'DELETED';
    } else {
      object = this.decode(value);
      this.#objects.set(key, object);
      type = old === undefined ? 'ADDED' : 'MODIFIED';
    }
    const event: CacheEvent = { revision: modRevision, at, type, object, old, sent: undefined, label: undefined };
    this.#window.push(event);
    if (modRevision > this.revision) this.revision = modRevision;
    this.onEvent?.(event);
    this.#dispatch(event);
    // The window keeps the event for a while; what was sent of it, nobody asks for again.
    event.sent = undefined;
    event.label = undefined;
  }

  #dispatch(event: CacheEvent): void {
    if (this.#watchers.size > 0) for (const watcher of this.#watchers) watcher.offer(event);
    if (this.#byName.size > 0) {
      const named = this.#byName.get(event.object.metadata.name);
      if (named) for (const watcher of named) watcher.offer(event);
    }
    if (!this.#trigger || this.#byTrigger.size === 0) return;
    const value = this.#trigger(event.object);
    const before = event.old === undefined ? value : this.#trigger(event.old);
    const triggered = this.#byTrigger.get(value);
    if (triggered) for (const watcher of triggered) watcher.offer(event);
    if (before === value) return;
    const left = this.#byTrigger.get(before);
    if (left) for (const watcher of left) watcher.offer(event);
  }

  #setFor(selection: Selection): Set<CacheWatcher> {
    if (selection.name !== undefined) return setIn(this.#byName, selection.name);
    const field = this.#trigger && TRIGGER_FIELDS[this.kind.resource];
    const value = field && selection.fields?.requiresExactMatch(field);
    return value === undefined ? this.#watchers : setIn(this.#byTrigger, value);
  }
}

/** The first key that can be there behind another. */
export function keyAfter(key: string): string {
  return `${key}\0`;
}

function setIn(map: Map<string, Set<CacheWatcher>>, key: string): Set<CacheWatcher> {
  let set = map.get(key);
  if (!set) map.set(key, (set = new Set()));
  return set;
}
