import { field, type Cel, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { whyNotExpression, type Result } from '../expressions.ts';
import { SPEC } from '../validate.ts';
import type { ValidatingAdmissionPolicy } from './types.ts';

/** `authorizer` is not there, so a policy that asks it is refused and does not fail at every request. */
const VARIABLES = ['object', 'oldObject', 'request', 'namespaceObject', 'variables'];

/**
 * Whether the expressions of a policy can be read, and come to what they must. Only those that are there are looked at.
 * pkg/apis/admissionregistration/validation/validation.go
 */
export function checkExpressions(errors: ErrorList, { spec }: ValidatingAdmissionPolicy, cel: Cel | undefined): void {
  if (cel === undefined) return;
  const variables = spec.paramKind === undefined ? VARIABLES : [...VARIABLES, 'params'];
  const known = new Set<string>();
  const check = (path: Path, expression: string | undefined, result: Result): void => {
    if (expression === undefined || expression.trim() === '') return;
    const why = whyNotExpression(cel, expression, variables, known, result);
    if (why !== undefined) errors.push(field.invalid(path, expression, why));
  };
  // A variable may only name those before it.
  spec.variables?.forEach(({ name, expression }, i) => {
    check(SPEC.child('variables').index(i).child('expression'), expression, 'any');
    known.add(name);
  });
  spec.matchConditions?.forEach(({ expression }, i) => {
    check(SPEC.child('matchConditions').index(i).child('expression'), expression, 'bool');
  });
  spec.validations?.forEach(({ expression, messageExpression }, i) => {
    const path = SPEC.child('validations').index(i);
    check(path.child('expression'), expression, 'bool');
    check(path.child('messageExpression'), messageExpression, 'string');
  });
  spec.auditAnnotations?.forEach(({ valueExpression }, i) => {
    check(SPEC.child('auditAnnotations').index(i).child('valueExpression'), valueExpression, 'any');
  });
}
