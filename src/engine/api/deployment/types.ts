import type { IDeploymentCondition } from 'kubernetes-models/apps/v1/DeploymentCondition';
import type { IDeploymentSpec } from 'kubernetes-models/apps/v1/DeploymentSpec';
import type { IDeploymentStatus } from 'kubernetes-models/apps/v1/DeploymentStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type DeploymentCondition = Stored<IDeploymentCondition>;
export type DeploymentStatus = Stored<IDeploymentStatus>;

/** `rollingUpdate` is there exactly when the type is RollingUpdate, with both fields filled in. */
export interface DeploymentStrategy {
  readonly type: 'Recreate' | 'RollingUpdate';
  readonly rollingUpdate?: { readonly maxSurge: number | string; readonly maxUnavailable: number | string };
}

export interface DeploymentSpec extends StoredWithout<
  IDeploymentSpec,
  'template' | 'strategy',
  'replicas' | 'revisionHistoryLimit' | 'progressDeadlineSeconds'
> {
  readonly strategy: DeploymentStrategy;
  readonly template: PodTemplateSpec;
}

export interface Deployment extends ApiObject<DeploymentSpec, DeploymentStatus> {
  readonly apiVersion: 'apps/v1';
  readonly kind: 'Deployment';
  readonly metadata: ObjectMeta;
  readonly spec: DeploymentSpec;
  readonly status: DeploymentStatus;
}
