import type { IStatefulSetCondition } from 'kubernetes-models/apps/v1/StatefulSetCondition';
import type { IStatefulSetSpec } from 'kubernetes-models/apps/v1/StatefulSetSpec';
import type { IStatefulSetStatus } from 'kubernetes-models/apps/v1/StatefulSetStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PersistentVolumeClaimTemplate } from '../persistentvolumeclaim/types.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type StatefulSetCondition = Stored<IStatefulSetCondition>;
export type StatefulSetStatus = Stored<IStatefulSetStatus, 'replicas' | 'availableReplicas'>;

/** `rollingUpdate` is there exactly when the type is RollingUpdate, with both fields filled in. */
export interface StatefulSetUpdateStrategy {
  readonly type: 'OnDelete' | 'RollingUpdate';
  readonly rollingUpdate?: { readonly partition: number; readonly maxUnavailable: number | string };
}

export interface ClaimRetentionPolicy {
  readonly whenDeleted: 'Retain' | 'Delete';
  readonly whenScaled: 'Retain' | 'Delete';
}

export interface StatefulSetSpec extends StoredWithout<
  IStatefulSetSpec,
  'template' | 'updateStrategy' | 'volumeClaimTemplates' | 'persistentVolumeClaimRetentionPolicy',
  'replicas' | 'revisionHistoryLimit' | 'podManagementPolicy'
> {
  readonly updateStrategy: StatefulSetUpdateStrategy;
  readonly template: PodTemplateSpec;
  readonly volumeClaimTemplates?: readonly PersistentVolumeClaimTemplate[];
  readonly persistentVolumeClaimRetentionPolicy: ClaimRetentionPolicy;
}

export interface StatefulSet extends ApiObject<StatefulSetSpec, StatefulSetStatus> {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'StatefulSet';
  readonly metadata: ObjectMeta;
  readonly spec: StatefulSetSpec;
  readonly status: StatefulSetStatus;
}
