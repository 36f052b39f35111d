import { defaultResourceList } from '../pod/defaults-container.ts';
import { defaultAzureDisk, defaultISCSI, defaultRBD, defaultScaleIO } from '../pod/defaults-sources.ts';
import { isUnset } from '../validate.ts';
import type { PersistentVolume, PersistentVolumeSpec } from './types.ts';

type Change = { -readonly [Key in keyof PersistentVolumeSpec]?: PersistentVolumeSpec[Key] };

/** What each source says when its author does not. */
function defaultSources(spec: PersistentVolumeSpec, change: Change): void {
  const { hostPath, iscsi, rbd, azureDisk, scaleIO } = spec;
  if (hostPath !== undefined && hostPath.type === undefined) change.hostPath = { ...hostPath, type: '' };
  const next: Change = {
    ...(iscsi && { iscsi: defaultISCSI(iscsi) }),
    ...(rbd && { rbd: defaultRBD(rbd) }),
    ...(azureDisk && { azureDisk: defaultAzureDisk(azureDisk) }),
    ...(scaleIO && { scaleIO: defaultScaleIO(scaleIO) }),
  };
  if (next.iscsi !== iscsi || next.rbd !== rbd || next.azureDisk !== azureDisk || next.scaleIO !== scaleIO) {
    Object.assign(change, next);
  }
}

/** SetDefaults_PersistentVolume. pkg/apis/core/v1/defaults.go */
export function defaultVolume(volume: PersistentVolume): PersistentVolume {
  const spec = volume.spec ?? ({} as PersistentVolumeSpec);
  const change: Change = {};
  if (isUnset(spec.persistentVolumeReclaimPolicy)) change.persistentVolumeReclaimPolicy = 'Retain';
  if (isUnset(spec.volumeMode)) change.volumeMode = 'Filesystem';
  const capacity = spec.capacity && defaultResourceList(spec.capacity);
  if (capacity !== undefined && capacity !== spec.capacity) change.capacity = capacity;
  defaultSources(spec, change);
  const same = Object.keys(change).length === 0;
  if (same && !isUnset(volume.status?.phase)) return volume;
  const status = isUnset(volume.status?.phase) ? { ...volume.status, phase: 'Pending' as const } : volume.status;
  return { ...volume, spec: same ? spec : { ...spec, ...change }, status };
}
