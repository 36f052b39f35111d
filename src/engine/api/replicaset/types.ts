import type { IReplicaSetCondition } from 'kubernetes-models/apps/v1/ReplicaSetCondition';
import type { IReplicaSetSpec } from 'kubernetes-models/apps/v1/ReplicaSetSpec';
import type { IReplicaSetStatus } from 'kubernetes-models/apps/v1/ReplicaSetStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type ReplicaSetCondition = Stored<IReplicaSetCondition>;
export type ReplicaSetStatus = Stored<IReplicaSetStatus>;

export interface ReplicaSetSpec extends StoredWithout<IReplicaSetSpec, 'template', 'replicas'> {
  readonly template: PodTemplateSpec;
}

export interface ReplicaSet extends ApiObject<ReplicaSetSpec, ReplicaSetStatus> {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'ReplicaSet';
  readonly metadata: ObjectMeta;
  readonly spec: ReplicaSetSpec;
  readonly status: ReplicaSetStatus;
}
