import type { LabelSet } from '../../../apimachinery/index.ts';

/** How many pods (or how many points) each value of each topology label has: `zone → {a: 2, b: 1}`. */
export class TopologyCounts {
  readonly #counts = new Map<string, Map<string, number>>();

  get size(): number {
    return this.#counts.size;
  }

  /** Entries that fall to 0 go away. */
  add(topologyKey: string, labels: LabelSet | undefined, amount: number): void {
    const value = labels?.[topologyKey];
    if (value === undefined || amount === 0) return;
    let values = this.#counts.get(topologyKey);
    if (!values) this.#counts.set(topologyKey, (values = new Map()));
    const sum = (values.get(value) ?? 0) + amount;
    if (sum === 0) values.delete(value);
    else values.set(value, sum);
    if (values.size === 0) this.#counts.delete(topologyKey);
  }

  get(topologyKey: string, value: string): number {
    return this.#counts.get(topologyKey)?.get(value) ?? 0;
  }

  /** The sum of what the labels are worth. */
  sumFor(labels: LabelSet | undefined): number {
    let sum = 0;
    for (const [key, values] of this.#counts) {
      const value = labels?.[key];
      if (value !== undefined) sum += values.get(value) ?? 0;
    }
    return sum;
  }

  /** Whether one of the labels has anything above 0. */
  anyFor(labels: LabelSet | undefined): boolean {
    for (const [key, values] of this.#counts) {
      const value = labels?.[key];
      if (value !== undefined && (values.get(value) ?? 0) > 0) return true;
    }
    return false;
  }

  clone(): TopologyCounts {
    const copy = new TopologyCounts();
    for (const [key, values] of this.#counts) copy.#counts.set(key, new Map(values));
    return copy;
  }
}
