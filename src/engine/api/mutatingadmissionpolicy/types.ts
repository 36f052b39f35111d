import type { IMutatingAdmissionPolicySpec } from 'kubernetes-models/admissionregistration.k8s.io/v1/MutatingAdmissionPolicySpec';
import type { IMutation } from 'kubernetes-models/admissionregistration.k8s.io/v1/Mutation';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type Mutation = Stored<IMutation>;
export type MutatingAdmissionPolicySpec = Stored<IMutatingAdmissionPolicySpec>;

export interface MutatingAdmissionPolicy extends ApiObject<MutatingAdmissionPolicySpec> {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'MutatingAdmissionPolicy';
  readonly spec: MutatingAdmissionPolicySpec;
}
