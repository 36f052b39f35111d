import { newForbidden, type ApiObject } from '../../apimachinery/index.ts';
import type { Plugin } from './plugin.ts';

interface ClaimLike extends ApiObject {
  readonly spec?: {
    readonly storageClassName?: string;
    readonly resources?: { readonly requests?: { storage?: string } };
  };
  readonly status?: { readonly phase?: string };
}

interface ClassLike extends ApiObject {
  readonly allowVolumeExpansion?: boolean;
}

const PVC_PROTECTION = 'kubernetes.io/pvc-protection';
const PV_PROTECTION = 'kubernetes.io/pv-protection';

/** What is in use is not taken away under its user. plugin/pkg/admission/storage/storageobjectinuseprotection */
export const storageObjectInUseProtection: Plugin = {
  name: 'StorageObjectInUseProtection',
  handles: ({ operation, kind, subresource }) =>
    operation === 'CREATE' &&
    kind.group === '' &&
    subresource === undefined &&
    finalizerOf(kind.resource) !== undefined,
  admit: (object, { kind }) => {
    const finalizer = finalizerOf(kind.resource)!;
    const { finalizers = [] } = object.metadata;
    if (finalizers.includes(finalizer)) return object;
    return { ...object, metadata: { ...object.metadata, finalizers: [...finalizers, finalizer] } };
  },
};

function finalizerOf(resource: string): string | undefined {
  if (resource === 'persistentvolumeclaims') return PVC_PROTECTION;
  return resource === 'persistentvolumes' ? PV_PROTECTION : undefined;
}

/** Only a class that says so lets its volumes grow. plugin/pkg/admission/storage/persistentvolume/resize */
export const persistentVolumeClaimResize: Plugin = {
  name: 'PersistentVolumeClaimResize',
  handles: ({ operation, kind, subresource }) =>
    operation === 'UPDATE' &&
    kind.group === '' &&
    kind.resource === 'persistentvolumeclaims' &&
    subresource === undefined,
  validate: ({ object, oldObject, kind, name }, world) => {
    const [claim, old] = [object as ClaimLike, oldObject as ClaimLike];
    const [size, before] = [claim.spec?.resources?.requests?.storage, old.spec?.resources?.requests?.storage];
    if (size === before) return;
    if (old.status?.phase !== 'Bound') {
      throw newForbidden(kind, name, 'only bound persistent volume claims can be expanded');
    }
    const className = claim.spec?.storageClassName ?? '';
    const found: ClassLike | undefined = world.get('storage.k8s.io', 'storageclasses', undefined, className);
    if (found?.allowVolumeExpansion === true) return;
    const text =
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize';
    throw newForbidden(kind, name, text);
  },
};
