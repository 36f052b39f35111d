/** SubjectAccessReview: may somebody do something? pkg/registry/authorization/subjectaccessreview */
import type { ErrorList } from '../../apimachinery/index.ts';
import { answeredKind, withSpec } from '../answered.ts';
import { plainStrategy } from '../strategies.ts';
import type { AccessReview } from './types.ts';
import { checkAttributes, checkNoMetadata, checkSubject } from './validation.ts';

function validate(review: AccessReview): ErrorList {
  const errors: ErrorList = [];
  checkAttributes(errors, review.spec);
  checkSubject(errors, review.spec);
  checkNoMetadata(errors, review);
  return errors;
}

export const subjectAccessReviewKind = answeredKind<AccessReview>({
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SubjectAccessReview',
  resource: 'subjectaccessreviews',
  singular: 'subjectaccessreview',
  namespaced: false,
  defaults: withSpec,
  strategy: plainStrategy<AccessReview>({ validate, validateUpdate: () => [] }),
});
