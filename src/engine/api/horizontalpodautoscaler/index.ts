/** HorizontalPodAutoscaler: as many pods as the load asks for, between a least and a most. */
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { patchMetaOf } from '../schema/patch-strategies.ts';
import { withSpec, withStatus } from '../strategies.ts';
import { defaultAutoscaler, NO_STATUS } from './defaults.ts';
import { metricsText } from './printer.ts';
import { autoscalerRelations } from './relations.ts';
import type { HorizontalPodAutoscaler } from './types.ts';
import { autoscalingV1 } from './v1.ts';
import { validateAutoscaler, validateAutoscalerStatusUpdate, validateAutoscalerUpdate } from './validation.ts';

export const horizontalPodAutoscalerKind: Kind<HorizontalPodAutoscaler> = {
  group: 'autoscaling',
  version: 'v2',
  kind: 'HorizontalPodAutoscaler',
  resource: 'horizontalpodautoscalers',
  singular: 'horizontalpodautoscaler',
  shortNames: ['hpa'],
  categories: ['all'],
  namespaced: true,
  defaults: defaultAutoscaler,
  strategy: {
    prepareForCreate: (autoscaler) => withStatus(autoscaler, NO_STATUS),
    validateCreate: validateAutoscaler,
    prepareForUpdate: (autoscaler, old) => withStatus(autoscaler, old.status),
    validateUpdate: validateAutoscalerUpdate,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: true,
  },
  subresources: {
    status: {
      prepareForUpdate: (autoscaler, old) => withSpec(autoscaler, old.spec),
      validateUpdate: validateAutoscalerStatusUpdate,
    },
  },
  printer: {
    columns: [
      NAME,
      column('Reference', 'What is scaled.'),
      column('Targets', 'What each metric is, and what it should be.'),
      column('MinPods', 'No fewer than so many.'),
      column('MaxPods', 'No more than so many.'),
      column('Replicas', 'How many there were when last looked.'),
      AGE,
    ],
    cells: (autoscaler, now) => {
      const { metadata, spec, status } = autoscaler;
      return [
        metadata.name,
        `${spec.scaleTargetRef?.kind ?? ''}/${spec.scaleTargetRef?.name ?? ''}`,
        metricsText(spec.metrics, status.currentMetrics ?? []),
        String(spec.minReplicas),
        spec.maxReplicas,
        status.currentReplicas ?? 0,
        age(autoscaler, now),
      ];
    },
  },
  relations: autoscalerRelations,
  patchMeta: patchMetaOf('autoscaling.v2.HorizontalPodAutoscaler'),
  versions: [autoscalingV1],
};
