import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PolicyRule } from '../rbac/types.ts';

export interface Role extends ApiObject {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'Role';
  readonly metadata: ObjectMeta;
  /** null: there are none. */
  readonly rules: readonly PolicyRule[] | null;
}
