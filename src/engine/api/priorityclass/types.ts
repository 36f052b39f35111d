import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';

export interface PriorityClass extends ApiObject {
  readonly apiVersion: 'scheduling.k8s.io/v1';
  readonly kind: 'PriorityClass';
  readonly metadata: ObjectMeta;
  readonly value: number;
  readonly globalDefault?: boolean;
  readonly description?: string;
  readonly preemptionPolicy: 'Never' | 'PreemptLowerPriority';
}
