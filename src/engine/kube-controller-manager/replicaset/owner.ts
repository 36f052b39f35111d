import type { ApiObject, LabelSelector, OwnerReference } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../../api/pod/types.ts';
import type { ResourceRef } from '../../client-go/index.ts';

export interface ReplicaCondition {
  readonly type: string;
  readonly status: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTransitionTime?: string;
}

/** The status that ReplicaSets and ReplicationControllers share. Zeros are left out, as on the wire. */
export interface ReplicaStatus {
  readonly replicas: number;
  readonly fullyLabeledReplicas?: number;
  readonly readyReplicas?: number;
  readonly availableReplicas?: number;
  readonly terminatingReplicas?: number;
  readonly observedGeneration?: number;
  readonly conditions?: readonly ReplicaCondition[];
}

/** What keeps a number of pods alive: a ReplicaSet, or a ReplicationController as if it were an older version of one. */
export interface ReplicaOwner extends ApiObject {
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds?: number;
    readonly selector?: unknown;
    readonly template: PodTemplateSpec;
  };
  readonly status: ReplicaStatus;
}

/** Where the two kinds differ. pkg/controller/replicaset, pkg/controller/replication/conversion.go */
export interface ReplicaKind<T extends ReplicaOwner> {
  readonly ref: ResourceRef;
  readonly apiVersion: string;
  /** `replicaset-controller`: who events say it was, and its service account. */
  readonly component: string;
  readonly controllerName: string;
  readonly queueName: string;
  /** Only ReplicaSets report how many of their pods are still going. */
  readonly reportsTerminating: boolean;
  readonly selector: (owner: T) => LabelSelector;
  readonly withStatus: (owner: T, status: ReplicaStatus) => T;
  readonly reference: (owner: T) => OwnerReference;
}
