/** SelfSubjectReview: who am I? `kubectl auth whoami` asks it. pkg/registry/authentication/selfsubjectreview */
import { answeredKind } from '../answered.ts';
import type { SelfSubjectReview } from './types.ts';

export const selfSubjectReviewKind = answeredKind<SelfSubjectReview>({
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectReview',
  resource: 'selfsubjectreviews',
  singular: 'selfsubjectreview',
  namespaced: false,
});
