import type { IPod } from 'kubernetes-models/v1';
import type { INode } from 'kubernetes-models/v1';
import type { ApiObject } from '../../engine/apimachinery/index.ts';

/** A pod that is where it is going: running and ready, or finished, and not on its way out. */
export function isPodSettled(pod: ApiObject): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  const status = pod.status as IPod['status'];
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return true;
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}

export function isNodeSettled(node: ApiObject): boolean {
  const status = node.status as INode['status'];
  return status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false;
}
