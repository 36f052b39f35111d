import type { IPersistentVolumeClaimSpec } from 'kubernetes-models/v1/PersistentVolumeClaimSpec';
import type { IPersistentVolumeClaimStatus } from 'kubernetes-models/v1/PersistentVolumeClaimStatus';
import type { ApiObject, ObjectMeta } from '../../apimachinery/index.ts';
import type { ResourceList, StoredWithout } from '../wire.ts';

export type AccessMode = 'ReadOnlyMany' | 'ReadWriteMany' | 'ReadWriteOnce' | 'ReadWriteOncePod';
export type VolumeMode = 'Block' | 'Filesystem';

export interface VolumeResourceRequirements {
  readonly limits?: ResourceList;
  readonly requests?: ResourceList;
}

/** `volumeMode` is always there after defaulting; `storageClassName` is absent until admission or a controller fills it in. */
export interface PersistentVolumeClaimSpec extends StoredWithout<
  IPersistentVolumeClaimSpec,
  'resources',
  'volumeMode'
> {
  readonly resources: VolumeResourceRequirements;
}

export interface PersistentVolumeClaimStatus extends StoredWithout<
  IPersistentVolumeClaimStatus,
  'capacity' | 'allocatedResources',
  'phase'
> {
  readonly capacity?: ResourceList;
  readonly allocatedResources?: ResourceList;
}

export interface PersistentVolumeClaim extends ApiObject<PersistentVolumeClaimSpec, PersistentVolumeClaimStatus> {
  readonly apiVersion: 'v1';
  readonly kind: 'PersistentVolumeClaim';
  readonly metadata: ObjectMeta;
  readonly spec: PersistentVolumeClaimSpec;
  readonly status: PersistentVolumeClaimStatus;
}

/** The claim inside a StatefulSet or an ephemeral volume: no server-set metadata. */
export interface PersistentVolumeClaimTemplate {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata: Partial<ObjectMeta>;
  readonly spec: PersistentVolumeClaimSpec;
  readonly status?: PersistentVolumeClaimStatus;
}
