import type { IMutatingAdmissionPolicyBindingSpec } from 'kubernetes-models/admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBindingSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type MutatingAdmissionPolicyBindingSpec = Stored<IMutatingAdmissionPolicyBindingSpec>;

export interface MutatingAdmissionPolicyBinding extends ApiObject<MutatingAdmissionPolicyBindingSpec> {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'MutatingAdmissionPolicyBinding';
  readonly spec: MutatingAdmissionPolicyBindingSpec;
}
