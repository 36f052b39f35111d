import {
  field,
  labelSelectorAsSelector,
  validateImmutableField,
  validateLabelSelector,
  type ErrorList,
  type LabelSelector,
  type WireLabelSelector,
} from '../../apimachinery/index.ts';
import { checkWorkloadTemplate, selectorMatches } from '../pod/template.ts';
import type { PodTemplateSpec } from '../pod/types.ts';
import { checkNonnegative, SPEC, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkReplicaCounts } from './status.ts';
import type { ReplicaSet } from './types.ts';

export function tryCompile(selector: WireLabelSelector | undefined): LabelSelector | undefined {
  try {
    return labelSelectorAsSelector(selector);
  } catch {
    return undefined;
  }
}

function isEmpty(selector: WireLabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions?.length ?? 0) === 0;
}

/** Selector and template of a ReplicaSet or a Deployment: they must fit each other. */
export function checkSelectorAndTemplate(
  errors: ErrorList,
  selector: WireLabelSelector | undefined,
  template: PodTemplateSpec,
): void {
  const path = SPEC.child('selector');
  if (selector === undefined) errors.push(field.required(path));
  else {
    errors.push(...validateLabelSelector(selector, path));
    if (isEmpty(selector)) errors.push(field.invalid(path, selector, 'empty selector is invalid for deployment'));
  }
  const compiled = tryCompile(selector);
  if (compiled === undefined) errors.push(field.invalid(path, selector, 'invalid label selector'));
  else {
    checkWorkloadTemplate(errors, SPEC.child('template'), template, selectorMatches(compiled, template), 'ReplicaSet');
  }
}

/** ValidateReplicaSetSpec. pkg/apis/apps/validation/validation.go */
function checkSpec(errors: ErrorList, { spec }: ReplicaSet): void {
  checkNonnegative(errors, SPEC, 'replicas', spec.replicas);
  checkNonnegative(errors, SPEC, 'minReadySeconds', spec.minReadySeconds);
  checkSelectorAndTemplate(errors, spec.selector, spec.template);
}

export function validateReplicaSet(set: ReplicaSet): ErrorList {
  const errors = validateMeta(set.metadata, true);
  checkSpec(errors, set);
  return errors;
}

export function validateReplicaSetUpdate(set: ReplicaSet, old: ReplicaSet): ErrorList {
  const errors = validateMetaUpdate(set.metadata, old.metadata);
  if (set.spec === old.spec) return errors;
  checkSpec(errors, set);
  // Since apps/v1 the selector cannot change (pkg/registry/apps/replicaset/strategy.go).
  errors.push(...validateImmutableField(set.spec.selector, old.spec.selector, SPEC.child('selector')));
  return errors;
}

export function validateReplicaSetStatusUpdate(set: ReplicaSet, old: ReplicaSet): ErrorList {
  const errors = validateMetaUpdate(set.metadata, old.metadata);
  checkReplicaCounts(errors, set.status);
  return errors;
}
