/** ReplicaSet: so many pods of one template, no more and no fewer. */
import { formatLabelSelector, labelSelectorAsSelector } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME, SELECTOR } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { workloadPatchMeta } from '../patch-meta.ts';
import { defaultPodTemplate } from '../pod/defaults.ts';
import { workloadWarnings } from '../pod/warnings.ts';
import { updateSpec, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { replicaSetRelations } from './relations.ts';
import type { ReplicaSet, ReplicaSetStatus } from './types.ts';
import { validateReplicaSet, validateReplicaSetStatusUpdate, validateReplicaSetUpdate } from './validation.ts';

const NO_STATUS: ReplicaSetStatus = { replicas: 0 };

function defaults(set: ReplicaSet): ReplicaSet {
  const template = defaultPodTemplate(set.spec?.template);
  const status = set.status ?? NO_STATUS;
  const replicas = set.spec?.replicas ?? 1;
  if (template === set.spec?.template && replicas === set.spec.replicas && status === set.status) return set;
  return { ...set, spec: { ...set.spec, replicas, template }, status };
}

export const replicaSetKind: Kind<ReplicaSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'ReplicaSet',
  resource: 'replicasets',
  singular: 'replicaset',
  shortNames: ['rs'],
  categories: ['all'],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (set) => withGeneration(withStatus(set, NO_STATUS), 1),
    validateCreate: validateReplicaSet,
    prepareForUpdate: (set, old) => updateSpec(set, old),
    validateUpdate: validateReplicaSetUpdate,
    warnings: workloadWarnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: { prepareForUpdate: updateStatus, validateUpdate: validateReplicaSetStatusUpdate },
    scale: {
      get: (set) => ({
        replicas: set.spec.replicas,
        statusReplicas: set.status.replicas,
        selector: labelSelectorAsSelector(set.spec.selector).toString(),
      }),
      set: (set, replicas) => ({ ...set, spec: { ...set.spec, replicas } }),
    },
  },
  printer: {
    columns: [
      NAME,
      column('Desired', 'How many pods there should be.', 'integer'),
      column('Current', 'How many pods there are.', 'integer'),
      column('Ready', 'How many of them are ready.', 'integer'),
      AGE,
      CONTAINERS,
      IMAGES,
      SELECTOR,
    ],
    cells: (set, now) => [
      set.metadata.name,
      set.spec.replicas,
      set.status.replicas,
      set.status.readyReplicas ?? 0,
      age(set, now),
      ...containerCells(set.spec.template.spec.containers),
      formatLabelSelector(set.spec.selector),
    ],
  },
  selectableFieldNames: ['status.replicas'],
  selectableFields: (set) => ({ 'status.replicas': String(set.status.replicas) }),
  relations: replicaSetRelations,
  patchMeta: workloadPatchMeta(),
};
