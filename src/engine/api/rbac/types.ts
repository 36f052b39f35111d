import type { WireLabelSelector } from '../../apimachinery/index.ts';

/** The API group of roles and bindings, and of the users and groups that bindings name. */
export const RBAC_GROUP = 'rbac.authorization.k8s.io';

/** Verbs on resources, or on paths that are not resources. Rules only ever add up. */
export interface PolicyRule {
  readonly verbs: readonly string[];
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly nonResourceURLs?: readonly string[];
}

/** Who a binding is for: a ServiceAccount, or a User or a Group, which are only names. */
export interface Subject {
  readonly kind: string;
  readonly apiGroup?: string;
  readonly name: string;
  readonly namespace?: string;
}

export interface RoleRef {
  readonly apiGroup: string;
  readonly kind: string;
  readonly name: string;
}

/** A ClusterRole whose rules a controller gathers from the ClusterRoles that these choose. */
export interface AggregationRule {
  readonly clusterRoleSelectors?: readonly WireLabelSelector[];
}
