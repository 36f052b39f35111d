import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { AggregationRule, PolicyRule } from '../rbac/types.ts';

export interface ClusterRole extends ApiObject {
  readonly apiVersion: 'rbac.authorization.k8s.io/v1';
  readonly kind: 'ClusterRole';
  readonly metadata: ObjectMeta;
  /** null: there are none. With an aggregationRule a controller writes them. */
  readonly rules: readonly PolicyRule[] | null;
  readonly aggregationRule?: AggregationRule;
}
