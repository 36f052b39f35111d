import type { ICertificateSigningRequestCondition } from 'kubernetes-models/certificates.k8s.io/v1/CertificateSigningRequestCondition';
import type { ICertificateSigningRequestSpec } from 'kubernetes-models/certificates.k8s.io/v1/CertificateSigningRequestSpec';
import type { ICertificateSigningRequestStatus } from 'kubernetes-models/certificates.k8s.io/v1/CertificateSigningRequestStatus';
import type { TypedObject } from '../kind.ts';
import type { Stored } from '../wire.ts';

export type CertificateSigningRequestCondition = Stored<ICertificateSigningRequestCondition>;
export type CertificateSigningRequestSpec = Stored<ICertificateSigningRequestSpec>;
export type CertificateSigningRequestStatus = Stored<ICertificateSigningRequestStatus>;
export type CertificateSigningRequest = TypedObject<
  'CertificateSigningRequest',
  'certificates.k8s.io/v1',
  CertificateSigningRequestSpec,
  CertificateSigningRequestStatus
>;
