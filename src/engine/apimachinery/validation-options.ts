/** Label selectors and the options of requests. pkg/apis/meta/v1/validation/validation.go */
import { forbidden, invalid, newPath, notSupported, required, type ErrorList, type Path } from './field.ts';
import type { WireLabelSelector, WireLabelSelectorRequirement } from './labels-parse.ts';
import { isValidLabelValue } from './names-validation.ts';
import { validateFieldManager, validateLabelName, validateLabels } from './validation-meta.ts';

export interface LabelSelectorValidationOptions {
  readonly allowInvalidLabelValueInSelector?: boolean;
  readonly allowUnknownOperatorInRequirement?: boolean;
}

export function validateLabelSelector(
  selector: WireLabelSelector | undefined,
  path: Path,
  options: LabelSelectorValidationOptions = {},
): ErrorList {
  if (selector === undefined) return [];
  const errors = validateLabels(selector.matchLabels, path.child('matchLabels'));
  const expressions = path.child('matchExpressions');
  selector.matchExpressions?.forEach((expression, i) => {
    errors.push(...validateLabelSelectorRequirement(expression, expressions.index(i), options));
  });
  return errors;
}

function validateLabelSelectorRequirement(
  requirement: WireLabelSelectorRequirement,
  path: Path,
  options: LabelSelectorValidationOptions,
): ErrorList {
  const errors: ErrorList = [];
  const values = requirement.values ?? [];
  switch (requirement.operator) {
    case 'In':
    case 'NotIn':
      if (values.length === 0) {
        errors.push(required(path.child('values'), "must be specified when `operator` is 'In' or 'NotIn'"));
      }
      break;
    case 'Exists':
    case 'DoesNotExist':
      if (values.length > 0) {
        const detail = "may not be specified when `operator` is 'Exists' or 'DoesNotExist'";
        errors.push(forbidden(path.child('values'), detail));
      }
      break;
    default:
      if (options.allowUnknownOperatorInRequirement === true) break;
      errors.push(invalid(path.child('operator'), requirement.operator, 'not a valid selector operator'));
  }
  errors.push(...validateLabelName(requirement.key, path.child('key')));
  if (options.allowInvalidLabelValueInSelector !== true) {
    values.forEach((value, i) => {
      for (const message of isValidLabelValue(value)) {
        errors.push(invalid(path.child('values').index(i), value, message));
      }
    });
  }
  return errors;
}

export interface DeleteOptions {
  readonly gracePeriodSeconds?: number;
  readonly preconditions?: { readonly uid?: string; readonly resourceVersion?: string };
  readonly orphanDependents?: boolean;
  readonly propagationPolicy?: string;
  readonly dryRun?: readonly string[];
}

const PROPAGATION_POLICIES = ['Foreground', 'Background', 'Orphan'];

export function validateDeleteOptions(options: DeleteOptions): ErrorList {
  const errors: ErrorList = [];
  const { propagationPolicy } = options;
  const path = newPath('propagationPolicy');
  if (options.orphanDependents !== undefined && propagationPolicy !== undefined) {
    errors.push(invalid(path, propagationPolicy, 'orphanDependents and deletionPropagation cannot be both set'));
  }
  if (propagationPolicy !== undefined && !PROPAGATION_POLICIES.includes(propagationPolicy)) {
    errors.push(notSupported(path, propagationPolicy, [...PROPAGATION_POLICIES, 'nil']));
  }
  errors.push(...validateDryRun(options.dryRun, newPath('dryRun')));
  return errors;
}

export interface WriteOptions {
  readonly fieldManager?: string;
  readonly dryRun?: readonly string[];
  readonly fieldValidation?: string;
}

/** ValidateCreateOptions and ValidateUpdateOptions, which are one rule. */
export function validateWriteOptions(options: WriteOptions): ErrorList {
  return [
    ...validateFieldManager(options.fieldManager ?? '', newPath('fieldManager')),
    ...validateDryRun(options.dryRun, newPath('dryRun')),
    ...validateFieldValidation(options.fieldValidation ?? '', newPath('fieldValidation')),
  ];
}

export interface PatchOptions extends WriteOptions {
  readonly force?: boolean;
}

export function validatePatchOptions(options: PatchOptions, isApply: boolean): ErrorList {
  const errors: ErrorList = [];
  if (!isApply && options.force !== undefined) {
    errors.push(forbidden(newPath('force'), 'may not be specified for non-apply patch'));
  }
  if (isApply && (options.fieldManager ?? '') === '') {
    errors.push(required(newPath('fieldManager'), 'is required for apply patch'));
  }
  return [...errors, ...validateWriteOptions(options)];
}

export function validateDryRun(dryRun: readonly string[] | undefined, path: Path): ErrorList {
  if (dryRun === undefined || dryRun.every((value) => value === 'All')) return [];
  return [notSupported(path, dryRun, ['All'])];
}

export function validateFieldValidation(value: string, path: Path): ErrorList {
  const allowed = ['', 'Ignore', 'Strict', 'Warn'];
  return allowed.includes(value) ? [] : [notSupported(path, value, allowed)];
}
