import { kinds } from '../api/index.ts';
import type { Node } from '../api/node/types.ts';
import type { ApiObject } from '../apimachinery/index.ts';
import { qualifiedResource } from '../client-go/index.ts';
import type { KeyValue } from '../etcd/index.ts';
import type { Micros } from '../sim/index.ts';
import { parseRegistryKey } from '../trace/index.ts';
import type { Cluster } from './cluster.ts';

/** One version of one object, told outside of the simulation at the moment of its commit. */
export interface Observed {
  /** Group-qualified plural, `deployments.apps`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly revision: number;
  readonly at: Micros;
  /** undefined: deleted. */
  readonly object: ApiObject | undefined;
}

const qualified = new Map(kinds.map((kind) => [kind.resource, qualifiedResource(kind.group, kind.resource)]));

export function follow(cluster: Cluster, tell: (observed: Observed) => void): void {
  const disk = cluster.machines.get('control-plane-1')?.disks.etcd;
  cluster.sim.assert(disk, 'a cluster without a disk for etcd');
  const tellAll = (changes: readonly KeyValue[]) => {
    for (const { key, modRevision, at, value } of changes) {
      if (!key.startsWith('/registry/')) continue;
      const { resource, namespace = '', name } = parseRegistryKey(key);
      const object = value as ApiObject | undefined;
      tell({ resource: qualified.get(resource) ?? resource, namespace, name, revision: modRevision, at, object });
    }
  };
  tellAll(disk.store.range({ key: '/registry/', end: '/registry0' }).kvs);
  disk.observers.push(tellAll);
}

export function readyNodes(cluster: Cluster): number {
  return current(cluster, 'nodes').filter((object) =>
    (object as Node).status.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True'),
  ).length;
}

/** Pods may be created in a namespace once it has its default service account. */
export function hasDefaultServiceAccount(cluster: Cluster): boolean {
  return current(cluster, 'serviceaccounts').some(
    ({ metadata }) => metadata.namespace === 'default' && metadata.name === 'default',
  );
}

function current(cluster: Cluster, resource: string): ApiObject[] {
  const disk = cluster.machines.get('control-plane-1')?.disks.etcd;
  const found = disk?.store.range({ key: `/registry/${resource}/`, end: `/registry/${resource}0` }).kvs ?? [];
  return found.map(({ value }) => value as ApiObject);
}
