import type { IEndpointAddress } from 'kubernetes-models/v1/EndpointAddress';
import type { IEndpointPort } from 'kubernetes-models/v1/EndpointPort';
import type { IEndpointSubset } from 'kubernetes-models/v1/EndpointSubset';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored, StoredWithout } from '../wire.ts';

export type EndpointAddress = Stored<IEndpointAddress>;
export type EndpointPort = Stored<IEndpointPort, 'protocol'>;

export interface EndpointSubset extends StoredWithout<IEndpointSubset, 'ports'> {
  readonly ports?: readonly EndpointPort[];
}

export interface Endpoints extends ApiObject {
  readonly apiVersion: 'v1';
  readonly kind: 'Endpoints';
  readonly metadata: ObjectMeta;
  readonly subsets?: readonly EndpointSubset[];
}
