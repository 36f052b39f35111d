import { ZERO_QUANTITY, type ApiObject } from '../../apimachinery/index.ts';
import { addAmounts, amountsOf, maskAmounts, matchesScopes, usageOf, type Amounts } from '../../api/quota/index.ts';
import type { ResourceQuota } from '../../api/resourcequota/types.ts';
import { qualifiedResource, type ResourceRef } from '../../client-go/index.ts';

const COUNT = 'count/';
const CLAIMS = 'persistentvolumeclaims';
const STORAGE = 'requests.storage';

/** The kind of object that a quota's resource is about, as `jobs.batch`. */
export function kindCountedBy(name: string): string {
  if (name.startsWith(COUNT)) return name.slice(COUNT.length);
  if (name === CLAIMS || name === STORAGE || name.endsWith(`/${CLAIMS}`) || name.endsWith(`/${STORAGE}`)) return CLAIMS;
  if (name.startsWith('services.')) return 'services';
  const ofPods = ['cpu', 'memory', 'ephemeral-storage'].includes(name) || /^(requests|limits|hugepages)[.-]/.test(name);
  return ofPods ? 'pods' : name;
}

export type Lister = (ref: ResourceRef) => Iterable<ApiObject>;

/**
 * What the objects of a quota's namespace cost it: every resource that it limits, zero where there is nothing.
 * CalculateUsage of k8s.io/apiserver/pkg/quota/v1/resources.go.
 */
export function calculateUsage(
  { spec }: ResourceQuota,
  resources: readonly ResourceRef[],
  list: Lister,
  now: number,
): Amounts {
  const hard = amountsOf(spec.hard);
  const counted = new Set([...hard.keys()].map(kindCountedBy));
  let used: Amounts = new Map([...hard.keys()].map((name) => [name, ZERO_QUANTITY] as const));
  for (const ref of resources) {
    if (!counted.has(qualifiedResource(ref.group, ref.resource))) continue;
    for (const object of list(ref)) {
      if (!matchesScopes(spec, ref.group === '' ? ref.resource : '', object)) continue;
      used = addAmounts(used, maskAmounts(usageOf(ref, object, now), hard));
    }
  }
  return used;
}
