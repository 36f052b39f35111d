const CHUNK = 128;

/**
 * A map whose keys can be walked in order from anywhere: a hash map for looking up, and the keys in sorted chunks of at most
 * 128 for walking (etcd uses a B-tree, server/storage/mvcc/index.go; two levels are enough for the sizes of a cluster here).
 *
 * Worked example: after set('b'), set('a'), set('c'), range('a', 'c') visits a, b.
 */
export class OrderedMap<V> {
  readonly #values = new Map<string, V>();
  #chunks: string[][] = [];

  get size(): number {
    return this.#values.size;
  }

  get(key: string): V | undefined {
    return this.#values.get(key);
  }

  set(key: string, value: V): void {
    const before = this.#values.size;
    this.#values.set(key, value);
    if (this.#values.size !== before) this.#insert(key);
  }

  delete(key: string): boolean {
    if (!this.#values.delete(key)) return false;
    const c = this.#chunkOf(key);
    const chunk = this.#chunks[c]!;
    chunk.splice(lowerBound(chunk, key), 1);
    if (chunk.length === 0) this.#chunks.splice(c, 1);
    return true;
  }

  clear(): void {
    this.#values.clear();
    this.#chunks = [];
  }

  /** Calls `visit` for the keys in [from, to) in order until it answers false. Undefined `to`: to the end. */
  range(from: string, to: string | undefined, visit: (value: V, key: string) => boolean): void {
    if (this.#chunks.length === 0) return;
    let c = this.#chunkOf(from);
    let i = lowerBound(this.#chunks[c]!, from);
    for (; c < this.#chunks.length; c++, i = 0) {
      const chunk = this.#chunks[c]!;
      for (; i < chunk.length; i++) {
        const key = chunk[i]!;
        if (to !== undefined && key >= to) return;
        if (!visit(this.#values.get(key)!, key)) return;
      }
    }
  }

  #insert(key: string): void {
    if (this.#chunks.length === 0) {
      this.#chunks.push([key]);
      return;
    }
    const c = this.#chunkOf(key);
    const chunk = this.#chunks[c]!;
    const last = chunk[chunk.length - 1]!;
    if (last < key) chunk.push(key);
    else insertAt(chunk, lowerBound(chunk, key), key);
    if (chunk.length > CHUNK) this.#chunks.splice(c + 1, 0, chunk.splice(CHUNK / 2));
  }

  /** The last chunk whose first key is not greater than `key`, or the first chunk. */
  #chunkOf(key: string): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#chunks[middle]![0]! <= key) low = middle + 1;
      else high = middle;
    }
    return low === 0 ? 0 : low - 1;
  }
}

/** As splice does, without the list of what was removed that splice makes each time. */
function insertAt(keys: string[], place: number, key: string): void {
  let i = keys.length;
  keys.push(key);
  for (; i > place; i--) keys[i] = keys[i - 1]!;
  keys[place] = key;
}

function lowerBound(keys: readonly string[], key: string): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle]! < key) low = middle + 1;
    else high = middle;
  }
  return low;
}
