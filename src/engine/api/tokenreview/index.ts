/** TokenReview: whose token is this? pkg/registry/authentication/tokenreview */
import { answeredKind, withSpec } from '../answered.ts';
import type { TokenReview } from './types.ts';

export const tokenReviewKind = answeredKind<TokenReview>({
  group: 'authentication.k8s.io',
  version: 'v1',
  kind: 'TokenReview',
  resource: 'tokenreviews',
  singular: 'tokenreview',
  namespaced: false,
  defaults: withSpec,
});
