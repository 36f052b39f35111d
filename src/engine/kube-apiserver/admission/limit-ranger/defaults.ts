import type { Container, Pod } from '../../../api/pod/types.ts';
import type { ResourceList } from '../../../api/wire.ts';
import type { LimitRangeItem } from '../../../api/limitrange/types.ts';

const ANNOTATION = 'kubernetes.io/limit-ranger';

/** Requests and limits for containers that have none, and an annotation that says so. mergePodResourceRequirements */
export function withDefaults(pod: Pod, items: readonly LimitRangeItem[]): Pod {
  const requests: Record<string, string> = {};
  const limits: Record<string, string> = {};
  for (const { type, default: limit, defaultRequest } of items) {
    if (type !== 'Container') continue;
    Object.assign(limits, limit);
    Object.assign(requests, defaultRequest);
  }
  const notes: string[] = [];
  const merge = (container: Container, what: string): Container =>
    mergeContainer(container, what, requests, limits, notes);
  const containers = pod.spec.containers.map((container) => merge(container, 'container'));
  const initContainers = pod.spec.initContainers?.map((container) => merge(container, 'init container'));
  if (notes.length === 0) return pod;
  const annotations = { ...pod.metadata.annotations, [ANNOTATION]: `LimitRanger plugin set: ${notes.join('; ')}` };
  const spec = { ...pod.spec, containers, ...(initContainers && { initContainers }) };
  return { ...pod, metadata: { ...pod.metadata, annotations }, spec };
}

function mergeContainer(
  container: Container,
  what: string,
  requests: ResourceList,
  limits: ResourceList,
  notes: string[],
): Container {
  const { resources } = container;
  const asked = missing(resources.requests, requests);
  const bounded = missing(resources.limits, limits);
  if (asked.length === 0 && bounded.length === 0) return container;
  if (asked.length > 0) notes.push(`${asked.join(', ')} request for ${what} ${container.name}`);
  if (bounded.length > 0) notes.push(`${bounded.join(', ')} limit for ${what} ${container.name}`);
  const merged = { ...resources };
  if (asked.length > 0) merged.requests = { ...pick(requests, asked), ...resources.requests };
  if (bounded.length > 0) merged.limits = { ...pick(limits, bounded), ...resources.limits };
  return { ...container, resources: merged };
}

function missing(given: ResourceList | undefined, defaults: ResourceList): string[] {
  return Object.keys(defaults)
    .filter((name) => given?.[name] === undefined)
    .sort();
}

function pick(list: ResourceList, names: readonly string[]): ResourceList {
  return Object.fromEntries(names.map((name) => [name, list[name]!]));
}
