import type { IResourceQuotaSpec } from 'kubernetes-models/v1/ResourceQuotaSpec';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList, StoredWithout } from '../wire.ts';

export interface ResourceQuotaSpec extends StoredWithout<IResourceQuotaSpec, 'hard'> {
  readonly hard?: ResourceList;
}

/** `hard` as the controller last saw it, and how much of it is taken. */
export interface ResourceQuotaStatus {
  readonly hard?: ResourceList;
  readonly used?: ResourceList;
}

export interface ResourceQuota extends ApiObject<ResourceQuotaSpec, ResourceQuotaStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'ResourceQuota';
  readonly metadata: ObjectMeta;
  readonly spec: ResourceQuotaSpec;
  readonly status: ResourceQuotaStatus;
}
