import type { SelfSubjectReview, UserInfo } from '../../../api/selfsubjectreview/types.ts';
import type { TokenReview } from '../../../api/tokenreview/types.ts';
import { formatTime, newBadRequest, StatusError } from '../../../apimachinery/index.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import type { AnswerContext, User } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import { question } from './body.ts';

export function userInfo({ name, uid, groups, extra }: User): UserInfo {
  return {
    username: name,
    ...(uid !== undefined && uid !== '' && { uid }),
    ...(groups.length > 0 && { groups: [...groups] }),
    ...(extra !== undefined && { extra }),
  };
}

/** pkg/registry/authentication/selfsubjectreview/rest.go */
export function createSelfSubjectReview(server: Server, context: AnswerContext): ApiResponse {
  const review = question<SelfSubjectReview>(server, context);
  const metadata = { ...review.metadata, creationTimestamp: formatTime(server.sim.wallClock()) };
  return { code: 201, body: { ...review, metadata, status: { userInfo: userInfo(context.user) } } };
}

/** pkg/registry/authentication/tokenreview/storage.go */
export function createTokenReview(server: Server, context: AnswerContext): ApiResponse {
  const review = question<TokenReview>(server, context);
  const { token = '', audiences = [] } = review.spec;
  if (token === '') throw newBadRequest('token is required for TokenReview in authentication');
  return { code: 201, body: { ...review, status: reviewed(server, token, audiences) } };
}

function reviewed(server: Server, token: string, audiences: readonly string[]): TokenReview['status'] {
  try {
    const { user, audiences: fit } = server.tokens.review(token, audiences);
    return { authenticated: true, user: userInfo(user), audiences: [...fit] };
  } catch (error) {
    if (!(error instanceof StatusError)) throw error;
    return { user: {}, error: error.message };
  }
}
