import type { LimitRangeItem } from '../../../api/limitrange/types.ts';
import type { ResourceList } from '../../../api/wire.ts';
import { parseQuantity, type Quantity } from '../../../apimachinery/index.ts';

type Amounts = ReadonlyMap<string, Quantity>;

/** What is wrong with requests and limits under one item of a LimitRange; a claim has no limits at all (`undefined`). */
export function violationsOf(item: LimitRangeItem, requests: Amounts, limits: Amounts | undefined): string[] {
  const { type } = item;
  return [
    ...each(item.min, (name, bound) => tooLittle(type, name, bound, requests.get(name), limits?.get(name))),
    ...each(item.max, (name, bound) =>
      limits === undefined
        ? tooMuchAsked(type, name, bound, requests.get(name))
        : tooMuch(type, name, bound, requests.get(name), limits.get(name)),
    ),
    ...each(item.maxLimitRequestRatio, (name, bound) =>
      tooWide(type, name, bound, requests.get(name), limits?.get(name)),
    ),
  ];
}

function each(list: ResourceList | undefined, check: (name: string, bound: Quantity) => string | undefined): string[] {
  const found: string[] = [];
  for (const name of Object.keys(list ?? {}).sort()) {
    const text = check(name, parseQuantity(list![name]!));
    if (text !== undefined) found.push(text);
  }
  return found;
}

function tooLittle(
  type: string,
  name: string,
  bound: Quantity,
  request?: Quantity,
  limit?: Quantity,
): string | undefined {
  const rule = `minimum ${name} usage per ${type} is ${bound.toString()}`;
  if (!request) return `${rule}.  No request is specified`;
  if (request.cmp(bound) < 0) return `${rule}, but request is ${request.toString()}`;
  if (limit && limit.cmp(bound) < 0) return `${rule}, but limit is ${limit.toString()}`;
  return undefined;
}

function tooMuch(
  type: string,
  name: string,
  bound: Quantity,
  request?: Quantity,
  limit?: Quantity,
): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${bound.toString()}`;
  if (!limit) return `${rule}.  No limit is specified`;
  if (limit.cmp(bound) > 0) return `${rule}, but limit is ${limit.toString()}`;
  if (request && request.cmp(bound) > 0) return `${rule}, but request is ${request.toString()}`;
  return undefined;
}

function tooMuchAsked(type: string, name: string, bound: Quantity, request?: Quantity): string | undefined {
  const rule = `maximum ${name} usage per ${type} is ${bound.toString()}`;
  if (!request) return `${rule}.  No request is specified`;
  return request.cmp(bound) > 0 ? `${rule}, but request is ${request.toString()}` : undefined;
}

function tooWide(
  type: string,
  name: string,
  bound: Quantity,
  request?: Quantity,
  limit?: Quantity,
): string | undefined {
  const rule = `${name} max limit to request ratio per ${type} is ${bound.toString()}`;
  if (!request || request.isZero()) return `${rule}, but no request is specified or request is 0`;
  if (!limit || limit.isZero()) return `${rule}, but no limit is specified or limit is 0`;
  const ratio = limit.asApproximateFloat64() / request.asApproximateFloat64();
  return ratio > bound.asApproximateFloat64() ? `${rule}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
