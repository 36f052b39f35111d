import type { Environment } from '@marcbachmann/cel-js';

type Item = bigint | number | string | boolean;
type List = readonly Item[];

/** isSorted, sum, min, max, indexOf, lastIndexOf and what comes with every list. apiserver/pkg/cel/library/lists.go */
export function registerLists(environment: Environment): void {
  environment
    .registerFunction('list.isSorted(): bool', (list: List) => list.every((item, i) => i === 0 || list[i - 1]! <= item))
    .registerFunction('list.sum(): dyn', sum)
    .registerFunction('list.min(): dyn', (list: List) => extreme(list, 'min', (a, b) => a < b))
    .registerFunction('list.max(): dyn', (list: List) => extreme(list, 'max', (a, b) => a > b))
    .registerFunction('list.indexOf(dyn): int', (list: List, item: Item) =>
      BigInt(list.findIndex((one) => same(one, item))),
    )
    .registerFunction('list.lastIndexOf(dyn): int', (list: List, item: Item) =>
      BigInt(list.findLastIndex((one) => same(one, item))),
    )
    .registerFunction('list.distinct(): list<dyn>', (list: List) =>
      list.filter((item, i) => list.findIndex((one) => same(one, item)) === i),
    )
    .registerFunction('list.reverse(): list<dyn>', (list: List) => [...list].reverse())
    .registerFunction('list.slice(int, int): list<dyn>', slice)
    .registerFunction('list.flatten(): list<dyn>', (list: List) => (list as readonly unknown[]).flat(1))
    .registerFunction('list.sort(): list<dyn>', (list: List) => [...list].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)));
}

function same(a: Item, b: Item): boolean {
  // An integer and a double of the same value are the same to CEL, whatever JavaScript has them in.
  return a === b || (typeof a !== typeof b && isNumber(a) && isNumber(b) && Number(a) === Number(b));
}

function isNumber(value: unknown): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

function sum(list: List): bigint | number {
  if (list.every((item) => typeof item === 'bigint')) return list.reduce((total, item) => total + item, 0n);
  if (!list.every(isNumber)) throw new Error('no such overload');
  return list.reduce<number>((total, item) => total + Number(item), 0);
}

function extreme(list: List, name: string, better: (a: Item, b: Item) => boolean): Item {
  let best = list[0];
  if (best === undefined) throw new Error(`${name} called on empty list`);
  for (const item of list) if (better(item, best)) best = item;
  return best;
}

function slice(list: List, from: bigint, to: bigint): List {
  if (from < 0n || to > BigInt(list.length))
    throw new Error(`cannot slice(${from}, ${to}), list is length ${list.length}`);
  if (from > to) throw new Error(`cannot slice(${from}, ${to}), start index must be less than or equal to end index`);
  return list.slice(Number(from), Number(to));
}
