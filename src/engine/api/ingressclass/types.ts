import type { IIngressClassSpec } from 'kubernetes-models/networking.k8s.io/v1/IngressClassSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type IngressClassSpec = Stored<IIngressClassSpec>;

export interface IngressClass extends ApiObject<IngressClassSpec> {
  readonly apiVersion: 'networking.k8s.io/v1';
  readonly kind: 'IngressClass';
  readonly spec: IngressClassSpec;
}
