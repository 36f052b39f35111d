import type { IEndpoint } from 'kubernetes-models/discovery.k8s.io/v1/Endpoint';
import type { IEndpointPort } from 'kubernetes-models/discovery.k8s.io/v1/EndpointPort';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type AddressType = 'IPv4' | 'IPv6' | 'FQDN';
export type Endpoint = Stored<IEndpoint>;
export type EndpointSlicePort = Stored<IEndpointPort, 'name' | 'protocol'>;

/** `endpoints` and `ports` print as null when there are none, so they are required here. */
export interface EndpointSlice extends ApiObject {
  readonly apiVersion: 'discovery.k8s.io/v1';
  readonly kind: 'EndpointSlice';
  readonly metadata: ObjectMeta;
  readonly addressType: AddressType;
  readonly endpoints: readonly Endpoint[];
  readonly ports: readonly EndpointSlicePort[];
}
