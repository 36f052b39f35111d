import { failure, newMethodNotSupported } from '../../../apimachinery/index.ts';
import { answeredKinds } from '../../../api/index.ts';
import type { ApiResponse } from '../../../client-go/request.ts';
import type { Task } from '../../../sim/index.ts';
import type { AddressedResource, AnswerContext } from '../../request-context.ts';
import type { Server } from '../../server.ts';
import {
  createLocalSubjectAccessReview,
  createSelfSubjectAccessReview,
  createSubjectAccessReview,
} from './access-reviews.ts';
import { createBinding } from './bindings.ts';
import { getComponentStatus, listComponentStatuses } from './component-statuses.ts';
import { createSelfSubjectReview, createTokenReview } from './identity-reviews.ts';
import { createSelfSubjectRulesReview } from './rules-review.ts';

/** Answers a request for a kind of which nothing is stored. */
type Answer = (server: Server, context: AnswerContext) => ApiResponse;

/** Verb and resource → who answers. */
const ANSWERS: ReadonlyMap<string, Answer> = new Map([
  ['get componentstatuses', getComponentStatus],
  ['list componentstatuses', listComponentStatuses],
  ['create selfsubjectreviews', createSelfSubjectReview],
  ['create tokenreviews', createTokenReview],
  ['create localsubjectaccessreviews', createLocalSubjectAccessReview],
  ['create selfsubjectaccessreviews', createSelfSubjectAccessReview],
  ['create selfsubjectrulesreviews', createSelfSubjectRulesReview],
  ['create subjectaccessreviews', createSubjectAccessReview],
]);

const DEPRECATED: ReadonlyMap<string, string> = new Map([
  ['componentstatuses', 'v1 ComponentStatus is deprecated in v1.19+'],
]);

/** The kind that is answered, not stored, at an address. */
export function answeredResource(group: string, version: string, resource: string): AddressedResource | undefined {
  const kind = answeredKinds.find((known) => known.resource === resource);
  if (kind?.group !== group || kind.version !== version) return undefined;
  return { kind, group, version, served: undefined, deprecation: DEPRECATED.get(resource) };
}

export function* answer(server: Server, context: AnswerContext): Task<ApiResponse> {
  const { verb, subresource } = context.request;
  const { kind } = context.resource;
  if (subresource !== undefined) {
    throw failure(404, 'NotFound', 'the server could not find the requested resource', {});
  }
  if (kind.resource === 'bindings' && verb === 'create') return yield* createBinding(server, context);
  const act = ANSWERS.get(`${verb} ${kind.resource}`);
  if (!act) throw newMethodNotSupported(kind, verb);
  return act(server, context);
}
