import { kindForObject, kinds } from '../api/index.ts';
import type { Kind } from '../api/kind.ts';
import type { ResourceRef } from '../client-go/index.ts';

/** What discovery would answer: everything that can be deleted, listed and watched. */

function refOf({ group, version, resource, kind, namespaced }: Kind): ResourceRef {
  return { group, version, resource, kind, namespaced };
}

export const deletableResources: readonly ResourceRef[] = kinds.map(refOf);

/** Where an object that is known by its apiVersion and kind is served; undefined for a kind nobody serves. */
export function resourceFor(apiVersion: string, kind: string): ResourceRef | undefined {
  const found = kindForObject(apiVersion, kind);
  return found && refOf(found);
}
