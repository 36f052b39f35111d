import type { IServiceAccount } from 'kubernetes-models/v1/ServiceAccount';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

type Fields = Stored<Pick<IServiceAccount, 'automountServiceAccountToken' | 'imagePullSecrets' | 'secrets'>>;

export interface ServiceAccount extends ApiObject, Fields {
  readonly apiVersion: 'v1';
  readonly kind: 'ServiceAccount';
  readonly metadata: ObjectMeta;
}
