/** SelfSubjectRulesReview: what may I do in this namespace? `kubectl auth can-i --list` asks it. */
import { answeredKind, withSpec } from '../answered.ts';
import type { SelfSubjectRulesReview } from './types.ts';

export const selfSubjectRulesReviewKind = answeredKind<SelfSubjectRulesReview>({
  group: 'authorization.k8s.io',
  version: 'v1',
  kind: 'SelfSubjectRulesReview',
  resource: 'selfsubjectrulesreviews',
  singular: 'selfsubjectrulesreview',
  namespaced: false,
  defaults: withSpec,
});
