/** ValidatingAdmissionPolicy: rules in CEL that a request must keep, without a webhook. */
import { field, semanticDeepEqual, validateConditions, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { checkPolicySpec, defaultPolicySpec, paramKindText } from '../admission-policies.ts';
import { ADMISSION_GROUP } from '../policy-relations.ts';
import { AGE, age, column, NAME } from '../columns.ts';
import { checkExpression } from '../expressions.ts';
import type { Kind, StrategyContext } from '../kind.ts';
import { METADATA_PATCH_META } from '../patch-meta.ts';
import { specStrategy, updateStatus } from '../strategies.ts';
import { checkQualifiedName, SPEC, STATUS, validateMeta, validateMetaUpdate } from '../validate.ts';
import { checkExpressions } from './expressions.ts';
import type {
  AuditAnnotation,
  Validation,
  ValidatingAdmissionPolicy as Policy,
  ValidatingAdmissionPolicyStatus,
} from './types.ts';

const NEW_STATUS: ValidatingAdmissionPolicyStatus = {};
const REASONS = ['Forbidden', 'Invalid', 'RequestEntityTooLarge'];
const MOST_ANNOTATIONS = 20;
const MOST_EXPRESSION_BYTES = 5 * 1024;
const NONE_AT_ALL = 'validations or auditAnnotations must contain at least one item';

function defaults(policy: Policy): Policy {
  const spec = defaultPolicySpec(policy.spec ?? {});
  const status = policy.status ?? NEW_STATUS;
  return spec === policy.spec && status === policy.status ? policy : { ...policy, spec, status };
}

/** validateValidation. pkg/apis/admissionregistration/validation/validation.go */
function checkValidation(errors: ErrorList, path: Path, validation: Validation, params: boolean): void {
  const { expression, message = '', messageExpression = '', reason } = validation;
  const use = { result: 'bool', params, authorizer: true } as const;
  checkExpression(errors, path.child('expression'), expression, use, 'expression is not specified');
  if (messageExpression !== '' && messageExpression.trim() === '') {
    errors.push(field.invalid(path.child('messageExpression'), messageExpression, 'must be non-empty if specified'));
  } else if (messageExpression !== '') {
    const text = { result: 'string', params, authorizer: false } as const;
    checkExpression(errors, path.child('messageExpression'), messageExpression, text);
  }
  if (message !== '' && message.trim() === '') {
    errors.push(field.invalid(path.child('message'), message, 'message must be non-empty if specified'));
  } else if (/[\n\r]/.test(message.trim())) {
    errors.push(field.invalid(path.child('message'), message, 'message must not contain line breaks'));
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(field.notSupported(path.child('reason'), reason, REASONS));
  }
}

/** validateAuditAnnotation. */
function checkAuditAnnotation(
  errors: ErrorList,
  path: Path,
  name: string,
  one: AuditAnnotation,
  params: boolean,
): void {
  const { key = '', valueExpression = '' } = one;
  if (name === '') errors.push(field.invalid(path.child('key'), key, 'requires metadata.name be non-empty'));
  else checkQualifiedName(errors, path.child('key'), `${name}/${key}`);
  const at = path.child('valueExpression');
  if (valueExpression.trim().length > MOST_EXPRESSION_BYTES) {
    errors.push(field.required(at, `must not exceed ${MOST_EXPRESSION_BYTES} bytes in length`));
    return;
  }
  const use = { result: 'stringOrNull', params, authorizer: true } as const;
  checkExpression(errors, at, valueExpression, use, 'valueExpression is not specified');
}

function checkSpec(errors: ErrorList, { metadata, spec }: Policy, withConditions: boolean): void {
  checkPolicySpec(errors, spec, withConditions);
  const { validations = [], auditAnnotations = [], paramKind } = spec;
  const params = paramKind !== undefined;
  if (validations.length === 0 && auditAnnotations.length === 0) {
    errors.push(field.required(SPEC.child('validations'), NONE_AT_ALL));
    errors.push(field.required(SPEC.child('auditAnnotations'), NONE_AT_ALL));
    return;
  }
  validations.forEach((one, i) => checkValidation(errors, SPEC.child('validations').index(i), one, params));
  const path = SPEC.child('auditAnnotations');
  if (auditAnnotations.length > MOST_ANNOTATIONS) {
    const why = `must not have more than ${MOST_ANNOTATIONS} auditAnnotations`;
    errors.push(field.invalid(path, auditAnnotations, why));
  }
  const keys = new Set<string>();
  auditAnnotations.forEach((one, i) => {
    checkAuditAnnotation(errors, path.index(i), metadata.name, one, params);
    if (keys.has(one.key)) errors.push(field.duplicate(path.index(i).child('key'), one.key));
    keys.add(one.key);
  });
}

function validate(policy: Policy, { cel }: StrategyContext): ErrorList {
  const errors = validateMeta(policy.metadata, false);
  checkSpec(errors, policy, true);
  checkExpressions(errors, policy, cel);
  return errors;
}

function validateUpdate(policy: Policy, old: Policy, context?: StrategyContext): ErrorList {
  const errors = validateMetaUpdate(policy.metadata, old.metadata);
  const { paramKind, matchConditions } = policy.spec;
  const asBefore =
    semanticDeepEqual(paramKind, old.spec.paramKind) && semanticDeepEqual(matchConditions, old.spec.matchConditions);
  if (policy.spec !== old.spec) checkSpec(errors, policy, !asBefore);
  if (!semanticDeepEqual(policy.spec, old.spec)) checkExpressions(errors, policy, context?.cel);
  return errors;
}

function validateStatusUpdate(policy: Policy, old: Policy): ErrorList {
  const errors = validateMetaUpdate(policy.metadata, old.metadata);
  const { typeChecking, conditions } = policy.status;
  (typeChecking?.expressionWarnings ?? []).forEach(({ warning, fieldRef }, i) => {
    const path = STATUS.child('typeChecking', 'expressionWarnings').index(i);
    if (!warning) errors.push(field.required(path.child('warning')));
    if (!fieldRef?.trim()) errors.push(field.required(path.child('fieldRef')));
  });
  errors.push(...validateConditions(conditions, STATUS.child('conditions')));
  return errors;
}

export const validatingAdmissionPolicyKind: Kind<Policy> = {
  group: ADMISSION_GROUP,
  version: 'v1',
  kind: 'ValidatingAdmissionPolicy',
  resource: 'validatingadmissionpolicies',
  singular: 'validatingadmissionpolicy',
  shortNames: [],
  categories: ['api-extensions'],
  namespaced: false,
  defaults,
  strategy: specStrategy<Policy>({ newStatus: NEW_STATUS, validate, validateUpdate, allowUnconditionalUpdate: false }),
  subresources: { status: { prepareForUpdate: updateStatus, validateUpdate: validateStatusUpdate } },
  printer: {
    columns: [
      NAME,
      column(
        'Validations',
        'Validations indicates the number of validation rules defined in this configuration',
        'integer',
      ),
      column('ParamKind', 'ParamKind specifies the kind of resources used to parameterize this policy'),
      AGE,
    ],
    cells: (policy, now) => [
      policy.metadata.name,
      policy.spec.validations?.length ?? 0,
      paramKindText(policy.spec),
      age(policy, now),
    ],
  },
  relations: () => [],
  patchMeta: {
    ...METADATA_PATCH_META,
    'spec.matchConditions': { strategy: 'merge', mergeKey: 'name' },
    'spec.variables': { strategy: 'merge', mergeKey: 'name' },
  },
};
