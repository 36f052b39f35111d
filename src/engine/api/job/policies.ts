import { field, goQuote, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { OMIT_VALUE } from '../../apimachinery/field.ts';
import { checkNonnegative, checkQualifiedName, isUnset } from '../validate.ts';
import { countIndexes } from './indexes.ts';
import type { JobTemplateSpecSpec, PodFailurePolicyRule, SuccessPolicyRule } from './types.ts';

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const MAX_PATTERNS = 20;
const MAX_SUCCEEDED_INDEXES = 64 * 1024;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

function validValues(list: readonly string[]): string {
  return `valid values: [${list.map(goQuote).join(' ')}]`;
}

function checkEnum(errors: ErrorList, path: Path, value: string | undefined, supported: readonly string[]): void {
  if (value === undefined || value === '') errors.push(field.required(path, validValues(supported)));
  else if (!supported.includes(value)) errors.push(field.notSupported(path, value, supported));
}

type ExitCodes = NonNullable<PodFailurePolicyRule['onExitCodes']>;
type Patterns = NonNullable<PodFailurePolicyRule['onPodConditions']>;

/** validatePodFailurePolicyRuleOnExitCodes. */
function checkExitCodes(errors: ErrorList, path: Path, codes: ExitCodes, names: readonly string[]): void {
  const { operator, containerName } = codes;
  const values = codes.values ?? [];
  checkEnum(errors, path.child('operator'), operator, OPERATORS);
  if (containerName !== undefined && !names.includes(containerName)) {
    const why = 'must be one of the container or initContainer names in the pod template';
    errors.push(field.invalid(path.child('containerName'), containerName, why));
  }
  const at = path.child('values');
  if (values.length === 0) errors.push(field.invalid(at, values, 'at least one value is required'));
  else if (values.length > MAX_EXIT_CODES) errors.push(field.tooMany(at, values.length, MAX_EXIT_CODES));
  values.forEach((value, i) => {
    if (operator === 'In' && value === 0) {
      errors.push(field.invalid(at.index(i), value, 'must not be 0 for the In operator'));
    }
    if (values.indexOf(value) < i) errors.push(field.duplicate(at.index(i), value));
  });
  if (values.some((value, i) => i > 0 && (values[i - 1] ?? value) > value)) {
    errors.push(field.invalid(at, values, 'must be ordered'));
  }
}

function checkPatterns(errors: ErrorList, path: Path, patterns: Patterns): void {
  if (patterns.length > MAX_PATTERNS) errors.push(field.tooMany(path, patterns.length, MAX_PATTERNS));
  patterns.forEach(({ type, status }, i) => {
    const at = path.index(i);
    checkQualifiedName(errors, at.child('type'), type);
    checkEnum(errors, at.child('status'), status, STATUSES);
  });
}

function checkFailureRule(
  errors: ErrorList,
  path: Path,
  rule: PodFailurePolicyRule,
  spec: JobTemplateSpecSpec,
  names: readonly string[],
): void {
  const { action, onExitCodes } = rule;
  const patterns = rule.onPodConditions ?? [];
  if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) {
      errors.push(field.invalid(path.child('action'), action, 'requires the backoffLimitPerIndex to be set'));
    }
  } else checkEnum(errors, path.child('action'), action, ACTIONS);
  if (onExitCodes !== undefined) checkExitCodes(errors, path.child('onExitCodes'), onExitCodes, names);
  if (patterns.length > 0) checkPatterns(errors, path.child('onPodConditions'), patterns);
  if (onExitCodes !== undefined && patterns.length > 0) {
    const why = 'specifying both OnExitCodes and OnPodConditions is not supported';
    errors.push(field.invalid(path, OMIT_VALUE, why));
  }
  if (onExitCodes === undefined && patterns.length === 0) {
    errors.push(field.invalid(path, OMIT_VALUE, 'specifying one of OnExitCodes and OnPodConditions is required'));
  }
}

/** validatePodFailurePolicy. */
export function checkFailurePolicy(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const rules = spec.podFailurePolicy?.rules ?? [];
  const at = path.child('rules');
  if (rules.length > MAX_RULES) errors.push(field.tooMany(at, rules.length, MAX_RULES));
  const { containers, initContainers = [] } = spec.template.spec;
  const names = [...containers, ...initContainers].map(({ name }) => name);
  rules.forEach((rule, i) => checkFailureRule(errors, at.index(i), rule, spec, names));
}

function checkSuccessRule(errors: ErrorList, path: Path, rule: SuccessPolicyRule, completions: number): void {
  const { succeededCount, succeededIndexes } = rule;
  if (succeededCount === undefined && succeededIndexes === undefined) {
    errors.push(field.required(path, 'at least one of succeededCount or succeededIndexes must be specified'));
  }
  let indexes = 0;
  if (succeededIndexes !== undefined) {
    const at = path.child('succeededIndexes');
    if (succeededIndexes.length > MAX_SUCCEEDED_INDEXES) errors.push(field.tooLong(at, MAX_SUCCEEDED_INDEXES));
    const { total, error } = countIndexes(succeededIndexes, completions);
    indexes = total;
    if (error !== undefined) {
      errors.push(field.invalid(at, succeededIndexes, `error parsing succeededIndexes: ${error}`));
    }
  }
  if (succeededCount === undefined) return;
  checkNonnegative(errors, path, 'succeededCount', succeededCount);
  const at = path.child('succeededCount');
  const bound = (limit: number, what: string): void => {
    errors.push(field.invalid(at, succeededCount, `must be less than or equal to ${limit} (the number of ${what})`));
  };
  if (succeededCount > completions) bound(completions, 'specified completions');
  if (succeededIndexes !== undefined && succeededCount > indexes) {
    bound(indexes, 'indexes in the specified succeededIndexes field');
  }
}

/** validateSuccessPolicy. */
export function checkSuccessPolicy(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const { successPolicy } = spec;
  if (successPolicy === undefined) return;
  if (spec.completionMode !== 'Indexed') {
    return void errors.push(field.invalid(path, successPolicy, 'requires indexed completion mode'));
  }
  const rules = successPolicy.rules ?? [];
  const at = path.child('rules');
  if (rules.length === 0) {
    errors.push(field.required(at, 'at least one rules must be specified when the successPolicy is specified'));
  }
  if (rules.length > MAX_RULES) errors.push(field.tooMany(at, rules.length, MAX_RULES));
  rules.forEach((rule, i) => checkSuccessRule(errors, at.index(i), rule, spec.completions ?? 0));
}

/** validatePodReplacementPolicy. */
export function checkReplacementPolicy(errors: ErrorList, path: Path, spec: JobTemplateSpecSpec): void {
  const policy = spec.podReplacementPolicy;
  if (isUnset(policy)) return;
  const supported = spec.podFailurePolicy === undefined ? ['Failed', 'TerminatingOrFailed'] : ['Failed'];
  if (!supported.includes(policy ?? '')) errors.push(field.notSupported(path, policy, supported));
}
