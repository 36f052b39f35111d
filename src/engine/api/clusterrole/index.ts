/** ClusterRole: rights everywhere, or a set of rights that RoleBindings grant namespace by namespace. */
import { field, nameIsPathSegment, newPath, validateLabelSelector, type ErrorList } from '../../apimachinery/index.ts';
import type { Kind } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { defaultRules, ROLE_COLUMNS, roleCells } from '../rbac/role.ts';
import { RBAC_GROUP, type AggregationRule } from '../rbac/types.ts';
import { checkRules } from '../rbac/validation.ts';
import { plainStrategy } from '../strategies.ts';
import { validateMeta, validateMetaUpdate } from '../validate.ts';
import { clusterRoleRelations } from './relations.ts';
import type { ClusterRole } from './types.ts';

const SELECTORS = newPath('aggregationRule', 'clusterRoleSelectors');

function checkAggregation(errors: ErrorList, { clusterRoleSelectors }: AggregationRule): void {
  if (!clusterRoleSelectors?.length) {
    const why = 'at least one clusterRoleSelector required if aggregationRule is non-nil';
    errors.push(field.required(SELECTORS, why));
    return;
  }
  clusterRoleSelectors.forEach((selector, i) => errors.push(...validateLabelSelector(selector, SELECTORS.index(i))));
}

/** ValidateClusterRole. */
function validate(role: ClusterRole): ErrorList {
  const errors = validateMeta(role.metadata, false, nameIsPathSegment);
  checkRules(errors, role.rules, false);
  if (role.aggregationRule) checkAggregation(errors, role.aggregationRule);
  return errors;
}

export const clusterRoleKind: Kind<ClusterRole> = {
  group: RBAC_GROUP,
  version: 'v1',
  kind: 'ClusterRole',
  resource: 'clusterroles',
  singular: 'clusterrole',
  shortNames: [],
  categories: [],
  namespaced: false,
  defaults: defaultRules,
  strategy: plainStrategy<ClusterRole>({
    validate,
    validateUpdate: (role, old) => [...validate(role), ...validateMetaUpdate(role.metadata, old.metadata)],
    allowCreateOnUpdate: true,
  }),
  subresources: {},
  printer: { columns: ROLE_COLUMNS, cells: roleCells },
  relations: clusterRoleRelations,
  patchMeta: METADATA_PATCH_META,
};
