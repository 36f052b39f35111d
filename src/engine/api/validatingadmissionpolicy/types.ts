import type { IAuditAnnotation } from 'kubernetes-models/admissionregistration.k8s.io/v1/AuditAnnotation';
import type { IValidatingAdmissionPolicySpec } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicySpec';
import type { IValidatingAdmissionPolicyStatus } from 'kubernetes-models/admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyStatus';
import type { IValidation } from 'kubernetes-models/admissionregistration.k8s.io/v1/Validation';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type AuditAnnotation = Stored<IAuditAnnotation>;
export type Validation = Stored<IValidation>;
export type ValidatingAdmissionPolicySpec = Stored<IValidatingAdmissionPolicySpec>;
export type ValidatingAdmissionPolicyStatus = Stored<IValidatingAdmissionPolicyStatus>;
export type ValidatingAdmissionPolicy = TypedObject<
  'ValidatingAdmissionPolicy',
  'admissionregistration.k8s.io/v1',
  ValidatingAdmissionPolicySpec,
  ValidatingAdmissionPolicyStatus
>;
