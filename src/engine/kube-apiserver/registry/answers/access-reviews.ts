import type { AccessReview, AccessReviewAttributes } from '../../../api/subjectaccessreview/types.ts';
import { newBadRequest } from '../../../apimachinery/index.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import { authorize, type AccessRequest } from '../../authorization/index.ts';
import type { AnswerContext, User } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { question } from './body.ts';

/** pkg/registry/authorization/subjectaccessreview/rest.go */
export function createSubjectAccessReview(server: Server, context: AnswerContext): ApiResponse {
  const review = question<AccessReview>(server, context);
  return decided(server, review, subjectOf(review));
}

/** pkg/registry/authorization/localsubjectaccessreview/rest.go */
export function createLocalSubjectAccessReview(server: Server, context: AnswerContext): ApiResponse {
  const review = question<AccessReview>(server, context);
  const { namespace = '' } = context.request;
  if (namespace === '') throw newBadRequest('namespace is required on this type: ');
  const { namespace: asked = '' } = review.spec.resourceAttributes ?? {};
  if (namespace !== asked) {
    throw newBadRequest(`spec.resourceAttributes.namespace must match namespace: ${namespace}`);
  }
  return decided(server, review, subjectOf(review));
}

/** pkg/registry/authorization/selfsubjectaccessreview/rest.go */
export function createSelfSubjectAccessReview(server: Server, context: AnswerContext): ApiResponse {
  return decided(server, question<AccessReview>(server, context), context.user);
}

function subjectOf({ spec }: AccessReview): User {
  const { user = '', groups = [], uid, extra } = spec;
  return { name: user, groups, ...(uid !== undefined && { uid }), ...(extra && { extra }) };
}

function decided(server: Server, review: AccessReview, user: User): ApiResponse {
  const { decision, reason } = authorize(server.authorizers, accessRequest(review.spec, user));
  const status = {
    allowed: decision === 'allow',
    ...(decision === 'deny' && { denied: true }),
    ...(reason !== '' && { reason }),
  };
  return { code: 201, body: { ...review, status } };
}

/** pkg/registry/authorization/util/helpers.go */
function accessRequest(
  { resourceAttributes, nonResourceAttributes }: AccessReviewAttributes,
  user: User,
): AccessRequest {
  if (nonResourceAttributes) {
    const { path = '', verb = '' } = nonResourceAttributes;
    return { user, verb, path, group: '', resource: '', subresource: undefined, namespace: undefined, name: undefined };
  }
  const {
    verb = '',
    group = '',
    resource = '',
    subresource,
    namespace,
    name,
    fieldSelector,
  } = resourceAttributes ?? {};
  const asked = { user, verb, group, resource, namespace, name, path: undefined };
  return { ...asked, subresource: subresource || undefined, fieldSelector: fieldSelector?.rawSelector };
}
