import type { Relation } from '../kind.ts';
import { RBAC_GROUP } from '../rbac/types.ts';
import type { ClusterRole } from './types.ts';

export function clusterRoleRelations(role: ClusterRole): readonly Relation[] {
  const selectors = role.aggregationRule?.clusterRoleSelectors ?? [];
  return selectors.flatMap(({ matchLabels }) =>
    matchLabels ? [{ verb: 'gathers', kind: 'ClusterRole', group: RBAC_GROUP, selector: matchLabels }] : [],
  );
}
