/** What a plugin computed once for a pod and reads again for every node. */
export interface StateData {
  /** A copy that preemption may change by adding and removing pods. */
  clone(): StateData;
}

let keys = 0;

/** Where a plugin keeps its `T`: made once, when the plugin's module is loaded. */
export class StateKey<T extends StateData> {
  readonly slot = keys++;
  /** Only for the type checker. */
  readonly data?: T;
}

/** The memory of one scheduling cycle. Plugins share nothing else. */
export class CycleState {
  /** Plugins whose PreFilter said Skip: their Filter passes. */
  skipFilter = new Set<string>();
  /** Plugins whose PreScore said Skip: they do not vote. */
  skipScore = new Set<string>();
  /** By the key's slot: this is read for every node. */
  readonly #data: (StateData | undefined)[] = [];

  write<T extends StateData>(key: StateKey<T>, data: T): void {
    this.#data[key.slot] = data;
  }

  read<T extends StateData>(key: StateKey<T>): T | undefined {
    return this.#data[key.slot] as T | undefined;
  }

  clone(): CycleState {
    const copy = new CycleState();
    copy.skipFilter = this.skipFilter;
    copy.skipScore = this.skipScore;
    this.#data.forEach((data, slot) => (copy.#data[slot] = data?.clone()));
    return copy;
  }
}
