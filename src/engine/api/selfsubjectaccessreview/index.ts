/** SelfSubjectAccessReview: may I do something? */
import type { ErrorList } from '../../apimachinery/index.ts';
import { answeredKind, withSpec } from '../answered.ts';
import { plainStrategy } from '../strategies.ts';
import type { AccessReview } from '../subjectaccessreview/types.ts';
import { checkAttributes, checkNoMetadata } from '../subjectaccessreview/validation.ts';

function validate(review: AccessReview): ErrorList {
  const errors: ErrorList = [];
  checkAttributes(errors, review.spec);
  checkNoMetadata(errors, review);
  return errors;
}

export const selfSubjectAccessReviewKind = answeredKind<AccessReview>({
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectAccessReview',
  resource: 'selfsubjectaccessreviews',
  singular: 'selfsubjectaccessreview',
  namespaced: false,
  defaults: withSpec,
  strategy: plainStrategy<AccessReview>({ validate, validateUpdate: () => [] }),
});
