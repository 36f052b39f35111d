import { type ApiObject, type Status } from '../../apimachinery/index.ts';
import type { Kind } from '../../api/kind.ts';
import type { WatchEvent } from '../../client-go/request.ts';
import { MINUTE, SECOND, type Label, type Micros, type ServerCall, type Sim, type Timer } from '../../sim/index.ts';
import type { CacheEvent } from './event-window.ts';
import { selects, type Selection } from './selection.ts';

export interface WatcherOptions {
  readonly call: ServerCall;
  readonly selection: Selection;
  /** The revision the client already has; undefined: it has nothing and is sent the present state first. */
  readonly startRevision: number | undefined;
  readonly bookmarks: boolean;
  /** A streaming list: the present state is followed by a bookmark that says so. */
  readonly sendInitialEvents: boolean;
  readonly timeout: Micros;
  /** The version asked for. */
  readonly apiVersion: string;
  /** For Tables, metadata alone and other versions; undefined: as stored. */
  readonly convert: ((object: ApiObject, bookmark: boolean) => unknown) | undefined;
}

const BOOKMARK_PERIOD: Micros = MINUTE;
/** The last bookmark goes out this long before the watch ends. */
const BEFORE_DEADLINE: Micros = 2 * SECOND;

/** What a watcher needs of the copy it watches. */
interface Source {
  readonly revision: number;
  readonly kind: Kind;
}

/** One client's watch. apiserver/pkg/storage/cacher/cache_watcher.go */
export class CacheWatcher {
  open = true;
  onEnd: () => void = () => {};
  readonly #sim: Sim;
  readonly #source: Source;
  readonly #options: WatcherOptions;
  readonly #resource: string;
  readonly #everything: boolean;
  /** Of what was up to here the client knows, even when that is still to come. */
  readonly #after: number;
  #deadline: Micros;
  #timer: Timer | undefined;

  constructor(sim: Sim, source: Source, options: WatcherOptions) {
    this.#sim = sim;
    this.#source = source;
    this.#options = options;
    const { kind } = source;
    const { namespace, labels, fields, name } = options.selection;
    this.#everything = namespace === undefined && !labels && !fields && name === undefined;
    this.#resource = kind.group === '' ? kind.resource : `${kind.resource}.${kind.group}`;
    this.#after = options.startRevision ?? 0;
    this.#deadline = sim.now + options.timeout;
    options.call.onCancel = () => this.#stopped();
  }

  /** Who watches. */
  get client(): string {
    return this.#options.call.peer.id;
  }

  /** Begins bookmarks and the time-out. */
  start(): void {
    this.#schedule();
  }

  sendInitial(items: readonly ApiObject[]): void {
    for (const object of items) {
      const revision = Number(object.metadata.resourceVersion);
      this.#send({ type: 'ADDED', object }, this.#label('ADDED', object, revision));
    }
    if (this.#options.sendInitialEvents && this.#options.bookmarks) this.#bookmark(true);
  }

  /** Sends the event as this watcher sees it: leaving a selection is a deletion, entering it an addition. */
  offer(event: CacheEvent): void {
    if (event.revision <= this.#after) return;
    if (this.#everything) {
      this.#sendShared(event);
      return;
    }
    const { kind } = this.#source;
    const { selection } = this.#options;
    const now = event.type !== 'DELETED' && selects(kind, selection, event.object);
    const before = event.old !== undefined && selects(kind, selection, event.old);
    if (!now && !before) return;
    const type = now ? (before ? 'MODIFIED' : 'ADDED') : 'DELETED';
    if (type === event.type) {
      this.#sendShared(event);
      return;
    }
    const object = type === 'DELETED' ? leaving(event.old!, event.revision) : event.object;
    this.#send({ type, object }, this.#label(type, object, event.revision));
  }

  fail(status: Status): void {
    this.#options.call.item({ form: 'item', verb: 'ERROR', resource: this.#resource, code: status.code }, {
      type: 'ERROR',
      object: status,
    } satisfies WatchEvent);
    this.end();
  }

  end(): void {
    if (!this.open) return;
    this.#options.call.finish();
    this.#stopped();
  }

  #stopped(): void {
    if (!this.open) return;
    this.open = false;
    this.#timer?.cancel();
    this.onEnd();
  }

  #send(event: WatchEvent, label: Label): void {
    if (!this.open) return;
    const { convert, call } = this.#options;
    call.item(label, convert ? { type: event.type, object: convert(event.object as ApiObject, false) } : event);
  }

  /** The event as it is in the cache, which many watchers see alike. */
  #sendShared(event: CacheEvent): void {
    const { type, object } = event;
    event.label ??= this.#label(type, object, event.revision);
    this.#send((event.sent ??= { type, object }), event.label);
  }

  #label(verb: string, object: ApiObject, revision: number): Label {
    const { namespace, name } = object.metadata;
    return { form: 'item', verb, resource: this.#resource, namespace, name, revision };
  }

  #bookmark(initialEventsEnd: boolean): void {
    const { kind, revision } = this.#source;
    const metadata = {
      resourceVersion: String(revision),
      ...(initialEventsEnd && { annotations: { 'k8s.io/initial-events-end': 'true' } }),
    };
    const { apiVersion, convert } = this.#options;
    const bookmark = { kind: kind.kind, apiVersion, metadata };
    const object = convert ? convert(bookmark as unknown as ApiObject, true) : bookmark;
    const label: Label = { form: 'item', verb: 'BOOKMARK', resource: this.#resource, revision };
    this.#options.call.item(label, { type: 'BOOKMARK', object });
  }

  #schedule(): void {
    const { now } = this.#sim;
    const last = this.#deadline - BEFORE_DEADLINE;
    const { bookmarks } = this.#options;
    let next = this.#deadline;
    if (bookmarks && now < last) next = Math.min(now + BOOKMARK_PERIOD, last);
    this.#timer = this.#sim.at(next, due, this);
  }

  /** A bookmark is due, or the watch has lasted long enough. */
  due(): void {
    if (!this.open) return;
    if (this.#sim.now >= this.#deadline) {
      this.end();
      return;
    }
    this.#bookmark(false);
    this.#schedule();
  }
}

function due(watcher: CacheWatcher): void {
  watcher.due();
}

function leaving(old: ApiObject, revision: number): ApiObject {
  return { ...old, metadata: { ...old.metadata, resourceVersion: String(revision) } };
}
