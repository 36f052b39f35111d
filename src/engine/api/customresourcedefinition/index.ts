/**
 * CustomResourceDefinition: a kind that somebody adds to the cluster while it runs. What it says becomes a kind in
 * `../customresource`; the controllers that accept its names, establish and end it run in the API server
 * (`kube-apiserver/apiextensions`).
 */
import { column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specChanged, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { defaults } from './defaults.ts';
import type { CustomResourceDefinition } from './types.ts';
import { validateCreate, validateStatusUpdate, validateUpdate } from './validation.ts';

export * from './conditions.ts';
export type * from './types.ts';
export { approvalOf } from './validation.ts';
export { isStructural, validateStructural } from './validation-structural.ts';

/** As long as this stands on a definition, its objects are being deleted. */
export const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';

/** registry/customresourcedefinition/strategy.go: a new definition is nobody's yet. */
function prepareForCreate(crd: CustomResourceDefinition): CustomResourceDefinition {
  const storedVersions = crd.spec.versions.filter(({ storage }) => storage).map(({ name }) => name);
  const status = { conditions: [], acceptedNames: { plural: '', kind: '' }, storedVersions };
  return withGeneration(withStatus(crd, status), 1);
}

/** The version that is to be stored from now on is remembered: objects of it will be there. */
function prepareForUpdate(crd: CustomResourceDefinition, old: CustomResourceDefinition): CustomResourceDefinition {
  const { storedVersions = [] } = old.status;
  const storage = crd.spec.versions.find((version) => version.storage)?.name;
  const status =
    storage === undefined || storedVersions.includes(storage)
      ? old.status
      : { ...old.status, storedVersions: [...storedVersions, storage] };
  const generation = old.metadata.generation ?? 0;
  return withGeneration(withStatus(crd, status), specChanged(crd, old) ? generation + 1 : old.metadata.generation);
}

export const customResourceDefinitionKind: Kind<CustomResourceDefinition> = {
  group: 'apiextensions.k8s.io',
  version: 'v1',
  kind: 'CustomResourceDefinition',
  resource: 'customresourcedefinitions',
  singular: 'customresourcedefinition',
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  namespaced: false,
  defaults,
  strategy: {
    prepareForCreate,
    validateCreate: (crd, { cel }) => validateCreate(crd, cel),
    prepareForUpdate,
    validateUpdate: (crd, old, context) => validateUpdate(crd, old, context?.cel),
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
  },
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateStatusUpdate } },
  printer: {
    columns: [NAME, column('Created At', 'When the definition was made.', 'date')],
    cells: (crd) => [crd.metadata.name, crd.metadata.creationTimestamp],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
