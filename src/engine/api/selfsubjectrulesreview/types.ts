import type { ISubjectRulesReviewStatus } from 'kubernetes-models/authorization.k8s.io/v1/SubjectRulesReviewStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export interface SelfSubjectRulesReview extends ApiObject {
  readonly metadata: ObjectMeta;
  readonly spec: { readonly namespace?: string };
  readonly status?: Stored<ISubjectRulesReviewStatus>;
}
