import { field, type ErrorList } from '../../apimachinery/index.ts';
import { METADATA, SPEC } from '../validate.ts';
import type { AccessReview, AccessReviewAttributes } from './types.ts';

/** validateSubjectAccessReviewSpec and its sister without a subject. pkg/apis/authorization/validation/validation.go */
export function checkAttributes(errors: ErrorList, spec: AccessReviewAttributes): void {
  const { resourceAttributes, nonResourceAttributes } = spec;
  if (resourceAttributes && nonResourceAttributes) {
    const why = 'cannot be specified in combination with resourceAttributes';
    errors.push(field.invalid(SPEC.child('nonResourceAttributes'), nonResourceAttributes, why));
  }
  if (!resourceAttributes && !nonResourceAttributes) {
    const why = 'exactly one of nonResourceAttributes or resourceAttributes must be specified';
    errors.push(field.invalid(SPEC.child('resourceAttributes'), nonResourceAttributes, why));
  }
}

export function checkSubject(errors: ErrorList, { user = '', groups = [] }: AccessReview['spec']): void {
  if (user !== '' || groups.length > 0) return;
  errors.push(field.invalid(SPEC.child('user'), user, 'at least one of user or group must be specified'));
}

/** A question has no name. `except` is what a question in a namespace may say of itself. */
export function checkNoMetadata(errors: ErrorList, { metadata }: AccessReview, except?: 'namespace'): void {
  const said = Object.entries(metadata).filter(
    ([name, value]) => name !== 'managedFields' && name !== except && value !== undefined && value !== null,
  );
  if (said.length === 0) return;
  const why = except === undefined ? 'must be empty' : 'must be empty except for namespace';
  errors.push(field.invalid(METADATA, metadata, why));
}
