import type { IServicePort } from 'kubernetes-models/v1/ServicePort';
import type { IServiceSpec } from 'kubernetes-models/v1/ServiceSpec';
import type { IServiceStatus } from 'kubernetes-models/v1/ServiceStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type ServiceType = 'ClusterIP' | 'NodePort' | 'LoadBalancer' | 'ExternalName';
export type ServicePort = Stored<IServicePort, 'protocol' | 'targetPort'>;

/** `clusterIP` is absent for ExternalName, `None` for a headless service, an address otherwise. */
export interface ServiceSpec extends StoredWithout<IServiceSpec, 'ports', 'type' | 'sessionAffinity'> {
  readonly ports?: readonly ServicePort[];
}

export type ServiceStatus = Stored<IServiceStatus, 'loadBalancer'>;

export interface Service extends ApiObject<ServiceSpec, ServiceStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'Service';
  readonly metadata: ObjectMeta;
  readonly spec: ServiceSpec;
  readonly status: ServiceStatus;
}
