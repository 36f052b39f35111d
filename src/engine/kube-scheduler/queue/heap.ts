import type { QueuedPodInfo } from './queued-pod-info.ts';

/** A binary heap of queued pods that knows where each is, so that one can be taken out of the middle (backend/heap/heap.go). */
export class PodHeap {
  readonly #items: QueuedPodInfo[] = [];
  readonly #byUid = new Map<string, QueuedPodInfo>();

  constructor(readonly less: (a: QueuedPodInfo, b: QueuedPodInfo) => boolean) {}

  get length(): number {
    return this.#items.length;
  }

  get(uid: string): QueuedPodInfo | undefined {
    return this.#byUid.get(uid);
  }

  peek(): QueuedPodInfo | undefined {
    return this.#items[0];
  }

  push(item: QueuedPodInfo): void {
    this.#byUid.set(item.podInfo.uid, item);
    item.heapIndex = this.#items.length;
    this.#items.push(item);
    this.#up(item.heapIndex);
  }

  pop(): QueuedPodInfo | undefined {
    const top = this.#items[0];
    return top === undefined ? undefined : this.delete(top.podInfo.uid);
  }

  /** Puts an item whose order may have changed in its place again. */
  fix(item: QueuedPodInfo): void {
    this.#up(item.heapIndex);
    this.#down(item.heapIndex);
  }

  delete(uid: string): QueuedPodInfo | undefined {
    const item = this.#byUid.get(uid);
    if (item === undefined) return undefined;
    this.#byUid.delete(uid);
    const hole = item.heapIndex;
    item.heapIndex = -1;
    const last = this.#items.pop()!;
    if (last !== item) {
      this.#put(last, hole);
      this.fix(last);
    }
    return item;
  }

  values(): readonly QueuedPodInfo[] {
    return this.#items;
  }

  #put(item: QueuedPodInfo, index: number): void {
    this.#items[index] = item;
    item.heapIndex = index;
  }

  #up(start: number): void {
    let index = start;
    const item = this.#items[index]!;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = this.#items[parent]!;
      if (!this.less(item, above)) break;
      this.#put(above, index);
      index = parent;
    }
    this.#put(item, index);
  }

  #down(start: number): void {
    let index = start;
    const item = this.#items[index]!;
    for (;;) {
      let child = index * 2 + 1;
      if (child >= this.#items.length) break;
      if (child + 1 < this.#items.length && this.less(this.#items[child + 1]!, this.#items[child]!)) child++;
      const below = this.#items[child]!;
      if (!this.less(below, item)) break;
      this.#put(below, index);
      index = child;
    }
    this.#put(item, index);
  }
}
