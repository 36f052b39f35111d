import { isUnset } from '../validate.ts';

/** What a volume's source says when its author does not, in a pod and in a persistent volume. pkg/apis/core/v1/defaults.go */

export function defaultISCSI<T extends { readonly iscsiInterface?: string }>(source: T): T {
  return isUnset(source.iscsiInterface) ? { ...source, iscsiInterface: 'default' } : source;
}

interface RBD {
  readonly pool?: string;
  readonly user?: string;
  readonly keyring?: string;
}

export function defaultRBD<T extends RBD>(source: T): T {
  const { pool, user, keyring } = source;
  if (!isUnset(pool) && !isUnset(user) && !isUnset(keyring)) return source;
  return { ...source, pool: pool || 'rbd', user: user || 'admin', keyring: keyring || '/etc/ceph/keyring' };
}

interface AzureDisk {
  readonly cachingMode?: string;
  readonly kind?: string;
  readonly fsType?: string;
  readonly readOnly?: boolean;
}

export function defaultAzureDisk<T extends AzureDisk>(source: T): T {
  const { cachingMode = 'ReadWrite', kind = 'Shared', fsType = 'ext4', readOnly = false } = source;
  const said = [source.cachingMode, source.kind, source.fsType, source.readOnly].every((field) => field !== undefined);
  return said ? source : { ...source, cachingMode, kind, fsType, readOnly };
}

interface ScaleIO {
  readonly storageMode?: string;
  readonly fsType?: string;
}

export function defaultScaleIO<T extends ScaleIO>(source: T): T {
  const { storageMode, fsType } = source;
  if (!isUnset(storageMode) && !isUnset(fsType)) return source;
  return { ...source, storageMode: storageMode || 'ThinProvisioned', fsType: fsType || 'xfs' };
}
