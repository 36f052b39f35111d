/** PersistentVolumeClaim: a wish for storage, which a volume comes to fulfil. */
import { newPath, parseQuantity, type Path } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, wide } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { CONDITIONS_PATCH_META, METADATA_PATCH_META } from '../patch-meta.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { isUnset, SPEC } from '../validate.ts';
import { accessModesText } from './access-modes.ts';
import { normalizeDataSources } from './data-source.ts';
import { defaultClaim, PENDING } from './defaults.ts';
import { claimRelations } from './relations.ts';
import type { PersistentVolumeClaim, PersistentVolumeClaimSpec } from './types.ts';
import {
  BETA_STORAGE_CLASS_ANNOTATION,
  validateClaim,
  validateClaimStatusUpdate,
  validateClaimUpdate,
} from './validation.ts';

export function classAnnotationWarnings(annotations: Readonly<Record<string, string>> | undefined): string[] {
  if (annotations?.[BETA_STORAGE_CLASS_ANNOTATION] === undefined) return [];
  const at = newPath('metadata', 'annotations').key(BETA_STORAGE_CLASS_ANNOTATION);
  return [`${at}: deprecated since v1.8; use "storageClassName" attribute instead`];
}

/** GetWarningsForPersistentVolumeClaimSpec: half a byte is nothing that a disk has. */
export function claimSpecWarnings(path: Path, { resources }: PersistentVolumeClaimSpec): string[] {
  return (['requests', 'limits'] as const).flatMap((list) => {
    const text = resources[list]?.['storage'];
    if (text === undefined || parseQuantity(text).milliValue() % 1000 === 0) return [];
    const at = path.child('resources', list).key('storage');
    return [`${at}: fractional byte value "${parseQuantity(text).toString()}" is invalid, must be an integer`];
  });
}

/** GetPersistentVolumeClaimClass: the old annotation has the first word. */
export function storageClassOf(object: {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: { readonly storageClassName?: string };
}): string {
  return object.metadata.annotations?.[BETA_STORAGE_CLASS_ANNOTATION] ?? object.spec.storageClassName ?? '';
}

function cells(claim: PersistentVolumeClaim, now: number): (string | number)[] {
  const { metadata, spec, status } = claim;
  const bound = !isUnset(spec.volumeName);
  return [
    metadata.name,
    metadata.deletionTimestamp === undefined ? status.phase : 'Terminating',
    spec.volumeName ?? '',
    bound ? (status.capacity?.['storage'] ?? '0') : '',
    bound ? accessModesText(status.accessModes) : '',
    storageClassOf(claim),
    spec.volumeAttributesClassName ?? '<unset>',
    age(claim, now),
    spec.volumeMode ?? '<unset>',
  ];
}

function prepared(claim: PersistentVolumeClaim, old: PersistentVolumeClaim | undefined): PersistentVolumeClaim {
  return withSpec(claim, normalizeDataSources(claim.spec, old?.spec));
}

export const persistentVolumeClaimKind: Kind<PersistentVolumeClaim> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolumeClaim',
  resource: 'persistentvolumeclaims',
  singular: 'persistentvolumeclaim',
  shortNames: ['pvc'],
  categories: [],
  namespaced: true,
  defaults: defaultClaim,
  strategy: {
    prepareForCreate: (claim) => prepared(withStatus(claim, PENDING), undefined),
    validateCreate: validateClaim,
    prepareForUpdate: (claim, old) => prepared(withStatus(claim, old.status), old),
    validateUpdate: validateClaimUpdate,
    warnings: ({ metadata, spec }) => [
      ...classAnnotationWarnings(metadata.annotations),
      ...claimSpecWarnings(SPEC, spec),
    ],
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (claim, old) => withSpec(claim, old.spec),
      validateUpdate: validateClaimStatusUpdate,
    },
  },
  printer: {
    columns: [
      NAME,
      column('Status', 'How far the claim has come.'),
      column('Volume', 'The volume that fulfils it.'),
      column('Capacity', 'What that volume holds.'),
      column('Access Modes', 'How that volume may be mounted.'),
      column('StorageClass', 'StorageClass of the pvc'),
      column('VolumeAttributesClass', 'VolumeAttributesClass of the pvc'),
      AGE,
      wide('VolumeMode', 'Whether it is a file system or a bare device.'),
    ],
    cells,
  },
  selectableFieldNames: ['name'],
  selectableFields: (claim) => ({ name: claim.metadata.name }),
  relations: claimRelations,
  patchMeta: { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META },
};
