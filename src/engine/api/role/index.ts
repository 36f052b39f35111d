/** Role: rights inside one namespace, for whoever a RoleBinding names. */
import { nameIsPathSegment, type ErrorList } from '../../apimachinery/index.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { defaultRules, ROLE_COLUMNS, roleCells } from '../rbac/role.ts';
import { RBAC_GROUP } from '../rbac/types.ts';
import { checkRules } from '../rbac/validation.ts';
import { plainStrategy } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import type { Role } from './types.ts';

/** ValidateRole. */
function validate(role: Role): ErrorList {
  const errors = validateMeta(role.metadata, true, nameIsPathSegment);
  checkRules(errors, role.rules, true);
  return errors;
}

export const roleKind: Kind<Role> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'Role',
  resource: 'roles',
  singular: 'role',
  shortNames: [],
  categories: [],
  namespaced: true,
  defaults: defaultRules,
  strategy: plainStrategy<Role>({
    validate,
    validateUpdate: (role, old) => [...validate(role), ...validateMetaUpdate(role.metadata, old.metadata)],
    allowCreateOnUpdate: true,
  }),
  subresources: {},
  printer: { columns: ROLE_COLUMNS, cells: roleCells },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
