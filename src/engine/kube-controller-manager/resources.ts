import type { CustomResourceDefinition } from '../api/customresourcedefinition/types.ts';
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

export const CUSTOM_RESOURCE_DEFINITIONS: ResourceRef = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  resource: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  namespaced: false,
};

/** The same for what a definition adds while the cluster runs: its served versions, the one to be used first. */
export function customResources({ spec, status }: CustomResourceDefinition): readonly ResourceRef[] {
  const established = status.conditions?.some(({ type, status: is }) => type === 'Established' && is === 'True');
  if (established !== true) return [];
  const { group, names, scope, versions } = spec;
  return versions
    .filter(({ served }) => served)
    .sort((a, b) => Number(b.storage) - Number(a.storage))
    .map(({ name }) => ({
      group,
      version: name,
      resource: names.plural,
      kind: names.kind,
      namespaced: scope === 'Namespaced',
    }));
}
