import type { ApiObject } from '../../../engine/apimachinery/index.ts';
import type { MessageId } from '../../../i18n/index.ts';
import { isRecord } from '../diff.ts';

/** A pod that a service's selector matches, and why connections are or are not led to it. */
export interface Backend {
  readonly name: string;
  readonly address: string;
  readonly node: string;
  /** undefined: it gets traffic. */
  readonly reason: MessageId | undefined;
}

export interface Endpoints {
  /** undefined: the service has none, and its endpoints are kept by hand. */
  readonly selector: string | undefined;
  readonly backends: readonly Backend[];
}

/** Who is in and who is out: what the slices say, and for those who are not in them, why. */
export function endpointsOf(service: ApiObject, pods: readonly ApiObject[], slices: readonly ApiObject[]): Endpoints {
  const selector = field(service.spec, 'selector');
  if (!isRecord(selector) || Object.keys(selector).length === 0) return { selector: undefined, backends: [] };
  const wanted = Object.entries(selector);
  const { namespace, name } = service.metadata;
  const ready = readyUids(slices, namespace, name);
  const backends = pods
    .filter((pod) => pod.metadata.namespace === namespace)
    .filter((pod) => wanted.every(([key, value]) => pod.metadata.labels?.[key] === value))
    .map((pod) => backendOf(pod, ready.has(pod.metadata.uid)));
  return { selector: wanted.map(([key, value]) => `${key}=${String(value)}`).join(','), backends };
}

function backendOf(pod: ApiObject, inSlice: boolean): Backend {
  return {
    name: pod.metadata.name,
    address: text(field(pod.status, 'podIP')),
    node: text(field(pod.spec, 'nodeName')),
    reason: inSlice ? undefined : reasonOf(pod),
  };
}

function reasonOf(pod: ApiObject): MessageId {
  const phase = field(pod.status, 'phase');
  if (phase === 'Succeeded' || phase === 'Failed') return 'endpoints.reason.finished';
  if (pod.metadata.deletionTimestamp !== undefined) return 'endpoints.reason.terminating';
  if (text(field(pod.status, 'podIP')) === '') return 'endpoints.reason.noIP';
  return isReady(pod) ? 'endpoints.reason.late' : 'endpoints.reason.notReady';
}

function isReady(pod: ApiObject): boolean {
  const conditions = field(pod.status, 'conditions');
  return (
    Array.isArray(conditions) &&
    conditions.some((one) => isRecord(one) && one['type'] === 'Ready' && one['status'] === 'True')
  );
}

function readyUids(slices: readonly ApiObject[], namespace: string | undefined, service: string): Set<string> {
  const uids = new Set<string>();
  for (const slice of slices) {
    if (slice.metadata.namespace !== namespace) continue;
    if (slice.metadata.labels?.['kubernetes.io/service-name'] !== service) continue;
    const endpoints = field(slice, 'endpoints');
    for (const endpoint of Array.isArray(endpoints) ? endpoints : []) {
      const uid = field(field(endpoint, 'targetRef'), 'uid');
      // An endpoint of which nothing is said counts as ready.
      if (field(field(endpoint, 'conditions'), 'ready') !== false && typeof uid === 'string') uids.add(uid);
    }
  }
  return uids;
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
