import type { IStorageClass } from 'kubernetes-models/storage.k8s.io/v1/StorageClass';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { Stored } from '../wire.ts';

type Fields = Stored<Omit<IStorageClass, 'apiVersion' | 'kind' | 'metadata'>, 'reclaimPolicy' | 'volumeBindingMode'>;

export interface StorageClass extends ApiObject, Fields {
  readonly apiVersion: 'storage.k8s.io/v1';
  readonly kind: 'StorageClass';
  readonly metadata: ObjectMeta;
}
