import { field, nameIsPathSegment, validateLabelSelector, type ErrorList } from '../../apimachinery/index.ts';
import { checkConditions } from '../conditions.ts';
import { checkIntOrPercent, checkNotMoreThan100Percent } from '../deployment/rolling-update.ts';
import { checkNonnegative, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { PodDisruptionBudget, PodDisruptionBudgetSpec } from './types.ts';

const EVICTION_POLICIES = ['AlwaysAllow', 'IfHealthyBudget'];
const COUNTS = ['disruptionsAllowed', 'currentHealthy', 'desiredHealthy', 'expectedPods'] as const;

/** ValidatePodDisruptionBudgetSpec. pkg/apis/policy/validation/validation.go */
function checkSpec(errors: ErrorList, spec: PodDisruptionBudgetSpec): void {
  const { minAvailable, maxUnavailable, selector, unhealthyPodEvictionPolicy: policy } = spec;
  if (minAvailable !== undefined && maxUnavailable !== undefined) {
    errors.push(field.invalid(SPEC, spec, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const name of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[name];
    if (value === undefined) continue;
    checkIntOrPercent(errors, SPEC, name, value);
    checkNotMoreThan100Percent(errors, SPEC, name, value);
  }
  errors.push(...validateLabelSelector(selector, SPEC.child('selector')));
  if (policy !== undefined && !EVICTION_POLICIES.includes(policy)) {
    errors.push(field.notSupported(SPEC.child('unhealthyPodEvictionPolicy'), policy, EVICTION_POLICIES));
  }
}

/** Its name need only stand in a URL. */
export function validatePodDisruptionBudget(budget: PodDisruptionBudget): ErrorList {
  const errors = validateMeta(budget.metadata, true, nameIsPathSegment);
  checkSpec(errors, budget.spec);
  return errors;
}

export function validatePodDisruptionBudgetUpdate(budget: PodDisruptionBudget, old: PodDisruptionBudget): ErrorList {
  const errors = validateMetaUpdate(budget.metadata, old.metadata);
  if (budget.spec !== old.spec) checkSpec(errors, budget.spec);
  return errors;
}

export function validatePodDisruptionBudgetStatusUpdate(
  budget: PodDisruptionBudget,
  old: PodDisruptionBudget,
): ErrorList {
  const errors = validateMetaUpdate(budget.metadata, old.metadata);
  checkConditions(errors, STATUS.child('conditions'), budget.status.conditions);
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, budget.status[name]);
  return errors;
}
