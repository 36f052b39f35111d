import { canonicalQuantity, parseQuantity, ZERO_QUANTITY, type Quantity } from '../../apimachinery/index.ts';
import type { ResourceList } from '../wire.ts';

/** Resource name → amount. k8s.io/apiserver/pkg/quota/v1/resources.go */
export type Amounts = ReadonlyMap<string, Quantity>;

export function amountsOf(list: ResourceList | undefined): Amounts {
  const amounts = new Map<string, Quantity>();
  for (const [name, text] of Object.entries(list ?? {})) amounts.set(name, parseQuantity(text));
  return amounts;
}

/** Sorted by name, as Go writes maps. */
export function resourceListOf(amounts: Amounts): ResourceList {
  const names = [...amounts.keys()].sort();
  return Object.fromEntries(names.map((name) => [name, canonicalQuantity(amounts.get(name)!.toString())]));
}

export function addAmounts(a: Amounts, b: Amounts): Amounts {
  const sum = new Map(a);
  for (const [name, quantity] of b) sum.set(name, (sum.get(name) ?? ZERO_QUANTITY).add(quantity));
  return sum;
}

export function subtractAmounts(a: Amounts, b: Amounts): Amounts {
  const rest = new Map(a);
  for (const [name, quantity] of b) rest.set(name, (rest.get(name) ?? ZERO_QUANTITY).sub(quantity));
  return rest;
}

/** Only what `names` has. */
export function maskAmounts(amounts: Amounts, names: { has(name: string): boolean }): Amounts {
  return new Map([...amounts].filter(([name]) => names.has(name)));
}

export function positiveAmounts(amounts: Amounts): Amounts {
  return new Map([...amounts].filter(([, quantity]) => quantity.sign() > 0));
}

/** The names of which `wanted` is more than `limit`. */
export function exceeding(wanted: Amounts, limit: Amounts): Set<string> {
  const names = new Set<string>();
  for (const [name, quantity] of wanted) {
    const most = limit.get(name);
    if (most && quantity.cmp(most) > 0) names.add(name);
  }
  return names;
}

/** `pods=1,requests.cpu=500m`. */
export function printAmounts(amounts: Amounts): string {
  return [...amounts.keys()]
    .sort()
    .map((name) => `${name}=${amounts.get(name)!.toString()}`)
    .join(',');
}
