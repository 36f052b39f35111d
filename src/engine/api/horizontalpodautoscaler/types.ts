import type { IHorizontalPodAutoscalerSpec } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerSpec';
import type { IHorizontalPodAutoscalerStatus } from 'kubernetes-models/autoscaling/v2/HorizontalPodAutoscalerStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored, StoredWithout } from '../wire.ts';

/** `metrics` is never empty after defaulting; `behavior` is filled in where it is given at all. */
export type HorizontalPodAutoscalerSpec = Stored<IHorizontalPodAutoscalerSpec, 'minReplicas' | 'metrics'>;
export type MetricSpec = HorizontalPodAutoscalerSpec['metrics'][number];
export type MetricStatus = NonNullable<Stored<IHorizontalPodAutoscalerStatus>['currentMetrics']>[number];

/** `currentMetrics` is written even where there is none yet. */
export interface HorizontalPodAutoscalerStatus extends StoredWithout<IHorizontalPodAutoscalerStatus, 'currentMetrics'> {
  readonly currentMetrics?: readonly MetricStatus[] | null;
}

export type MetricTarget = NonNullable<MetricSpec['resource']>['target'];
export type Behavior = NonNullable<HorizontalPodAutoscalerSpec['behavior']>;
export type ScalingRules = NonNullable<Behavior['scaleUp']>;
export type TargetReference = HorizontalPodAutoscalerSpec['scaleTargetRef'];

export interface HorizontalPodAutoscaler extends ApiObject<HorizontalPodAutoscalerSpec, HorizontalPodAutoscalerStatus> {
  readonly apiVersion: 'autoscaling/v2';
  readonly kind: 'HorizontalPodAutoscaler';
  readonly metadata: ObjectMeta;
  readonly spec: HorizontalPodAutoscalerSpec;
  readonly status: HorizontalPodAutoscalerStatus;
}
