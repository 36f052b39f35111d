import { defaultResourceList } from '../pod/defaults-container.ts';
import { isUnset } from '../validate.ts';
import type { PersistentVolume, PersistentVolumeSpec } from './types.ts';

type Change = { -readonly [Key in keyof PersistentVolumeSpec]?: PersistentVolumeSpec[Key] };

/** What each source says when its author does not. */
function defaultSources(spec: PersistentVolumeSpec, change: Change): void {
  const { hostPath, iscsi, rbd, azureDisk, scaleIO } = spec;
  if (hostPath !== undefined && hostPath.type === undefined) change.hostPath = { ...hostPath, type: '' };
  if (iscsi !== undefined && isUnset(iscsi.iscsiInterface)) change.iscsi = { ...iscsi, iscsiInterface: 'default' };
  if (rbd !== undefined && (isUnset(rbd.pool) || isUnset(rbd.user) || isUnset(rbd.keyring))) {
    const { pool, user, keyring } = rbd;
    change.rbd = { ...rbd, pool: pool || 'rbd', user: user || 'admin', keyring: keyring || '/etc/ceph/keyring' };
  }
  if (azureDisk !== undefined) {
    const { cachingMode = 'ReadWrite', kind = 'Shared', fsType = 'ext4', readOnly = false } = azureDisk;
    change.azureDisk = { ...azureDisk, cachingMode, kind, fsType, readOnly };
  }
  if (scaleIO !== undefined && (isUnset(scaleIO.storageMode) || isUnset(scaleIO.fsType))) {
    const { storageMode, fsType } = scaleIO;
    change.scaleIO = { ...scaleIO, storageMode: storageMode || 'ThinProvisioned', fsType: fsType || 'xfs' };
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
