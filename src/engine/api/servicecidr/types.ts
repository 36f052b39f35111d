import type { IServiceCIDRSpec } from 'kubernetes-models/networking.k8s.io/v1/ServiceCIDRSpec';
import type { IServiceCIDRStatus } from 'kubernetes-models/networking.k8s.io/v1/ServiceCIDRStatus';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type ServiceCIDRSpec = Stored<IServiceCIDRSpec>;
export type ServiceCIDRStatus = Stored<IServiceCIDRStatus>;
export type ServiceCIDR = TypedObject<'ServiceCIDR', 'networking.k8s.io/v1', ServiceCIDRSpec, ServiceCIDRStatus>;
