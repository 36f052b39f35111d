import type { PolicyRule } from '../../../api/rbac/types.ts';
import type { SelfSubjectRulesReview } from '../../../api/selfsubjectrulesreview/types.ts';
import { field, newBadRequest } from '../../../apimachinery/index.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import { nodeIdentity } from '../../authorization/node/identity.ts';
import type { AnswerContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { question } from './body.ts';

/** What only a Node's own authorizer knows cannot be listed. */
const NODE_RULES = 'node authorizer does not support user rule resolution';

/** pkg/registry/authorization/selfsubjectrulesreview/rest.go */
export function createSelfSubjectRulesReview(server: Server, context: AnswerContext): ApiResponse {
  const review = question<SelfSubjectRulesReview>(server, context);
  const { namespace = '' } = review.spec;
  if (namespace === '') throw newBadRequest('no namespace on request');
  const { rules, errors } = server.rbac.rulesFor(context.user, namespace);
  const isNode = nodeIdentity(context.user) !== undefined;
  const problems = isNode ? [NODE_RULES, ...errors] : errors;
  const status = {
    resourceRules: rules.filter(({ resources }) => resources?.length).map(resourceRule),
    nonResourceRules: rules.filter(({ nonResourceURLs }) => nonResourceURLs?.length).map(nonResourceRule),
    incomplete: isNode || errors.length > 0,
    ...(problems.length > 0 && { evaluationError: field.aggregateTexts(problems) }),
  };
  return { code: 201, body: { ...review, status } };
}

function resourceRule({ verbs, apiGroups, resources, resourceNames }: PolicyRule): PolicyRule {
  return {
    verbs,
    ...(apiGroups?.length && { apiGroups }),
    ...(resources?.length && { resources }),
    ...(resourceNames?.length && { resourceNames }),
  };
}

function nonResourceRule({ verbs, nonResourceURLs = [] }: PolicyRule): PolicyRule {
  return { verbs, nonResourceURLs };
}
