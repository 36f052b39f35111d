import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { RoleRef, Subject } from '../rbac/types.ts';

export interface ClusterRoleBinding extends ApiObject {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRoleBinding';
  readonly metadata: ObjectMeta;
  readonly subjects?: readonly Subject[];
  readonly roleRef: RoleRef;
}
