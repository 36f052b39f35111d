/**
 * Go's sort.Sort and sort.Slice. They are not stable, yet always do the same, and kubectl shows which of two equals came
 * first: events of one second, objects of one age. Up to twelve things are sorted by insertion and so keep their order; more
 * are sorted by pdqsort, whose every step is followed here (sort/zsortfunc.go of Go 1.19 and later).
 */
export function sortGo<T>(items: readonly T[], less: (a: T, b: T) => boolean): T[] {
  const sorted = [...items];
  new PatternDefeating(sorted, less).sort(0, sorted.length, bitLength(sorted.length));
  return sorted;
}

const MAX_INSERTION = 12;
const SHORTEST_NINTHER = 50;
const SHORTEST_SHIFTING = 50;
const MAX_SWAPS = 12;
const MAX_STEPS = 5;

type Hint = 'unknown' | 'increasing' | 'decreasing';

function bitLength(n: number): number {
  return n === 0 ? 0 : 32 - Math.clz32(n);
}

class PatternDefeating<T> {
  #swaps = 0;

  constructor(
    readonly items: T[],
    readonly isLess: (a: T, b: T) => boolean,
  ) {}

  sort(from: number, to: number, badChoices: number): void {
    let [a, b, limit] = [from, to, badChoices];
    let balanced = true;
    let partitioned = true;
    while (b - a > MAX_INSERTION) {
      const length = b - a;
      if (limit === 0) return this.#heapSort(a, b);
      if (!balanced) {
        this.#breakPatterns(a, b);
        limit--;
      }
      let [pivot, hint] = this.#choosePivot(a, b);
      if (hint === 'decreasing') {
        this.#reverse(a, b);
        pivot = b - 1 - (pivot - a);
        hint = 'increasing';
      }
      if (balanced && partitioned && hint === 'increasing' && this.#partialInsertionSort(a, b)) return;
      if (a > 0 && !this.#less(a - 1, pivot)) {
        a = this.#partitionEqual(a, b, pivot);
        continue;
      }
      const [mid, already] = this.#partition(a, b, pivot);
      partitioned = already;
      const threshold = Math.floor(length / 8);
      if (mid - a < b - mid) {
        balanced = mid - a >= threshold;
        this.sort(a, mid, limit);
        a = mid + 1;
      } else {
        balanced = b - mid >= threshold;
        this.sort(mid + 1, b, limit);
        b = mid;
      }
    }
    this.#insertionSort(a, b);
  }

  #less(i: number, j: number): boolean {
    return this.isLess(this.items[i]!, this.items[j]!);
  }

  #swap(i: number, j: number): void {
    const { items } = this;
    [items[i], items[j]] = [items[j]!, items[i]!];
  }

  #insertionSort(a: number, b: number): void {
    for (let i = a + 1; i < b; i++) for (let j = i; j > a && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
  }

  #heapSort(first: number, b: number): void {
    const n = b - first;
    for (let i = Math.floor((n - 1) / 2); i >= 0; i--) this.#siftDown(i, n, first);
    for (let i = n - 1; i >= 0; i--) {
      this.#swap(first, first + i);
      this.#siftDown(0, i, first);
    }
  }

  #siftDown(from: number, end: number, first: number): void {
    for (let root = from; ;) {
      let child = 2 * root + 1;
      if (child >= end) return;
      if (child + 1 < end && this.#less(first + child, first + child + 1)) child++;
      if (!this.#less(first + root, first + child)) return;
      this.#swap(first + root, first + child);
      root = child;
    }
  }

  #reverse(a: number, b: number): void {
    for (let i = a, j = b - 1; i < j; i++, j--) this.#swap(i, j);
  }

  /** Scatters a few, as a generator that is seeded by the length alone says. */
  #breakPatterns(a: number, b: number): void {
    const length = b - a;
    let random = BigInt(length);
    const mask = (1n << BigInt(bitLength(length))) - 1n;
    const middle = a + Math.floor(length / 4) * 2 - 1;
    for (let i = 0; i < 3; i++) {
      random = BigInt.asUintN(64, random ^ (random << 13n));
      random ^= random >> 7n;
      random = BigInt.asUintN(64, random ^ (random << 17n));
      let other = Number(random & mask);
      if (other >= length) other -= length;
      this.#swap(middle + i, a + other);
    }
  }

  #choosePivot(a: number, b: number): [pivot: number, hint: Hint] {
    const quarter = Math.floor((b - a) / 4);
    this.#swaps = 0;
    const probes = [a + quarter, a + quarter * 2, a + quarter * 3];
    const [i, j, k] = b - a >= SHORTEST_NINTHER ? probes.map((at) => this.#median(at - 1, at, at + 1)) : probes;
    const pivot = this.#median(i!, j!, k!);
    return [pivot, this.#swaps === 0 ? 'increasing' : this.#swaps === MAX_SWAPS ? 'decreasing' : 'unknown'];
  }

  #ordered(a: number, b: number): [number, number] {
    if (!this.#less(b, a)) return [a, b];
    this.#swaps++;
    return [b, a];
  }

  #median(first: number, second: number, third: number): number {
    const [a, later] = this.#ordered(first, second);
    const [b] = this.#ordered(later, third);
    return this.#ordered(a, b)[1];
  }

  #partialInsertionSort(a: number, b: number): boolean {
    let i = a + 1;
    for (let step = 0; step < MAX_STEPS; step++) {
      while (i < b && !this.#less(i, i - 1)) i++;
      if (i === b) return true;
      if (b - a < SHORTEST_SHIFTING) return false;
      this.#swap(i, i - 1);
      if (i - a >= 2) for (let j = i - 1; j >= 1 && this.#less(j, j - 1); j--) this.#swap(j, j - 1);
      if (b - i >= 2) for (let j = i + 1; j < b && this.#less(j, j - 1); j++) this.#swap(j, j - 1);
    }
    return false;
  }

  /** What equals the pivot goes left; answers where the greater begin. */
  #partitionEqual(a: number, b: number, pivot: number): number {
    this.#swap(a, pivot);
    for (let i = a + 1, j = b - 1; ; i++, j--) {
      while (i <= j && !this.#less(a, i)) i++;
      while (i <= j && this.#less(a, j)) j--;
      if (i > j) return i;
      this.#swap(i, j);
    }
  }

  /** What is less than the pivot goes left; answers where the pivot came to, and whether nothing had to move. */
  #partition(a: number, b: number, pivot: number): [at: number, already: boolean] {
    this.#swap(a, pivot);
    let already = true;
    for (let i = a + 1, j = b - 1; ; i++, j--) {
      while (i <= j && this.#less(i, a)) i++;
      while (i <= j && !this.#less(j, a)) j--;
      if (i > j) {
        this.#swap(j, a);
        return [j, already];
      }
      already = false;
      this.#swap(i, j);
    }
  }
}
