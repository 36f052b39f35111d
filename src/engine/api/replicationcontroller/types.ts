import type { IReplicationControllerCondition } from 'kubernetes-models/v1/ReplicationControllerCondition';
import type { IReplicationControllerStatus } from 'kubernetes-models/v1/ReplicationControllerStatus';
import type { ApiObject, LabelSet, ObjectMeta } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored } from '../wire.ts';

export type ReplicationControllerCondition = Stored<IReplicationControllerCondition>;
export type ReplicationControllerStatus = Stored<IReplicationControllerStatus>;

export interface ReplicationControllerSpec {
  readonly replicas: number;
  readonly minReadySeconds?: number;
  readonly selector: LabelSet;
  readonly template: PodTemplateSpec;
}

export interface ReplicationController extends ApiObject<ReplicationControllerSpec, ReplicationControllerStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'ReplicationController';
  readonly metadata: ObjectMeta;
  readonly spec: ReplicationControllerSpec;
  readonly status: ReplicationControllerStatus;
}
