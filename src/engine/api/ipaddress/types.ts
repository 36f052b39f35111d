import type { IIPAddressSpec } from 'kubernetes-models/networking.k8s.io/v1/IPAddressSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type IPAddressSpec = Stored<IIPAddressSpec>;

/** Its name is the address. */
export interface IPAddress extends ApiObject<IPAddressSpec> {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'IPAddress';
  readonly spec: IPAddressSpec;
}
