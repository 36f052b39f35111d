import { field, validateImmutableField, type ErrorList } from '../../apimachinery/index.ts';
import { checkSelectorAndTemplate } from '../replicaset/validation.ts';
import { checkNonnegative, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkIntOrPercent, checkNotMoreThan100Percent, intOrPercentValue } from './rolling-update.ts';
import type { Deployment, DeploymentStrategy } from './types.ts';

const STRATEGY = SPEC.child('strategy');

/** ValidateDeploymentStrategy. */
function checkStrategy(errors: ErrorList, strategy: DeploymentStrategy): void {
  const { rollingUpdate } = strategy;
  const path = STRATEGY.child('rollingUpdate');
  switch (strategy.type) {
    case 'Recreate':
      if (rollingUpdate !== undefined) {
        errors.push(field.forbidden(path, "may not be specified when strategy `type` is 'Recreate'"));
      }
      return;
    case 'RollingUpdate': {
      if (rollingUpdate === undefined) {
        errors.push(field.required(path, 'this should be defaulted and never be nil'));
        return;
      }
      const { maxUnavailable, maxSurge } = rollingUpdate;
      checkIntOrPercent(errors, path, 'maxUnavailable', maxUnavailable);
      checkIntOrPercent(errors, path, 'maxSurge', maxSurge);
      if (intOrPercentValue(maxUnavailable) === 0 && intOrPercentValue(maxSurge) === 0) {
        errors.push(field.invalid(path.child('maxUnavailable'), maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
      }
      checkNotMoreThan100Percent(errors, path, 'maxUnavailable', maxUnavailable);
      return;
    }
    default:
      errors.push(field.notSupported(STRATEGY, strategy, ['Recreate', 'RollingUpdate']));
  }
}

/** ValidateDeploymentSpec. pkg/apis/apps/validation/validation.go */
function checkSpec(errors: ErrorList, { spec }: Deployment): void {
  checkNonnegative(errors, SPEC, 'replicas', spec.replicas);
  checkSelectorAndTemplate(errors, spec.selector, spec.template);
  checkStrategy(errors, spec.strategy);
  checkNonnegative(errors, SPEC, 'minReadySeconds', spec.minReadySeconds);
  checkNonnegative(errors, SPEC, 'revisionHistoryLimit', spec.revisionHistoryLimit);
  checkNonnegative(errors, SPEC, 'progressDeadlineSeconds', spec.progressDeadlineSeconds);
  if (spec.progressDeadlineSeconds <= (spec.minReadySeconds ?? 0)) {
    const why = 'must be greater than minReadySeconds';
    errors.push(field.invalid(SPEC.child('progressDeadlineSeconds'), spec.progressDeadlineSeconds, why));
  }
}

export function validateDeployment(deployment: Deployment): ErrorList {
  const errors = validateMeta(deployment.metadata, true);
  checkSpec(errors, deployment);
  return errors;
}

export function validateDeploymentUpdate(deployment: Deployment, old: Deployment): ErrorList {
  const errors = validateMetaUpdate(deployment.metadata, old.metadata);
  if (deployment.spec === old.spec) return errors;
  checkSpec(errors, deployment);
  // Since apps/v1 the selector cannot change (pkg/registry/apps/deployment/strategy.go).
  errors.push(...validateImmutableField(deployment.spec.selector, old.spec.selector, SPEC.child('selector')));
  return errors;
}

const COUNTS = [
  'observedGeneration',
  'replicas',
  'updatedReplicas',
  'readyReplicas',
  'availableReplicas',
  'unavailableReplicas',
  'terminatingReplicas',
  'collisionCount',
] as const;

/** ValidateDeploymentStatusUpdate. */
export function validateDeploymentStatusUpdate(deployment: Deployment, old: Deployment): ErrorList {
  const errors = validateMetaUpdate(deployment.metadata, old.metadata);
  const { status } = deployment;
  for (const name of COUNTS) checkNonnegative(errors, STATUS, name, status[name]);
  const { replicas = 0, readyReplicas = 0, availableReplicas = 0, collisionCount } = status;
  for (const name of ['updatedReplicas', 'readyReplicas', 'availableReplicas'] as const) {
    const count = status[name] ?? 0;
    if (count > replicas)
      errors.push(field.invalid(STATUS.child(name), count, 'cannot be greater than status.replicas'));
  }
  if (availableReplicas > readyReplicas) {
    const why = 'cannot be greater than readyReplicas';
    errors.push(field.invalid(STATUS.child('availableReplicas'), availableReplicas, why));
  }
  const before = old.status.collisionCount;
  if (before !== undefined && (collisionCount === undefined || collisionCount < before)) {
    errors.push(field.invalid(STATUS.child('collisionCount'), collisionCount ?? 0, 'cannot be decremented'));
  }
  return errors;
}
