import type { IUserInfo } from 'kubernetes-models/authentication.k8s.io/v1/UserInfo';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

export type UserInfo = Stored<IUserInfo>;

export interface SelfSubjectReview extends ApiObject {
  readonly metadata: ObjectMeta;
  readonly status?: { readonly userInfo: UserInfo };
}
