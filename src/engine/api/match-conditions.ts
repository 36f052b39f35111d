import { field, type ErrorList, type Path } from '../apimachinery/index.ts';
import { checkExpression } from './expressions.ts';
import { checkQualifiedName } from './validate.ts';

/** A name and an expression that must be true for a request to be looked at. */
export interface MatchCondition {
  readonly name: string;
  readonly expression: string;
}

const MOST = 64;

/** validateMatchConditions. pkg/apis/admissionregistration/validation/validation.go */
export function checkMatchConditions(
  errors: ErrorList,
  path: Path,
  conditions: readonly MatchCondition[],
  params: boolean,
): void {
  if (conditions.length > MOST) errors.push(field.tooMany(path, conditions.length, MOST));
  const names = new Set<string>();
  conditions.forEach(({ name = '', expression }, i) => {
    const at = path.index(i);
    checkExpression(errors, at.child('expression'), expression, { result: 'bool', params, authorizer: true });
    if (name === '') return void errors.push(field.required(at.child('name')));
    checkQualifiedName(errors, at.child('name'), name);
    if (names.has(name)) errors.push(field.duplicate(at.child('name'), name));
    names.add(name);
  });
}
