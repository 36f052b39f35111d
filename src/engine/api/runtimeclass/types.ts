import type { IOverhead } from 'kubernetes-models/node.k8s.io/v1/Overhead';
import type { IScheduling } from 'kubernetes-models/node.k8s.io/v1/Scheduling';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export interface RuntimeClass extends ApiObject {
  readonly apiVersion: 'node.k8s.io/v1';
  readonly kind: 'RuntimeClass';
  readonly handler: string;
  readonly overhead?: Stored<IOverhead>;
  readonly scheduling?: Stored<IScheduling>;
}
