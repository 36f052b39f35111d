import type { ISubjectAccessReviewSpec } from 'kubernetes-models/authorization.k8s.io/v1/SubjectAccessReviewSpec';
import type { ISubjectAccessReviewStatus } from 'kubernetes-models/authorization.k8s.io/v1/SubjectAccessReviewStatus';
import type { ISelfSubjectAccessReviewSpec } from 'kubernetes-models/authorization.k8s.io/v1/SelfSubjectAccessReviewSpec';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type AccessReviewStatus = Stored<ISubjectAccessReviewStatus>;
/** What is asked about: a resource or a path. */
export type AccessReviewAttributes = Stored<ISelfSubjectAccessReviewSpec>;

/** SubjectAccessReview, its local sister, and that about oneself, which names nobody. */
export interface AccessReview extends ApiObject {
  readonly metadata: ObjectMeta;
  readonly spec: Stored<ISubjectAccessReviewSpec>;
  readonly status?: AccessReviewStatus;
}
