import { field, parseQuantity, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkNonnegative, IS_NEGATIVE, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import type { HorizontalPodAutoscaler, HorizontalPodAutoscalerSpec, ScalingRules } from './types.ts';
import { checkMetrics, checkTargetReference } from './validation-metrics.ts';

const MAX_WINDOW_SECONDS = 3600;
const MAX_PERIOD_SECONDS = 1800;
const SELECT_POLICIES = ['Disabled', 'Max', 'Min'];
const POLICY_TYPES = ['Percent', 'Pods'];

function checkPolicy(errors: ErrorList, path: Path, policy: NonNullable<ScalingRules['policies']>[number]): void {
  const { type, value, periodSeconds } = policy;
  if (!POLICY_TYPES.includes(type)) errors.push(field.notSupported(path.child('type'), type, POLICY_TYPES));
  for (const name of ['value', 'periodSeconds'] as const) {
    const number = name === 'value' ? value : periodSeconds;
    if ((number ?? 0) <= 0) errors.push(field.invalid(path.child(name), number ?? 0, 'must be greater than zero'));
  }
  if (periodSeconds > MAX_PERIOD_SECONDS) {
    const why = `must be less than or equal to ${MAX_PERIOD_SECONDS}`;
    errors.push(field.invalid(path.child('periodSeconds'), periodSeconds, why));
  }
}

/** validateScalingRules. */
function checkRules(errors: ErrorList, path: Path, rules: ScalingRules | undefined): void {
  if (rules === undefined) return;
  const { stabilizationWindowSeconds: window, selectPolicy, policies = [], tolerance } = rules;
  const at = path.child('stabilizationWindowSeconds');
  if (window !== undefined && window < 0) {
    errors.push(field.invalid(at, window, 'must be greater than or equal to zero'));
  }
  if (window !== undefined && window > MAX_WINDOW_SECONDS) {
    errors.push(field.invalid(at, window, `must be less than or equal to ${MAX_WINDOW_SECONDS}`));
  }
  if (selectPolicy !== undefined && !SELECT_POLICIES.includes(selectPolicy)) {
    errors.push(field.notSupported(path.child('selectPolicy'), selectPolicy, SELECT_POLICIES));
  }
  const list = path.child('policies');
  if (policies.length === 0) errors.push(field.required(list, 'must specify at least one Policy'));
  policies.forEach((policy, i) => checkPolicy(errors, list.index(i), policy));
  if (tolerance !== undefined && parseQuantity(tolerance).sign() < 0) {
    errors.push(field.invalid(path.child('tolerance'), parseQuantity(tolerance).toString(), IS_NEGATIVE));
  }
}

/** validateHorizontalPodAutoscalerSpec. pkg/apis/autoscaling/validation/validation.go */
function checkSpec(errors: ErrorList, spec: HorizontalPodAutoscalerSpec, least: number): void {
  const { minReplicas, maxReplicas = 0, behavior } = spec;
  if (minReplicas < least) {
    errors.push(field.invalid(SPEC.child('minReplicas'), minReplicas, `must be greater than or equal to ${least}`));
  }
  const max = SPEC.child('maxReplicas');
  if (maxReplicas < 1) errors.push(field.invalid(max, maxReplicas, 'must be greater than 0'));
  if (maxReplicas < minReplicas) {
    errors.push(field.invalid(max, maxReplicas, 'must be greater than or equal to `minReplicas`'));
  }
  checkTargetReference(errors, SPEC.child('scaleTargetRef'), spec.scaleTargetRef);
  checkMetrics(errors, SPEC.child('metrics'), spec.metrics, minReplicas);
  checkRules(errors, SPEC.child('behavior', 'scaleUp'), behavior?.scaleUp);
  checkRules(errors, SPEC.child('behavior', 'scaleDown'), behavior?.scaleDown);
}

export function validateAutoscaler(autoscaler: HorizontalPodAutoscaler): ErrorList {
  const errors = validateMeta(autoscaler.metadata, true);
  checkSpec(errors, autoscaler.spec, 1);
  return errors;
}

export function validateAutoscalerUpdate(autoscaler: HorizontalPodAutoscaler, old: HorizontalPodAutoscaler): ErrorList {
  const errors = validateMetaUpdate(autoscaler.metadata, old.metadata);
  if (autoscaler.spec !== old.spec) checkSpec(errors, autoscaler.spec, old.spec.minReplicas === 0 ? 0 : 1);
  return errors;
}

export function validateAutoscalerStatusUpdate(
  autoscaler: HorizontalPodAutoscaler,
  old: HorizontalPodAutoscaler,
): ErrorList {
  const errors = validateMetaUpdate(autoscaler.metadata, old.metadata);
  for (const name of ['currentReplicas', 'desiredReplicas'] as const) {
    checkNonnegative(errors, STATUS, name, autoscaler.status[name]);
  }
  return errors;
}
