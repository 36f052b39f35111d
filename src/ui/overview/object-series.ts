import type { IPod } from 'kubernetes-models/v1';
import type { INode } from 'kubernetes-models/v1';
import { tryParseQuantity, type ApiObject } from '../../engine/apimachinery/index.ts';
import type { Mirror } from '../store/index.ts';

/** What the objects add up to at a moment. Cores, bytes and counts. */
export const TOTALS = ['cpu', 'memory', 'Pending', 'Running', 'Succeeded', 'Failed', 'restarts'] as const;
export type Total = (typeof TOTALS)[number];
export const CAPACITIES = ['cpu', 'memory'] as const;

type Sums = Record<string, number>;

/** Sums over all objects of a resource through all of history, written down at each change. Read once, as versions come. */
export class ObjectSeries {
  readonly times: number[] = [];
  readonly #values: number[][];
  readonly #shares = new Map<string, Sums>();
  #sums: Sums = {};
  #read = 0;
  #first: unknown;

  constructor(
    readonly mirror: Mirror,
    readonly resource: string,
    readonly names: readonly string[],
    readonly shareOf: (object: ApiObject) => Sums,
  ) {
    this.#values = names.map(() => []);
  }

  at(name: string, time: number): number | undefined {
    this.#catchUp();
    let low = 0;
    let high = this.times.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.times[middle]! <= time) low = middle + 1;
      else high = middle;
    }
    return this.#values[this.names.indexOf(name)]?.[low - 1];
  }

  #catchUp(): void {
    const { versions } = this.mirror.log(this.resource);
    if (versions[0] !== this.#first || versions.length < this.#read) this.#startOver(versions[0]);
    for (; this.#read < versions.length; this.#read++) {
      const { key, at, object } = versions[this.#read]!;
      const before = this.#shares.get(key);
      const after = object && this.shareOf(object);
      if (after) this.#shares.set(key, after);
      else this.#shares.delete(key);
      let changed = false;
      for (const name of this.names) {
        const difference = (after?.[name] ?? 0) - (before?.[name] ?? 0);
        if (difference === 0) continue;
        this.#sums[name] = (this.#sums[name] ?? 0) + difference;
        changed = true;
      }
      if (changed) this.#note(at);
    }
  }

  #note(at: number): void {
    if (this.times[this.times.length - 1] !== at) {
      this.times.push(at);
      for (const values of this.#values) values.push(0);
    }
    for (const [i, name] of this.names.entries()) this.#values[i]![this.times.length - 1] = this.#sums[name] ?? 0;
  }

  #startOver(first: unknown): void {
    this.#first = first;
    this.#read = 0;
    this.#sums = {};
    this.#shares.clear();
    this.times.length = 0;
    for (const values of this.#values) values.length = 0;
  }
}

/** What a pod counts for: its phase, how often its containers were started anew, and on a node what it asks for. */
export function shareOfPod({ spec, status }: ApiObject): Sums {
  const { phase = 'Pending', containerStatuses = [] } = (status ?? {}) as NonNullable<IPod['status']>;
  const share: Sums = { [phase]: 1 };
  share['restarts'] = containerStatuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const { nodeName, containers = [] } = (spec ?? {}) as Partial<NonNullable<IPod['spec']>>;
  if (!nodeName || phase === 'Succeeded' || phase === 'Failed') return share;
  for (const resource of CAPACITIES) {
    share[resource] = containers.reduce((sum, { resources }) => {
      return sum + (amount(resources?.requests?.[resource]) ?? amount(resources?.limits?.[resource]) ?? 0);
    }, 0);
  }
  return share;
}

export function shareOfNode({ status }: ApiObject): Sums {
  const allocatable = (status as INode['status'])?.allocatable;
  return { cpu: amount(allocatable?.['cpu']) ?? 0, memory: amount(allocatable?.['memory']) ?? 0 };
}

function amount(quantity: string | number | undefined): number | undefined {
  return quantity === undefined ? undefined : tryParseQuantity(quantity)?.asApproximateFloat64();
}
