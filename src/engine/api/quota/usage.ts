import {
  newQuantity,
  parseQuantity,
  type ApiObject,
  type GroupResource,
  type Quantity,
} from '../../apimachinery/index.ts';
import { aggregateContainers, isHugePages, isNativeResource } from '../pod/resource-totals.ts';
import type { Container, Pod } from '../pod/types.ts';
import type { ResourceList } from '../wire.ts';
import type { Amounts } from './amounts.ts';
import { isTracked } from './scopes.ts';

const ONE = newQuantity(1);
const COUNTED = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
]);

/** What one object costs. `now` in microseconds since the epoch. */
export function usageOf({ group, resource }: GroupResource, object: ApiObject, now: number): Amounts {
  const usage = new Map<string, Quantity>();
  usage.set(group === '' ? `count/${resource}` : `count/${resource}.${group}`, ONE);
  if (group !== '') return usage;
  if (COUNTED.has(resource)) usage.set(resource, ONE);
  if (resource === 'pods') addPod(usage, object as Pod, now);
  else if (resource === 'persistentvolumeclaims') addClaim(usage, object);
  else if (resource === 'services') addService(usage, object);
  return usage;
}

/** pkg/quota/v1/evaluator/core/pods.go PodUsageFunc. An ended pod still counts as an object, not as a pod. */
function addPod(usage: Map<string, Quantity>, pod: Pod, now: number): void {
  if (!isTracked(pod, now)) return;
  usage.set('pods', ONE);
  const requests = aggregateContainers(pod.spec, (resources) => resources.requests);
  const limits = aggregateContainers(pod.spec, (resources) => resources.limits);
  for (const [name, quantity] of requests) {
    if (name === 'cpu' || name === 'memory' || name === 'ephemeral-storage') usage.set(name, quantity);
    if (isHugePages(name)) usage.set(name, quantity);
    usage.set(`requests.${name}`, quantity);
  }
  for (const [name, quantity] of limits) if (isNativeResource(name)) usage.set(`limits.${name}`, quantity);
}

interface ClaimLike {
  readonly storageClassName?: string;
  readonly resources?: { readonly requests?: ResourceList };
}

function addClaim(usage: Map<string, Quantity>, { spec, metadata }: ApiObject): void {
  const { storageClassName, resources } = (spec ?? {}) as ClaimLike;
  const className = metadata.annotations?.['volume.beta.kubernetes.io/storage-class'] ?? storageClassName ?? '';
  const asked = resources?.requests?.['storage'];
  const suffix = `${className}.storageclass.storage.k8s.io`;
  if (className !== '') usage.set(`${suffix}/persistentvolumeclaims`, ONE);
  if (asked === undefined) return;
  usage.set('requests.storage', parseQuantity(asked));
  if (className !== '') usage.set(`${suffix}/requests.storage`, parseQuantity(asked));
}

interface ServiceLike {
  readonly type?: string;
  readonly ports?: readonly unknown[];
  readonly allocateLoadBalancerNodePorts?: boolean;
}

function addService(usage: Map<string, Quantity>, { spec }: ApiObject): void {
  const { type, ports = [], allocateLoadBalancerNodePorts } = (spec ?? {}) as ServiceLike;
  if (type === 'NodePort') usage.set('services.nodeports', newQuantity(ports.length));
  if (type !== 'LoadBalancer') return;
  usage.set('services.loadbalancers', ONE);
  if (allocateLoadBalancerNodePorts !== false) usage.set('services.nodeports', newQuantity(ports.length));
}

const MUST_BE_SPECIFIED = ['cpu', 'limits.cpu', 'limits.memory', 'memory', 'requests.cpu', 'requests.memory'];

/** A pod must say what the quota counts: `must specify limits.cpu for: a,b; …`, or undefined. PodEvaluator.Constraints */
export function missingFor(hard: Amounts, { spec }: Pod): string | undefined {
  const missing: string[] = [];
  for (const name of MUST_BE_SPECIFIED) {
    if (!hard.has(name)) continue;
    const without = [...spec.containers, ...(spec.initContainers ?? [])].filter((one) => !specifies(one, name));
    if (without.length === 0) continue;
    const names = [...new Set(without.map((container) => container.name))].sort();
    missing.push(`${name} for: ${names.join(',')}`);
  }
  return missing.length > 0 ? `must specify ${missing.join('; ')}` : undefined;
}

function specifies({ resources }: Container, name: string): boolean {
  if (name.startsWith('limits.')) return resources.limits?.[name.slice('limits.'.length)] !== undefined;
  const bare = name.startsWith('requests.') ? name.slice('requests.'.length) : name;
  return resources.requests?.[bare] !== undefined;
}
