import { getControllerOf, type ApiObject } from '../../../engine/apimachinery/index.ts';

export interface ShelfItem {
  readonly kind: string;
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  /** READY as kubectl prints it, or a service's address. */
  readonly status: string;
}

const RESOURCES: Readonly<Record<string, string>> = {
  Deployment: 'deployments.apps',
  ReplicaSet: 'replicasets.apps',
  ReplicationController: 'replicationcontrollers',
  Service: 'services',
};

/** What a person asked for: objects that nothing else owns, in kind and name order as given; system ones left out. */
export function shelfItems(objects: readonly ApiObject[]): readonly ShelfItem[] {
  const items: ShelfItem[] = [];
  for (const object of objects) {
    const { name, namespace = '' } = object.metadata;
    const resource = RESOURCES[object.kind];
    if (resource === undefined || getControllerOf(object) || namespace.startsWith('kube-')) continue;
    if (object.kind === 'Service' && name === 'kubernetes') continue;
    items.push({ kind: object.kind, resource, namespace, name, status: statusOf(object) });
  }
  return items;
}

/** The group-qualified plural that a CustomResourceDefinition defines, which is its name. */
export function definedResource({ metadata }: ApiObject): string {
  return metadata.name;
}

/** The same for objects of a kind that is only known since somebody defined it: they look alike, whatever they mean. */
export function customItems(resource: string, objects: readonly ApiObject[]): readonly ShelfItem[] {
  const items: ShelfItem[] = [];
  for (const object of objects) {
    const { name, namespace = '' } = object.metadata;
    if (getControllerOf(object) || namespace.startsWith('kube-')) continue;
    items.push({ kind: object.kind, resource, namespace, name, status: customStatus(object) });
  }
  return items;
}

/** What most controllers say of their objects: a phase, or whether they are ready. */
function customStatus({ status }: ApiObject): string {
  const phase = text(status, 'phase');
  if (phase !== '') return phase;
  const conditions = typeof status === 'object' && status !== null && 'conditions' in status ? status.conditions : [];
  if (!Array.isArray(conditions)) return '';
  const ready: unknown = conditions.find((condition) => text(condition, 'type') === 'Ready');
  if (ready === undefined) return '';
  return text(ready, 'status') === 'True' ? 'Ready' : text(ready, 'reason');
}

function statusOf({ kind, spec, status }: ApiObject): string {
  if (kind === 'Service') return text(spec, 'clusterIP');
  const wanted = number(spec, 'replicas') ?? 1;
  return `${number(status, 'readyReplicas') ?? 0}/${wanted}`;
}

function number(value: unknown, key: string): number | undefined {
  const field =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([k]) => k === key)?.[1] : undefined;
  return typeof field === 'number' ? field : undefined;
}

function text(value: unknown, key: string): string {
  const field =
    typeof value === 'object' && value !== null ? Object.entries(value).find(([k]) => k === key)?.[1] : undefined;
  return typeof field === 'string' ? field : '';
}
