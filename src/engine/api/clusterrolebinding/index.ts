/** ClusterRoleBinding: gives the rights of a ClusterRole to somebody, everywhere. */
import { nameIsPathSegment, type ErrorList } from '../../apimachinery/index.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { BINDING_COLUMNS, bindingCells, defaultBinding } from '../rbac/binding.ts';
import { bindingRelations } from '../rbac/relations.ts';
import { RBAC_GROUP } from '../rbac/types.ts';
import { checkRoleRef, checkRoleRefUnchanged, checkSubjects } from '../rbac/validation.ts';
import { plainStrategy } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import type { ClusterRoleBinding } from './types.ts';

/** ValidateClusterRoleBinding. */
function validate(binding: ClusterRoleBinding): ErrorList {
  const errors = validateMeta(binding.metadata, false, nameIsPathSegment);
  checkRoleRef(errors, binding.roleRef, ['ClusterRole']);
  checkSubjects(errors, binding.subjects, false);
  return errors;
}

function validateUpdate(binding: ClusterRoleBinding, old: ClusterRoleBinding): ErrorList {
  const errors = [...validate(binding), ...validateMetaUpdate(binding.metadata, old.metadata)];
  checkRoleRefUnchanged(errors, binding.roleRef, old.roleRef);
  return errors;
}

export const clusterRoleBindingKind: Kind<ClusterRoleBinding> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRoleBinding',
  resource: 'clusterrolebindings',
  singular: 'clusterrolebinding',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults: defaultBinding,
  strategy: plainStrategy<ClusterRoleBinding>({ validate, validateUpdate, allowCreateOnUpdate: true }),
  subresources: {},
  printer: { columns: BINDING_COLUMNS, cells: bindingCells },
  relations: bindingRelations,
  patchMeta: METADATA_PATCH_META,
};
