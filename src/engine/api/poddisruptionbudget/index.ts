/** PodDisruptionBudget: how many of some pods must stay, or may be away, when somebody wants to evict one. */
import { AGE, age, column, NAME } from '../columns.ts';
import type { Kind } from '../kind.ts';
import { CONDITIONS_PATCH_META, METADATA_PATCH_META } from '../patch-meta.ts';
import { updateSpec, withGeneration, withSpec, withStatus } from '../strategies.ts';
import { disruptionBudgetRelations } from './relations.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from './types.ts';
import {
  validatePodDisruptionBudget,
  validatePodDisruptionBudgetStatusUpdate,
  validatePodDisruptionBudgetUpdate,
} from './validation.ts';

const NO_STATUS: PodDisruptionBudgetStatus = {
  currentHealthy: 0,
  desiredHealthy: 0,
  disruptionsAllowed: 0,
  expectedPods: 0,
};

function defaults(budget: PodDisruptionBudget): PodDisruptionBudget {
  const { spec = {}, status = NO_STATUS } = budget;
  return spec === budget.spec && status === budget.status ? budget : { ...budget, spec, status };
}

export const podDisruptionBudgetKind: Kind<PodDisruptionBudget> = {
  group: 'policy',
  version: 'v1',
  kind: 'PodDisruptionBudget',
  resource: 'poddisruptionbudgets',
  singular: 'poddisruptionbudget',
  shortNames: ['pdb'],
  categories: [],
  namespaced: true,
  defaults,
  strategy: {
    prepareForCreate: (budget) => withGeneration(withStatus(budget, NO_STATUS), 1),
    validateCreate: validatePodDisruptionBudget,
    prepareForUpdate: (budget, old) => updateSpec(budget, old),
    validateUpdate: validatePodDisruptionBudgetUpdate,
    allowCreateOnUpdate: false,
    allowUnconditionalUpdate: false,
  },
  subresources: {
    status: {
      prepareForUpdate: (budget, old) => withSpec(budget, old.spec),
      validateUpdate: validatePodDisruptionBudgetStatusUpdate,
    },
  },
  printer: {
    columns: [
      NAME,
      column('Min Available', 'The minimum number of pods that must be available.'),
      column('Max Unavailable', 'The maximum number of pods that may be unavailable.'),
      column('Allowed Disruptions', 'Calculated number of pods that may be disrupted at this time.', 'integer'),
      AGE,
    ],
    cells: (budget, now) => [
      budget.metadata.name,
      String(budget.spec.minAvailable ?? 'N/A'),
      String(budget.spec.maxUnavailable ?? 'N/A'),
      budget.status.disruptionsAllowed ?? 0,
      age(budget, now),
    ],
  },
  relations: disruptionBudgetRelations,
  patchMeta: { ...METADATA_PATCH_META, ...CONDITIONS_PATCH_META, 'spec.selector': { strategy: 'replace' } },
};
