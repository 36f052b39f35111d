import { parseQuantity, ZERO_QUANTITY, type Quantity } from '../../apimachinery/index.ts';
import type { ResourceList } from '../wire.ts';
import type { PodSpec, ResourceRequirements } from './types.ts';

/** Sums of what the containers of a pod ask for. staging/src/k8s.io/component-helpers/resource/helpers.go */
export type Totals = Map<string, Quantity>;

function add(totals: Totals, list: ResourceList | undefined): void {
  for (const name of Object.keys(list ?? {})) {
    totals.set(name, (totals.get(name) ?? ZERO_QUANTITY).add(parseQuantity(list?.[name] ?? '0')));
  }
}

function raise(totals: Totals, others: Totals): void {
  for (const [name, quantity] of others) {
    const known = totals.get(name);
    if (known === undefined || quantity.cmp(known) > 0) totals.set(name, quantity);
  }
}

/**
 * AggregateContainerRequests and AggregateContainerLimits: containers and sidecars together, or the greediest moment of
 * initialization, whichever is more.
 */
export function aggregateContainers(
  spec: Pick<PodSpec, 'containers' | 'initContainers'>,
  pick: (resources: ResourceRequirements) => ResourceList | undefined,
): Totals {
  const totals: Totals = new Map();
  for (const container of spec.containers) add(totals, pick(container.resources));
  const sidecars: Totals = new Map();
  const initial: Totals = new Map();
  for (const container of spec.initContainers ?? []) {
    const list = pick(container.resources);
    if (container.restartPolicy === 'Always') {
      add(totals, list);
      add(sidecars, list);
      raise(initial, new Map(sidecars));
    } else {
      const moment: Totals = new Map(sidecars);
      add(moment, list);
      raise(initial, moment);
    }
  }
  raise(totals, initial);
  return totals;
}

export function requestsOf(resources: ResourceRequirements): ResourceList | undefined {
  return resources.requests;
}

export function limitsOf(resources: ResourceRequirements): ResourceList | undefined {
  return resources.limits;
}

export function isHugePages(name: string): boolean {
  return name.startsWith('hugepages-');
}

/** IsSupportedPodLevelResource. */
export function isPodLevelResource(name: string): boolean {
  return name === 'cpu' || name === 'memory' || isHugePages(name);
}

/** A resource without a domain, or one of Kubernetes' own. pkg/apis/core/helper/helpers.go */
export function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePages(name);
}
