import { clusterRoleBindings, namespaceRoleBindings, namespaceRoles } from './bindings.ts';
import { clusterRoles } from './cluster-roles.ts';
import { controllerRoleBindings, controllerRoles } from './controller-roles.ts';
import { kubeadmClusterRoleBindings, kubeadmClusterRoles, kubeadmRoleBindings, kubeadmRoles } from './kubeadm.ts';
import { rules, type AnyWritten } from './policy.ts';
import { nodeRules } from './node-rules.ts';

export { AUTOUPDATE, type AnyWritten } from './policy.ts';

/** The Node authorizer's own rules. */
export const nodePolicy = rules(...nodeRules);

/** Everything that a cluster grants from its first moment, roles before their bindings. */
export const bootstrapPolicy: readonly AnyWritten[] = [
  ...clusterRoles,
  ...controllerRoles,
  ...kubeadmClusterRoles,
  ...clusterRoleBindings,
  ...controllerRoleBindings,
  ...kubeadmClusterRoleBindings,
  ...namespaceRoles,
  ...kubeadmRoles,
  ...namespaceRoleBindings,
  ...kubeadmRoleBindings,
];
