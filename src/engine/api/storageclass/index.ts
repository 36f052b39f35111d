/** StorageClass: a kind of storage that can be had, and who provides it. */
import { newPath } from '../../apimachinery/index.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { deprecatedNodeLabel } from '../node/labels.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { plainStrategy } from '../strategies.ts';
import { isUnset } from '../validate.ts';
import type { StorageClass } from './types.ts';
import { validateStorageClass, validateStorageClassUpdate } from './validation.ts';

/** SetDefaults_StorageClass. pkg/apis/storage/v1/defaults.go */
function defaults(storageClass: StorageClass): StorageClass {
  const { reclaimPolicy, volumeBindingMode } = storageClass;
  if (!isUnset(reclaimPolicy) && !isUnset(volumeBindingMode)) return storageClass;
  return {
    ...storageClass,
    reclaimPolicy: isUnset(reclaimPolicy) ? 'Delete' : reclaimPolicy,
    volumeBindingMode: isUnset(volumeBindingMode) ? 'Immediate' : volumeBindingMode,
  };
}

const DEFAULT_ANNOTATIONS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
];

/** IsDefaultAnnotation: the class of claims that name none. pkg/apis/storage/util/helpers.go */
export function isDefaultStorageClass({ metadata }: Pick<StorageClass, 'metadata'>): boolean {
  return DEFAULT_ANNOTATIONS.some((name) => metadata.annotations?.[name] === 'true');
}

/** GetWarningsForStorageClass. */
function warnings({ allowedTopologies = [] }: StorageClass): string[] {
  return allowedTopologies.flatMap(({ matchLabelExpressions = [] }, i) =>
    matchLabelExpressions.flatMap(({ key }, j) => {
      const why = deprecatedNodeLabel(key);
      const at = newPath('allowedTopologies').index(i).child('matchLabelExpressions').index(j).child('key');
      return why === undefined ? [] : [`${at}: ${why}`];
    }),
  );
}

export const storageClassKind: Kind<StorageClass> = {
  group: 'storage.k8s.io',
  version: 'v1',
  kind: 'StorageClass',
  resource: 'storageclasses',
  singular: 'storageclass',
  shortNames: ['sc'],
  categories: [],
  namespaced: false,
  defaults,
  strategy: plainStrategy<StorageClass>({
    validate: validateStorageClass,
    validateUpdate: (storageClass, old) => [
      ...validateStorageClass(storageClass),
      ...validateStorageClassUpdate(storageClass, old),
    ],
    warnings,
  }),
  subresources: {},
  printer: {
    columns: [
      NAME,
      column('Provisioner', 'Who makes the volumes.'),
      column('ReclaimPolicy', 'What becomes of a volume when its claim goes.'),
      column('VolumeBindingMode', 'Whether a volume is made at once or for its first pod.'),
      column('AllowVolumeExpansion', 'Whether a claim may grow.'),
      AGE,
    ],
    cells: (storageClass, now) => [
      storageClass.metadata.name + (isDefaultStorageClass(storageClass) ? ' (default)' : ''),
      storageClass.provisioner,
      storageClass.reclaimPolicy,
      storageClass.volumeBindingMode,
      storageClass.allowVolumeExpansion ?? false,
      age(storageClass, now),
    ],
  },
  relations: () => [],
  patchMeta: METADATA_PATCH_META,
};
