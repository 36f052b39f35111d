import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';

export interface ScaleSpec {
  readonly replicas: number;
}

export interface ScaleStatus {
  readonly replicas: number;
  /** The selector in its string form. */
  readonly selector?: string;
}

/** The body of the scale subresource. Never stored by itself. */
export interface Scale extends ApiObject<ScaleSpec, ScaleStatus> {
  readonly apiVersion: 'autoscaling/v1';
  readonly kind: 'Scale';
  readonly metadata: ObjectMeta;
  readonly spec: ScaleSpec;
  readonly status: ScaleStatus;
}
