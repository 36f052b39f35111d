import type { IPod } from 'kubernetes-models/v1';
import type { INode } from 'kubernetes-models/v1';
import type { ApiObject } from '../../engine/apimachinery/index.ts';
import type { Observation } from '../../protocol/index.ts';
import { isApiObject, refKey } from './object-ref.ts';

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

const JUDGES: Readonly<Record<string, (object: ApiObject) => boolean>> = { pods: isPodSettled, nodes: isNodeSettled };

/** Who is not yet where it is going, kept as observations come: of a hundred thousand pods only those that changed are looked at. */
export class Unsettled {
  readonly #keys = new Set<string>();

  get any(): boolean {
    return this.#keys.size > 0;
  }

  add(observations: readonly Observation[]): void {
    for (const { resource, namespace, name, object } of observations) {
      const settled = JUDGES[resource];
      if (!settled) continue;
      const key = `${resource} ${refKey(namespace, name)}`;
      if (isApiObject(object) && !settled(object)) this.#keys.add(key);
      else this.#keys.delete(key);
    }
  }

  clear(): void {
    this.#keys.clear();
  }
}
