import type { Flow } from './flow.ts';

/** The flows of a moment, by key. A flow that reads the same as before stays the same object, so that nobody draws it again. */
export class Flows {
  #flows: ReadonlyMap<string, Flow> = new Map();
  readonly #listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  };

  get(key: string): Flow | undefined {
    return this.#flows.get(key);
  }

  put(flows: ReadonlyMap<string, Flow>): void {
    if (flows.size === 0 && this.#flows.size === 0) return;
    this.#flows = new Map([...flows].map(([key, flow]) => [key, this.#kept(key, flow)]));
    for (const listener of this.#listeners) listener();
  }

  #kept(key: string, flow: Flow): Flow {
    const known = this.#flows.get(key);
    return known && sameText(known, flow) ? known : flow;
  }
}

/** Whether two are told in the same words. */
function sameText(a: Flow, b: Flow): boolean {
  const same = (key: 'rate' | 'p50' | 'p95'): boolean => tenths(a[key]) === tenths(b[key]);
  return same('rate') && same('p50') && same('p95') && a.failed === b.failed && a.failure === b.failure;
}

function tenths(value: number | undefined): number {
  return value === undefined ? -1 : Math.round(value * 10);
}
