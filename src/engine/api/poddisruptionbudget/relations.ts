import type { Relation } from '../kind.ts';
import { selectsAnyPods } from '../selects-pods.ts';
import type { PodDisruptionBudget } from './types.ts';

/** An empty selector chooses every pod of the namespace, and none chooses none. */
export function disruptionBudgetRelations({ metadata, spec }: PodDisruptionBudget): readonly Relation[] {
  return selectsAnyPods(metadata.namespace, spec.selector);
}
