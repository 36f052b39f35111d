/** StatefulSet: pods that have names and numbers, one after the other, each with storage of its own. */
import { labelSelectorAsSelector } from '../../apimachinery/index.ts';
import { AGE, age, column, containerCells, CONTAINERS, IMAGES, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { claimSpecWarnings } from '../persistentvolumeclaim/index.ts';
import { podTemplateWarnings } from '../pod/warnings.ts';
import { updateSpec, updateStatus, withGeneration, withStatus } from '../strategies.ts';
import { SPEC } from '../validate.ts';
import { defaultStatefulSet, NO_STATUS } from './defaults.ts';
import { statefulSetRelations } from './relations.ts';
import type { StatefulSet } from './types.ts';
import { validateStatefulSet, validateStatefulSetStatusUpdate, validateStatefulSetUpdate } from './validation.ts';

/** A revision history of less than nothing is taken for none. pkg/registry/apps/statefulset/strategy.go */
function warnings({ spec }: StatefulSet, old: StatefulSet | undefined): string[] {
  if (old !== undefined && spec === old.spec) return [];
  const found = old?.spec.template === spec.template ? [] : [...podTemplateWarnings(spec.template)];
  spec.volumeClaimTemplates?.forEach((claim, i) => {
    found.push(...claimSpecWarnings(SPEC.child('volumeClaimTemplates').index(i).child('Spec'), claim.spec));
  });
  if (spec.revisionHistoryLimit < 0) {
    found.push(
      'spec.revisionHistoryLimit: a negative value retains all historical revisions; a value >= 0 is recommended',
    );
  }
  return found;
}

export const statefulSetKind: Kind<StatefulSet> = {
  group: 'apps',
  version: 'v1',
  kind: 'StatefulSet',
  resource: 'statefulsets',
  singular: 'statefulset',
  shortNames: ['sts'],
  categories: ['all'],
  namespaced: true,
  defaults: defaultStatefulSet,
  strategy: {
    prepareForCreate: (set) => withGeneration(withStatus(set, NO_STATUS), 1),
    validateCreate: validateStatefulSet,
    prepareForUpdate: (set, old) => updateSpec(set, old),
    validateUpdate: validateStatefulSetUpdate,
    warnings,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: { prepareForUpdate: updateStatus, validateUpdate: validateStatefulSetStatusUpdate },
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
    columns: [NAME, column('Ready', 'Number of the pod with ready state'), AGE, CONTAINERS, IMAGES],
    cells: (set, now) => [
      set.metadata.name,
      `${set.status.readyReplicas ?? 0}/${set.spec.replicas}`,
      age(set, now),
      ...containerCells(set.spec.template.spec.containers),
    ],
  },
  relations: statefulSetRelations,
  patchMeta: patchMetaOf('apps.StatefulSet'),
};
