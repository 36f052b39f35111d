import type { ServerCall, Sim, Label } from '../sim/index.ts';
import { keyLabel } from './key-label.ts';
import type { Store } from './mvcc.ts';
import type { KeyValue, WatchItem, WatchRequest } from './rpc.ts';
import { prefixEnd } from './rpc.ts';

interface Watcher {
  readonly request: WatchRequest;
  readonly call: ServerCall;
}

/**
 * Who watches what. Ordered, unique, reliable, atomic, resumable: a watcher gets every revision of its range once, in order,
 * whole, and may begin at any revision that is not compacted. server/storage/mvcc/watchable_store.go
 *
 * Watchers of a prefix that ends in a slash are found by the key's own prefixes, so a write does not cost a look at each watcher.
 */
export class Watchers {
  readonly #byPrefix = new Map<string, Watcher[]>();
  readonly #others: Watcher[] = [];
  /** How many slashes the watched prefixes have: only so much of a key is looked up. */
  readonly #depths = new Set<number>();

  readonly #sim: Sim;
  readonly #store: Store;

  constructor(sim: Sim, store: Store) {
    this.#sim = sim;
    this.#store = store;
  }

  /** Answers the call, sends what has already happened since the wanted revision, and stays. */
  add(request: WatchRequest, call: ServerCall): void {
    const store = this.#store;
    const start = request.startRevision ?? 0;
    call.reply({ form: 'response', verb: 'Watch', revision: store.revision }, { revision: store.revision });
    if (start > 0 && start < store.compactRevision) {
      const item: WatchItem = { revision: store.revision, kvs: [], compactRevision: store.compactRevision };
      call.item({ form: 'item', verb: 'canceled', revision: store.compactRevision }, item);
      call.finish();
      return;
    }
    const watcher: Watcher = { request, call };
    if (start > 0) this.#catchUp(watcher, start);
    const list = this.#listOf(request);
    list.push(watcher);
    call.onCancel = () => {
      list.splice(list.indexOf(watcher), 1);
    };
  }

  /** Sends one revision to whoever watches it. The commit is the cause of every message. */
  publish(changes: readonly KeyValue[]): void {
    const sim = this.#sim;
    const outer = sim.cause;
    sim.cause = changes[0]!.commit;
    if (changes.length === 1) {
      const change = changes[0]!;
      const { key, modRevision } = change;
      let depth = 1;
      for (let slash = key.indexOf('/', 1); slash > 0; slash = key.indexOf('/', slash + 1)) {
        if (!this.#depths.has(++depth)) continue;
        const watchers = this.#byPrefix.get(key.slice(0, slash + 1));
        if (!watchers || watchers.length === 0) continue;
        const label = labelOf(change);
        const item: WatchItem = { revision: modRevision, kvs: changes };
        for (const watcher of watchers) watcher.call.item(label, item);
      }
    } else {
      for (const [prefix, watchers] of this.#byPrefix) {
        const inside = changes.filter((kv) => kv.key.startsWith(prefix));
        if (inside.length > 0) for (const watcher of watchers) send(watcher, inside);
      }
    }
    for (const watcher of this.#others) this.#sendInside(watcher, changes);
    sim.cause = outer;
  }

  #listOf(request: WatchRequest): Watcher[] {
    if (!request.key.endsWith('/') || request.end !== prefixEnd(request.key)) return this.#others;
    this.#depths.add(request.key.split('/').length - 1);
    let list = this.#byPrefix.get(request.key);
    if (!list) this.#byPrefix.set(request.key, (list = []));
    return list;
  }

  #catchUp(watcher: Watcher, start: number): void {
    const sim = this.#sim;
    const outer = sim.cause;
    let revision: KeyValue[] = [];
    const flush = (): void => {
      if (revision.length === 0) return;
      sim.cause = revision[0]!.commit;
      this.#sendInside(watcher, revision);
      revision = [];
    };
    for (const kv of this.#store.since(start)) {
      if (revision.length > 0 && revision[0]!.modRevision !== kv.modRevision) flush();
      revision.push(kv);
    }
    flush();
    sim.cause = outer;
  }

  #sendInside(watcher: Watcher, changes: readonly KeyValue[]): void {
    const { key, end } = watcher.request;
    const inside = changes.filter((kv) => (end === undefined ? kv.key === key : kv.key >= key && kv.key < end));
    if (inside.length > 0) send(watcher, inside);
  }
}

function send(watcher: Watcher, kvs: readonly KeyValue[]): void {
  const first = kvs[0]!;
  const item: WatchItem = { revision: first.modRevision, kvs };
  watcher.call.item(labelOf(first), item);
}

function labelOf({ key, version, modRevision }: KeyValue): Label {
  return keyLabel('item', version === 0 ? 'DELETE' : 'PUT', key, modRevision);
}
