import { keyOf, type ApiObject } from '../apimachinery/index.ts';

interface Index<T> {
  readonly values: (object: T) => readonly string[];
  readonly sets: Map<string, Map<string, T>>;
}

/**
 * A thread-safe store's single-threaded cousin: objects by key, and by whatever indices were added
 * (tools/cache/thread_safe_store.go). Objects are shared and must not be changed.
 *
 * Worked example: with addIndex('node', (p) => [p.spec.nodeName ?? '']), after put(a on n1) and put(b on n1),
 * byIndex('node', 'n1') is [a, b].
 */
export class Indexer<T extends ApiObject> {
  readonly #objects = new Map<string, T>();
  readonly #indices = new Map<string, Index<T>>();
  /** The same, to go through at each change. */
  readonly #allIndices: Index<T>[] = [];
  #list: readonly T[] | undefined;

  get size(): number {
    return this.#objects.size;
  }

  get(key: string): T | undefined {
    return this.#objects.get(key);
  }

  list(): readonly T[] {
    return (this.#list ??= [...this.#objects.values()]);
  }

  keys(): IterableIterator<string> {
    return this.#objects.keys();
  }

  addIndex(name: string, values: (object: T) => readonly string[]): void {
    if (this.#indices.has(name)) return;
    const index: Index<T> = { values, sets: new Map() };
    this.#indices.set(name, index);
    this.#allIndices.push(index);
    for (const [key, object] of this.#objects) insert(index, key, object);
  }

  byIndex(name: string, value: string): readonly T[] {
    const set = this.#indices.get(name)?.sets.get(value);
    return set ? [...set.values()] : [];
  }

  countByIndex(name: string, value: string): number {
    return this.#indices.get(name)?.sets.get(value)?.size ?? 0;
  }

  put(object: T): T | undefined {
    return this.putAt(keyOf(object), object);
  }

  /** As put, for who knows the object's key already. */
  putAt(key: string, object: T): T | undefined {
    const old = this.#objects.get(key);
    this.#objects.set(key, object);
    this.#list = undefined;
    for (const index of this.#allIndices) {
      const values = index.values(object);
      if (old) {
        const before = index.values(old);
        if (before.length === 1 && values.length === 1 && before[0] === values[0]) {
          index.sets.get(values[0]!)!.set(key, object);
          continue;
        }
        remove(index, key, before);
      }
      insertAt(index, key, object, values);
    }
    return old;
  }

  delete(key: string): T | undefined {
    const old = this.#objects.get(key);
    if (!old) return undefined;
    this.#objects.delete(key);
    this.#list = undefined;
    for (const index of this.#allIndices) remove(index, key, index.values(old));
    return old;
  }
}

function insert<T>(index: Index<T>, key: string, object: T): void {
  insertAt(index, key, object, index.values(object));
}

function insertAt<T>(index: Index<T>, key: string, object: T, values: readonly string[]): void {
  for (const value of values) {
    let set = index.sets.get(value);
    if (!set) index.sets.set(value, (set = new Map()));
    set.set(key, object);
  }
}

function remove<T>(index: Index<T>, key: string, values: readonly string[]): void {
  for (const value of values) {
    const set = index.sets.get(value);
    set?.delete(key);
    if (set?.size === 0) index.sets.delete(value);
  }
}
