/** PersistentVolume: a piece of storage that exists, whoever made it, and the claim that has it. */
import { formatTime, parseQuantity } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME, wide } from '../columns.ts';
import type { Kind, RequestFacts } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { accessModesText } from '../persistentvolumeclaim/access-modes.ts';
import { classAnnotationWarnings, storageClassOf } from '../persistentvolumeclaim/index.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { SPEC, validateMetaUpdate } from '../validate.ts';
import { defaultVolume } from './defaults.ts';
import { volumeRelations } from './relations.ts';
import type { PersistentVolume } from './types.ts';
import { validateVolume, validateVolumeUpdate } from './validation.ts';

/** GetWarningsForPersistentVolume. pkg/api/persistentvolume/util.go */
function warnings({ metadata, spec }: PersistentVolume): string[] {
  const found = classAnnotationWarnings(metadata.annotations);
  if (spec.persistentVolumeReclaimPolicy === 'Recycle') {
    const why =
      'The Recycle reclaim policy is deprecated. Instead, the recommended approach is to use dynamic provisioning.';
    found.push(`${SPEC.child('persistentVolumeReclaimPolicy')}: ${why}`);
  }
  const text = spec.capacity?.['storage'];
  if (text !== undefined && parseQuantity(text).milliValue() % 1000 !== 0) {
    const at = SPEC.child('capacity').key('storage');
    found.push(`${at}: fractional byte value "${parseQuantity(text).toString()}" is invalid, must be an integer`);
  }
  return found;
}

/** When the phase last turned, unless whoever turned it has said so. */
function withTransition(volume: PersistentVolume, old: PersistentVolume, facts?: RequestFacts): PersistentVolume {
  const { phase, lastPhaseTransitionTime } = volume.status;
  if (phase === old.status.phase || facts === undefined) return volume;
  if (lastPhaseTransitionTime !== undefined && lastPhaseTransitionTime !== old.status.lastPhaseTransitionTime) {
    return volume;
  }
  return withStatus(volume, { ...volume.status, lastPhaseTransitionTime: formatTime(facts.now) });
}

export const persistentVolumeKind: Kind<PersistentVolume> = {
  group: '',
  version: 'v1',
  kind: 'PersistentVolume',
  resource: 'persistentvolumes',
  singular: 'persistentvolume',
  shortNames: ['pv'],
  categories: [],
  namespaced: false,
  defaults: defaultVolume,
  strategy: {
    prepareForCreate: (volume) =>
      withStatus(volume, { phase: 'Pending', lastPhaseTransitionTime: volume.metadata.creationTimestamp }),
    validateCreate: validateVolume,
    prepareForUpdate: (volume, old) => withStatus(volume, old.status),
    validateUpdate: validateVolumeUpdate,
    warnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (volume, old, facts) => withTransition(withSpec(volume, old.spec), old, facts),
      validateUpdate: (volume, old) => validateMetaUpdate(volume.metadata, old.metadata),
    },
  },
  printer: {
    columns: [
      NAME,
      column('Capacity', 'What the volume holds.'),
      column('Access Modes', 'How it may be mounted.'),
      column('Reclaim Policy', 'What becomes of it when its claim goes.'),
      column('Status', 'Whether it is free, taken, or left behind.'),
      column('Claim', 'The claim that has it.'),
      column('StorageClass', 'StorageClass of the pv'),
      column('VolumeAttributesClass', 'VolumeAttributesClass of the pv'),
      column('Reason', 'Why it is in this state.'),
      AGE,
      wide('VolumeMode', 'Whether it is a file system or a bare device.'),
    ],
    cells: (volume, now) => [
      volume.metadata.name,
      volume.spec.capacity?.['storage'] ?? '0',
      accessModesText(volume.spec.accessModes),
      volume.spec.persistentVolumeReclaimPolicy,
      volume.metadata.deletionTimestamp === undefined ? volume.status.phase : 'Terminating',
      volume.spec.claimRef === undefined
        ? ''
        : `${volume.spec.claimRef.namespace ?? ''}/${volume.spec.claimRef.name ?? ''}`,
      storageClassOf(volume),
      volume.spec.volumeAttributesClassName ?? '<unset>',
      volume.status.reason ?? '',
      age(volume, now),
      volume.spec.volumeMode,
    ],
  },
  selectableFieldNames: ['name'],
  selectableFields: (volume) => ({ name: volume.metadata.name }),
  relations: volumeRelations,
  patchMeta: METADATA_PATCH_META,
};
