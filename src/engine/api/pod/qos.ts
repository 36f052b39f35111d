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

function asksForNothing(containers: readonly Container[] | undefined): boolean {
  if (containers === undefined) return true;
  return containers.every(({ resources }) => resources.requests === undefined && resources.limits === undefined);
}

/** ComputePodQOS. pkg/apis/core/v1/helper/qos/qos.go */
export function podQOS(spec: PodSpec): PodQOSClass {
  const { resources, containers, initContainers } = spec;
  if (resources === undefined && asksForNothing(containers) && asksForNothing(initContainers)) return 'BestEffort';
  const sums: Sums = { requests: new Map(), limits: new Map() };
  if (resources !== undefined) {
    collect(sums.requests, resources.requests);
    return classify(sums, collect(sums.limits, resources.limits) === COMPUTE.length);
  }
  let everyLimitSet = true;
  for (const container of initContainers === undefined ? containers : [...containers, ...initContainers]) {
    collect(sums.requests, container.resources.requests);
    if (collect(sums.limits, container.resources.limits) !== COMPUTE.length) everyLimitSet = false;
  }
  return classify(sums, everyLimitSet);
}
