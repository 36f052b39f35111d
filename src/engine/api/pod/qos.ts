import { parseQuantity, ZERO_QUANTITY, type Quantity } from '../../apimachinery/index.ts';
import type { ResourceList } from '../wire.ts';
import type { Container, PodQOSClass, PodSpec } from './types.ts';

const COMPUTE = ['cpu', 'memory'] as const;

interface Sums {
  readonly requests: Map<string, Quantity>;
  readonly limits: Map<string, Quantity>;
}

function collect(into: Map<string, Quantity>, list: ResourceList | undefined): number {
  let positive = 0;
  for (const name of COMPUTE) {
    const text = list?.[name];
    if (text === undefined) continue;
    const quantity = parseQuantity(text);
    if (quantity.sign() <= 0) continue;
    positive++;
    into.set(name, (into.get(name) ?? ZERO_QUANTITY).add(quantity));
  }
  return positive;
}

function classify({ requests, limits }: Sums, everyLimitSet: boolean): PodQOSClass {
  if (requests.size === 0 && limits.size === 0) return 'BestEffort';
  if (!everyLimitSet || requests.size !== limits.size) return 'Burstable';
  for (const [name, quantity] of requests) {
    const limit = limits.get(name);
    if (limit === undefined || limit.cmp(quantity) !== 0) return 'Burstable';
  }
  return 'Guaranteed';
}

/** Container lists are shared between pods of one template, and so is the answer. */
const known = new WeakMap<
  readonly Container[],
  { readonly inits: PodSpec['initContainers']; readonly qos: PodQOSClass }
>();

/** ComputePodQOS. pkg/apis/core/v1/helper/qos/qos.go */
export function podQOS(spec: PodSpec): PodQOSClass {
  const remembered = spec.resources === undefined ? known.get(spec.containers) : undefined;
  if (remembered !== undefined && remembered.inits === spec.initContainers) return remembered.qos;
  const sums: Sums = { requests: new Map(), limits: new Map() };
  let everyLimitSet = true;
  if (spec.resources !== undefined) {
    collect(sums.requests, spec.resources.requests);
    everyLimitSet = collect(sums.limits, spec.resources.limits) === COMPUTE.length;
    return classify(sums, everyLimitSet);
  }
  for (const container of [...spec.containers, ...(spec.initContainers ?? [])]) {
    collect(sums.requests, container.resources.requests);
    if (collect(sums.limits, container.resources.limits) !== COMPUTE.length) everyLimitSet = false;
  }
  const qos = classify(sums, everyLimitSet);
  known.set(spec.containers, { inits: spec.initContainers, qos });
  return qos;
}
