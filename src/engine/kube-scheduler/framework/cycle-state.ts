/** What a plugin computed once for a pod and reads again for every node. */
export interface StateData {
  /** A copy that preemption may change by adding and removing pods. */
  clone(): StateData;
}

/** The memory of one scheduling cycle. Plugins share nothing else. */
export class CycleState {
  /** Plugins whose PreFilter said Skip: their Filter passes. */
  skipFilter = new Set<string>();
  /** Plugins whose PreScore said Skip: they do not vote. */
  skipScore = new Set<string>();
  readonly #data = new Map<string, StateData>();

  write(key: string, data: StateData): void {
    this.#data.set(key, data);
  }

  /** The key is the plugin's own, so it knows what it has written. */
  read<T extends StateData>(key: string): T | undefined {
    return this.#data.get(key) as T | undefined;
  }

  clone(): CycleState {
    const copy = new CycleState();
    copy.skipFilter = this.skipFilter;
    copy.skipScore = this.skipScore;
    for (const [key, data] of this.#data) copy.#data.set(key, data.clone());
    return copy;
  }
}
