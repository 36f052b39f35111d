import type { IPersistentVolumeSpec } from 'kubernetes-models/v1/PersistentVolumeSpec';
import type { IPersistentVolumeStatus } from 'kubernetes-models/v1/PersistentVolumeStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList, Stored, StoredWithout } from '../wire.ts';

export interface PersistentVolumeSpec extends StoredWithout<
  IPersistentVolumeSpec,
  'capacity',
  'persistentVolumeReclaimPolicy' | 'volumeMode'
> {
  readonly capacity?: ResourceList;
}

export type PersistentVolumeStatus = Stored<IPersistentVolumeStatus, 'phase'>;

export interface PersistentVolume extends ApiObject<PersistentVolumeSpec, PersistentVolumeStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolume';
  readonly metadata: ObjectMeta;
  readonly spec: PersistentVolumeSpec;
  readonly status: PersistentVolumeStatus;
}
