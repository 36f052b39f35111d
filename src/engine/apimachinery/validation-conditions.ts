/** metav1.Condition. pkg/apis/meta/v1/validation/validation.go */
import { duplicate, invalid, notSupported, required, tooLong, type ErrorList, type Path } from './field.ts';
import { byteLength } from './go-text.ts';
import { regexError } from './names-validation.ts';
import { validateLabelName } from './validation-meta.ts';

interface ConditionToValidate {
  readonly type?: string;
  readonly status?: string;
  readonly observedGeneration?: number;
  readonly lastTransitionTime?: string | null;
  readonly reason?: string;
  readonly message?: string;
}

const STATUSES = ['False', 'True', 'Unknown'];
const REASON_FMT = '[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?';
const REASON = new RegExp(`^${REASON_FMT}$`);
const REASON_MSG =
  "a condition reason must start with alphabetic character, optionally followed by a string of alphanumeric characters or '_,:', and must end with an alphanumeric character or '_'";
const REASON_EXAMPLES = ['my_name', 'MY_NAME', 'MyName', 'ReasonA,ReasonB', 'ReasonA:ReasonB'];
const MOST_REASON_BYTES = 1024;
const MOST_MESSAGE_BYTES = 32 * 1024;

function validateCondition(errors: ErrorList, path: Path, condition: ConditionToValidate): void {
  const { type = '', status = '', observedGeneration = 0, lastTransitionTime, reason = '', message = '' } = condition;
  errors.push(...validateLabelName(type, path.child('type')));
  if (!STATUSES.includes(status)) errors.push(notSupported(path.child('status'), status, STATUSES));
  if (observedGeneration < 0) {
    const why = 'must be greater than or equal to zero';
    errors.push(invalid(path.child('observedGeneration'), observedGeneration, why));
  }
  if (!lastTransitionTime) errors.push(required(path.child('lastTransitionTime'), 'must be set'));
  if (reason === '') errors.push(required(path.child('reason'), 'must be set'));
  else if (!REASON.test(reason)) {
    errors.push(invalid(path.child('reason'), reason, regexError(REASON_MSG, REASON_FMT, ...REASON_EXAMPLES)));
  }
  if (byteLength(reason) > MOST_REASON_BYTES) errors.push(tooLong(path.child('reason'), MOST_REASON_BYTES));
  if (byteLength(message) > MOST_MESSAGE_BYTES) errors.push(tooLong(path.child('message'), MOST_MESSAGE_BYTES));
}

export function validateConditions(conditions: readonly ConditionToValidate[] | undefined, path: Path): ErrorList {
  const errors: ErrorList = [];
  const seen = new Set<string | undefined>();
  conditions?.forEach((condition, i) => {
    if (seen.has(condition.type)) errors.push(duplicate(path.index(i).child('type'), condition.type));
    seen.add(condition.type);
    validateCondition(errors, path.index(i), condition);
  });
  return errors;
}
