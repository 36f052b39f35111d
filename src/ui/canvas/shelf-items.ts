import { getControllerOf, type ApiObject } from '../../engine/apimachinery/index.ts';

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
