import type { IDeviceClassSpec } from 'kubernetes-models/resource.k8s.io/v1/DeviceClassSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type DeviceClassSpec = Stored<IDeviceClassSpec>;

export interface DeviceClass extends ApiObject<DeviceClassSpec> {
  readonly apiVersion: 'resource.k8s.io/v1';
  readonly kind: 'DeviceClass';
  readonly spec: DeviceClassSpec;
}
