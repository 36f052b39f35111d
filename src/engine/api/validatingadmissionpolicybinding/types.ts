import type { IValidatingAdmissionPolicyBindingSpec } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBindingSpec';
import type { ApiObject } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type ValidatingAdmissionPolicyBindingSpec = Stored<IValidatingAdmissionPolicyBindingSpec>;

export interface ValidatingAdmissionPolicyBinding extends ApiObject<ValidatingAdmissionPolicyBindingSpec> {
  readonly apiVersion: 'admissionregistration.k8s.io/v1';
  readonly kind: 'ValidatingAdmissionPolicyBinding';
  readonly spec: ValidatingAdmissionPolicyBindingSpec;
}
