import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { Mirror, ResourceLog, Version } from './mirror.ts';
import { Listeners } from '../../client/index.ts';

const NOTHING: readonly ApiObject[] = [];

/** What one resource looks like at the playhead. */
class ResourceView {
  /** How many versions of the log are applied. */
  position = 0;
  readonly objects = new Map<string, ApiObject>();
  readonly changed = new Listeners<readonly string[]>();
  #list: readonly ApiObject[] | undefined;

  constructor(readonly log: ResourceLog) {}

  get list(): readonly ApiObject[] {
    return (this.#list ??= this.objects.size === 0 ? NOTHING : [...this.objects.values()]);
  }

  /** Applies or takes back versions until the moment is met, and returns the keys that changed. */
  seek(time: number): readonly string[] {
    const target = this.log.countAt(time);
    if (target === this.position) return [];
    const keys = new Set<string>();
    const { versions } = this.log;
    while (this.position < target) {
      const version = versions[this.position++]!;
      this.#put(version.key, version);
      keys.add(version.key);
    }
    while (this.position > target) {
      const version = versions[--this.position]!;
      this.#put(version.key, version.previous);
      keys.add(version.key);
    }
    this.#list = undefined;
    return [...keys];
  }

  /** The log forgot its beginning: start over. */
  rebuild(time: number): readonly string[] {
    const before = new Map(this.objects);
    this.objects.clear();
    this.position = 0;
    this.seek(time);
    this.#list = undefined;
    const keys: string[] = [];
    for (const key of new Set([...before.keys(), ...this.objects.keys()]))
      if (before.get(key) !== this.objects.get(key)) keys.push(key);
    return keys;
  }

  #put(key: string, version: Version | undefined): void {
    if (version?.object) this.objects.set(key, version.object);
    else this.objects.delete(key);
  }
}

/**
 * The world at the playhead. Moving it costs as many steps as versions lie between, in either direction, and only those
 * who asked for what changed are told. Lists and objects keep their identity for as long as they do not change.
 */
export class World {
  time = 0;
  readonly #views = new Map<string, ResourceView>();
  readonly #stop: () => void;

  constructor(readonly mirror: Mirror) {
    this.#stop = mirror.onChange(({ resource, trimmed }) => {
      const view = this.#views.get(resource);
      if (trimmed && view) this.#announce(view, view.rebuild(this.time));
    });
  }

  /** Follows the mirror no longer. */
  close(): void {
    this.#stop();
  }

  seek(time: number): void {
    this.time = time;
    for (const view of this.#views.values()) this.#announce(view, view.seek(time));
  }

  list(resource: string): readonly ApiObject[] {
    return this.#view(resource).list;
  }

  get(resource: string, key: string): ApiObject | undefined {
    return this.#view(resource).objects.get(key);
  }

  /** Hears of the keys that changed whenever the playhead's move changed this resource. */
  onChange(resource: string, listener: (keys: readonly string[]) => void): () => void {
    return this.#view(resource).changed.add(listener);
  }

  #view(resource: string): ResourceView {
    let view = this.#views.get(resource);
    if (!view) {
      this.#views.set(resource, (view = new ResourceView(this.mirror.log(resource))));
      view.seek(this.time);
    }
    return view;
  }

  #announce(view: ResourceView, keys: readonly string[]): void {
    if (keys.length > 0) view.changed.tell(keys);
  }
}
