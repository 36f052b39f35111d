import { byteLength, field, isQualifiedName, regexError, type ErrorList, type Path } from '../apimachinery/index.ts';
import { isUnset, rejectEach } from './validate.ts';

/** metav1.Condition, which younger kinds report by. */
interface Condition {
  readonly type: string;
  readonly status: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

const STATUSES = ['False', 'True', 'Unknown'];
const MAX_REASON = 1024;
const MAX_MESSAGE = 32 * 1024;
const REASON_FMT = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const REASON = new RegExp(`^${REASON_FMT}$`);
const REASON_MSG =
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'";
const REASON_EXAMPLES = ['my_name', 'MY_NAME', 'MyName', 'ReasonA,ReasonB', 'ReasonA:ReasonB'];

function checkCondition(errors: ErrorList, path: Path, condition: Condition): void {
  const { type, status, observedGeneration = 0, lastTransitionTime, reason, message = '' } = condition;
  rejectEach(errors, path.child('type'), type, isQualifiedName(type));
  if (!STATUSES.includes(status)) errors.push(field.notSupported(path.child('status'), status, STATUSES));
  if (observedGeneration < 0) {
    const at = path.child('observedGeneration');
    errors.push(field.invalid(at, observedGeneration, 'must be greater than or equal to zero'));
  }
  if (isUnset(lastTransitionTime)) errors.push(field.required(path.child('lastTransitionTime'), 'must be set'));
  const at = path.child('reason');
  if (isUnset(reason)) errors.push(field.required(at, 'must be set'));
  else {
    if (!REASON.test(reason)) {
      errors.push(field.invalid(at, reason, regexError(REASON_MSG, REASON_FMT, ...REASON_EXAMPLES)));
    }
    if (byteLength(reason) > MAX_REASON) errors.push(field.tooLong(at, MAX_REASON));
  }
  if (byteLength(message) > MAX_MESSAGE) errors.push(field.tooLong(path.child('message'), MAX_MESSAGE));
}

/** ValidateConditions: each type once. pkg/apis/meta/v1/validation/validation.go */
export function checkConditions(errors: ErrorList, path: Path, conditions: readonly Condition[] = []): void {
  const seen = new Set<string>();
  conditions.forEach((condition, i) => {
    const { type } = condition;
    if (seen.has(type)) errors.push(field.duplicate(path.index(i).child('type'), type));
    seen.add(type);
    checkCondition(errors, path.index(i), condition);
  });
}
