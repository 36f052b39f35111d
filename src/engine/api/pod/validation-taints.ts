import { field, isValidLabelValue, validateLabelName, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { isUnset } from '../validate.ts';
import type { Toleration } from './types.ts';

const EFFECTS = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** validateTaintEffect. */
export function checkTaintEffect(errors: ErrorList, path: Path, effect: string | undefined, allowEmpty: boolean): void {
  if (!allowEmpty && isUnset(effect)) return void errors.push(field.required(path));
  if (!EFFECTS.includes(effect ?? '')) errors.push(field.notSupported(path, effect ?? '', EFFECTS));
}

const MATCH_ALL = 'operator must be Exists when `key` is empty, which means "match all values and all keys"';

function checkTolerationValue(errors: ErrorList, path: Path, toleration: Toleration): void {
  const operator: string = toleration.operator ?? '';
  const value = toleration.value ?? '';
  switch (operator) {
    case '':
    case 'Equal': {
      const messages = isValidLabelValue(value);
      if (messages.length > 0) errors.push(field.invalid(path.child('operator'), value, messages.join(';')));
      return;
    }
    case 'Exists':
      if (value === '') return;
      errors.push(field.invalid(path.child('operator'), value, "value must be empty when `operator` is 'Exists'"));
      return;
    default:
      errors.push(field.notSupported(path.child('operator'), operator, ['Equal', 'Exists']));
  }
}

/** ValidateTolerations. */
export function checkTolerations(errors: ErrorList, path: Path, tolerations: readonly Toleration[]): void {
  tolerations.forEach((toleration, i) => {
    const at = path.index(i);
    const { key = '', operator = '', effect = '' } = toleration;
    if (key !== '') errors.push(...validateLabelName(key, at.child('key')));
    else if (operator !== 'Exists') errors.push(field.invalid(at.child('operator'), operator, MATCH_ALL));
    if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
      const why = "effect must be 'NoExecute' when `tolerationSeconds` is set";
      errors.push(field.invalid(at.child('effect'), effect, why));
    }
    checkTolerationValue(errors, at, toleration);
    if (effect !== '') checkTaintEffect(errors, at.child('effect'), effect, true);
  });
}
