import type { ITokenReviewSpec } from 'kubernetes-models/authentication.k8s.io/v1/TokenReviewSpec';
import type { ITokenReviewStatus } from 'kubernetes-models/authentication.k8s.io/v1/TokenReviewStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export interface TokenReview extends ApiObject {
  readonly metadata: ObjectMeta;
  readonly spec: Stored<ITokenReviewSpec>;
  readonly status?: Stored<ITokenReviewStatus>;
}
