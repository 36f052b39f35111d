import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { Keyframe, Mirror, ResourceLog, Version } from './mirror.ts';
import { Listeners } from '../../client/index.ts';

const NOTHING: readonly ApiObject[] = [];

/** What one resource looks like at the playhead. */
class ResourceView {
  /** How many versions of the log are applied. */
  position = 0;
  objects = new Map<string, ApiObject>();
  readonly changed = new Listeners<readonly string[]>();
  #list: readonly ApiObject[] | undefined;

  constructor(readonly log: ResourceLog) {}

  get list(): readonly ApiObject[] {
    return (this.#list ??= this.objects.size === 0 ? NOTHING : [...this.objects.values()]);
  }

  /**
   * Applies or takes back versions until the moment is met, or begins at a keyframe where that is nearer. Returns the keys of
   * what is another object than before.
   */
  seek(time: number): readonly string[] {
    const target = this.log.countAt(time);
    if (target === this.position) return [];
    const frame = this.log.keyframeBefore(target);
    const keys =
      frame && target - frame.position + frame.objects.size < Math.abs(target - this.position)
        ? this.#jump(frame, target)
        : this.#walk(target);
    if (keys.length > 0) this.#list = undefined;
    return keys;
  }

  #walk(target: number): readonly string[] {
    const before = new Map<string, ApiObject | undefined>();
    const { versions } = this.log;
    while (this.position < target) {
      const version = versions[this.position++]!;
      if (!before.has(version.key)) before.set(version.key, this.objects.get(version.key));
      this.#put(version.key, version);
    }
    while (this.position > target) {
      const version = versions[--this.position]!;
      if (!before.has(version.key)) before.set(version.key, this.objects.get(version.key));
      this.#put(version.key, version.previous);
    }
    const keys: string[] = [];
    for (const [key, object] of before) if (object !== this.objects.get(key)) keys.push(key);
    return keys;
  }

  #jump({ position, objects }: Keyframe, target: number): readonly string[] {
    const before = this.objects;
    this.objects = new Map(objects);
    const { versions } = this.log;
    for (this.position = position; this.position < target; this.position++) {
      const version = versions[this.position]!;
      this.#put(version.key, version);
    }
    return this.#changedSince(before);
  }

  /** The log forgot its beginning: start over. */
  rebuild(time: number): readonly string[] {
    const before = this.objects;
    this.objects = new Map();
    this.position = 0;
    this.seek(time);
    this.#list = undefined;
    return this.#changedSince(before);
  }

  #changedSince(before: ReadonlyMap<string, ApiObject>): readonly string[] {
    const keys: string[] = [];
    for (const key of before.keys()) if (!this.objects.has(key)) keys.push(key);
    for (const [key, object] of this.objects) if (before.get(key) !== object) keys.push(key);
    return keys;
  }

  #put(key: string, version: Version | undefined): void {
    if (version?.object) this.objects.set(key, version.object);
    else this.objects.delete(key);
  }
}

/**
 * The world at the playhead. Moving it costs as many steps as versions lie between, in either direction, or as many objects as
 * stand there, whichever is less; only those who asked for what changed are told. Lists and objects keep their identity for as long as they do not change.
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
