import type { IDaemonSetCondition } from 'kubernetes-models/apps/v1/DaemonSetCondition';
import type { IDaemonSetSpec } from 'kubernetes-models/apps/v1/DaemonSetSpec';
import type { IDaemonSetStatus } from 'kubernetes-models/apps/v1/DaemonSetStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type DaemonSetCondition = Stored<IDaemonSetCondition>;
export type DaemonSetStatus = Stored<IDaemonSetStatus>;

export interface DaemonSetUpdateStrategy {
  readonly type: 'OnDelete' | 'RollingUpdate';
  readonly rollingUpdate?: { readonly maxSurge: number | string; readonly maxUnavailable: number | string };
}

export interface DaemonSetSpec extends StoredWithout<
  IDaemonSetSpec,
  'template' | 'updateStrategy',
  'revisionHistoryLimit'
> {
  readonly updateStrategy: DaemonSetUpdateStrategy;
  readonly template: PodTemplateSpec;
}

export interface DaemonSet extends ApiObject<DaemonSetSpec, DaemonSetStatus> {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'DaemonSet';
  readonly metadata: ObjectMeta;
  readonly spec: DaemonSetSpec;
  readonly status: DaemonSetStatus;
}
