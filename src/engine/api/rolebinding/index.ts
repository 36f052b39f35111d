/** RoleBinding: gives the rights of a Role or a ClusterRole to somebody, in one namespace. */
import { nameIsPathSegment, type ErrorList } from '../../apimachinery/index.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { BINDING_COLUMNS, bindingCells, defaultBinding } from '../rbac/binding.ts';
import { bindingRelations } from '../rbac/relations.ts';
import { RBAC_GROUP } from '../rbac/types.ts';
import { checkRoleRef, checkRoleRefUnchanged, checkSubjects } from '../rbac/validation.ts';
import { plainStrategy } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import type { RoleBinding } from './types.ts';

/** ValidateRoleBinding. */
function validate(binding: RoleBinding): ErrorList {
  const errors = validateMeta(binding.metadata, true, nameIsPathSegment);
  checkRoleRef(errors, binding.roleRef);
  checkSubjects(errors, binding.subjects, true);
  return errors;
}

function validateUpdate(binding: RoleBinding, old: RoleBinding): ErrorList {
  const errors = [...validate(binding), ...validateMetaUpdate(binding.metadata, old.metadata)];
  checkRoleRefUnchanged(errors, binding.roleRef, old.roleRef);
  return errors;
}

export const roleBindingKind: Kind<RoleBinding> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'RoleBinding',
  resource: 'rolebindings',
  singular: 'rolebinding',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults: defaultBinding,
  strategy: plainStrategy<RoleBinding>({ validate, validateUpdate, allowCreateOnUpdate: true }),
  subresources: {},
  printer: { columns: BINDING_COLUMNS, cells: bindingCells },
  relations: bindingRelations,
  patchMeta: METADATA_PATCH_META,
};
