import type { ApiObject } from '../../engine/apimachinery/index.ts';
import { Listeners } from '../../client/index.ts';
import type { World } from './world.ts';

const NONE: readonly ApiObject[] = [];

/** Objects of a resource sorted into groups (pods by node), kept as the playhead moves; a group untouched keeps its identity. */
export class Grouping {
  readonly #groupOf = new Map<string, string>();
  readonly #groups = new Map<string, Map<string, ApiObject>>();
  readonly #lists = new Map<string, readonly ApiObject[]>();
  readonly #listeners = new Map<string, Listeners<void>>();
  /** Hears of all groups that a move of the playhead touched, at once. */
  readonly touched = new Listeners<ReadonlySet<string>>();

  constructor(
    readonly world: World,
    readonly resource: string,
    readonly group: (object: ApiObject) => string,
  ) {
    for (const object of world.list(resource))
      this.#place(`${object.metadata.namespace ?? ''}/${object.metadata.name}`, object);
    world.onChange(resource, (keys) => this.#update(keys));
  }

  list(group: string): readonly ApiObject[] {
    const kept = this.#lists.get(group);
    if (kept) return kept;
    const members = this.#groups.get(group);
    const list = members && members.size > 0 ? [...members.values()] : NONE;
    this.#lists.set(group, list);
    return list;
  }

  onChange(group: string, listener: () => void): () => void {
    let listeners = this.#listeners.get(group);
    if (!listeners) this.#listeners.set(group, (listeners = new Listeners()));
    return listeners.add(listener);
  }

  #update(keys: readonly string[]): void {
    const touched = new Set<string>();
    for (const key of keys) {
      const before = this.#groupOf.get(key);
      const object = this.world.get(this.resource, key);
      const after = object ? this.group(object) : undefined;
      if (before !== undefined && before !== after) {
        this.#groups.get(before)?.delete(key);
        this.#groupOf.delete(key);
        touched.add(before);
      }
      if (object) touched.add(this.#place(key, object));
    }
    for (const group of touched) {
      this.#lists.delete(group);
      this.#listeners.get(group)?.tell();
    }
    if (touched.size > 0) this.touched.tell(touched);
  }

  #place(key: string, object: ApiObject): string {
    const group = this.group(object);
    let members = this.#groups.get(group);
    if (!members) this.#groups.set(group, (members = new Map()));
    members.set(key, object);
    this.#groupOf.set(key, group);
    return group;
  }
}
