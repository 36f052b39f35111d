import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList } from '../wire.ts';

/** Bounds and defaults for one type of thing: Pod, Container, PersistentVolumeClaim. */
export interface LimitRangeItem {
  readonly type: string;
  readonly max?: ResourceList;
  readonly min?: ResourceList;
  readonly default?: ResourceList;
  readonly defaultRequest?: ResourceList;
  readonly maxLimitRequestRatio?: ResourceList;
}

export interface LimitRangeSpec {
  readonly limits: readonly LimitRangeItem[];
}

export interface LimitRange extends ApiObject<LimitRangeSpec> {
  readonly apiVersion: 'v1';
  readonly kind: 'LimitRange';
  readonly metadata: ObjectMeta;
  readonly spec: LimitRangeSpec;
}
