/** LocalSubjectAccessReview: may somebody do something in this namespace? Who may ask it is decided namespace by namespace. */
import { field, type ErrorList } from '../../apimachinery/index.ts';
import { answeredKind, withSpec } from '../answered.ts';
import { plainStrategy } from '../strategies.ts';
import type { AccessReview } from '../subjectaccessreview/types.ts';
import { checkAttributes, checkNoMetadata, checkSubject } from '../subjectaccessreview/validation.ts';
import { SPEC } from '../validate.ts';

/** ValidateLocalSubjectAccessReview. */
function validate(review: AccessReview): ErrorList {
  const errors: ErrorList = [];
  const { spec, metadata } = review;
  checkAttributes(errors, spec);
  checkSubject(errors, spec);
  checkNoMetadata(errors, review, 'namespace');
  const { resourceAttributes, nonResourceAttributes } = spec;
  const { namespace = '' } = resourceAttributes ?? {};
  if (resourceAttributes && namespace !== (metadata.namespace ?? '')) {
    const path = SPEC.child('resourceAttributes', 'namespace');
    errors.push(field.invalid(path, namespace, 'must match metadata.namespace'));
  }
  if (nonResourceAttributes) {
    const why = 'disallowed on this kind of request';
    errors.push(field.invalid(SPEC.child('nonResourceAttributes'), nonResourceAttributes, why));
  }
  return errors;
}

export const localSubjectAccessReviewKind = answeredKind<AccessReview>({
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'LocalSubjectAccessReview',
  resource: 'localsubjectaccessreviews',
  singular: 'localsubjectaccessreview',
  namespaced: true,
  defaults: withSpec,
  strategy: plainStrategy<AccessReview>({ validate, validateUpdate: () => [] }),
});
