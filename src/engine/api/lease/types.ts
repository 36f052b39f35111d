import type { ILeaseSpec } from 'kubernetes-models/coordination.k8s.io/v1/LeaseSpec';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type LeaseSpec = Stored<ILeaseSpec>;

export interface Lease extends ApiObject<LeaseSpec> {
  readonly apiVersion: 'coordination.k8s.io/v1';
  readonly kind: 'Lease';
  readonly metadata: ObjectMeta;
  readonly spec: LeaseSpec;
}
