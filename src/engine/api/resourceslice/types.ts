import type { ICapacityRequestPolicy } from 'kubernetes-models/resource.k8s.io/v1/CapacityRequestPolicy';
import type { ICapacityRequestPolicyRange } from 'kubernetes-models/resource.k8s.io/v1/CapacityRequestPolicyRange';
import type { IDevice } from 'kubernetes-models/resource.k8s.io/v1/Device';
import type { IDeviceAttribute } from 'kubernetes-models/resource.k8s.io/v1/DeviceAttribute';
import type { IDeviceCapacity } from 'kubernetes-models/resource.k8s.io/v1/DeviceCapacity';
import type { IResourceSliceSpec } from 'kubernetes-models/resource.k8s.io/v1/ResourceSliceSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type CapacityRequestPolicy = Stored<ICapacityRequestPolicy>;
export type CapacityRequestPolicyRange = Stored<ICapacityRequestPolicyRange>;
export type Device = Stored<IDevice>;
export type DeviceAttribute = Stored<IDeviceAttribute>;
export type DeviceCapacity = Stored<IDeviceCapacity>;
export type ResourceSliceSpec = Stored<IResourceSliceSpec>;

export interface ResourceSlice extends ApiObject<ResourceSliceSpec> {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'ResourceSlice';
  readonly spec: ResourceSliceSpec;
}
