import { field, parseQuantity, type ErrorList, type Path, type Quantity } from '../../apimachinery/index.ts';
import { checkSet } from '../device-rules.ts';
import type { CapacityRequestPolicy, CapacityRequestPolicyRange, DeviceCapacity } from './types.ts';

const MOST_VALUES = 10;

/** validateRequestPolicyValidValues. */
function checkValues(
  errors: ErrorList,
  path: Path,
  values: readonly Quantity[],
  preset: Quantity,
  whole: Quantity,
): void {
  values.slice(1).forEach((value, i) => {
    if ((values[i] as Quantity).cmp(value) <= 0) return;
    errors.push(field.invalid(path.index(i + 1), value.toString(), 'values must be sorted in ascending order'));
  });
  const check = (_: ErrorList, at: Path, value: Quantity): void => {
    if (value.cmp(whole) <= 0) return;
    const why = `option is larger than capacity value: ${whole.toString()}`;
    errors.push(field.invalid(at, value.toString(), why));
  };
  checkSet(errors, path, values, MOST_VALUES, check, (value) => String(value.value()));
  if (values.some((value) => value.equal(preset))) return;
  errors.push(field.invalid(path, preset.toString(), 'default value is not valid according to the requestPolicy'));
}

/** validateRequestPolicyRangeStep. */
function checkStep(errors: ErrorList, path: Path, value: Quantity, min: Quantity, step: Quantity): void {
  if ((value.value() - min.value()) % step.value() === 0) return;
  const why = `value is not a multiple of a given step (${step.toString()}) from (${min.toString()})`;
  errors.push(field.invalid(path, value.toString(), why));
}

/** validateRequestPolicyRange. */
function checkRange(
  errors: ErrorList,
  path: Path,
  range: CapacityRequestPolicyRange,
  preset: Quantity,
  whole: Quantity,
): void {
  const at = (name: string): Path => path.child(name);
  const refuse = (name: string, value: Quantity, why: string): void =>
    void errors.push(field.invalid(at(name), value.toString(), why));
  if (range.min === undefined)
    return void errors.push(field.required(at('min'), 'required when validRange is defined'));
  const min = parseQuantity(range.min);
  if (min.cmp(whole) > 0) refuse('min', min, `min is larger than capacity value: ${whole.toString()}`);
  if (preset.cmp(min) < 0) refuse('min', preset, `default is less than min: ${min.toString()}`);
  const max = range.max === undefined ? undefined : parseQuantity(range.max);
  if (max !== undefined) {
    if (min.cmp(max) > 0) refuse('max', min, `min is larger than max: ${max.toString()}`);
    if (max.cmp(whole) > 0) refuse('max', max, `max is larger than capacity value: ${whole.toString()}`);
    if (preset.cmp(max) > 0) refuse('max', preset, `default is more than max: ${max.toString()}`);
  }
  if (range.step === undefined) return;
  const step = parseQuantity(range.step);
  const one = min.add(step);
  if (one.cmp(whole) > 0) {
    refuse('step', step, `one step ${one.toString()} is larger than capacity value: ${whole.toString()}`);
  }
  checkStep(errors, at('step'), preset, min, step);
  if (max !== undefined) checkStep(errors, at('step'), max, min, step);
}

function checkPolicy(errors: ErrorList, path: Path, policy: CapacityRequestPolicy, whole: Quantity): void {
  const { validValues = [], validRange, default: preset } = policy;
  if (validValues.length > 0 && validRange !== undefined) {
    const why = 'exactly one policy can be specified, cannot specify "validValues" and "validRange" at the same time';
    return void errors.push(field.forbidden(path, why));
  }
  if (validValues.length === 0 && validRange === undefined) return;
  const name = validRange === undefined ? 'validValues' : 'validRange';
  if (preset === undefined) {
    return void errors.push(field.required(path.child('default'), `required when ${name} is defined`));
  }
  if (validRange !== undefined) checkRange(errors, path.child(name), validRange, parseQuantity(preset), whole);
  else checkValues(errors, path.child(name), validValues.map(parseQuantity), parseQuantity(preset), whole);
}

/** A capacity may be shared out only where the device may be. */
export function checkCapacity(errors: ErrorList, path: Path, capacity: DeviceCapacity, shared: boolean): void {
  const { requestPolicy, value } = capacity;
  if (requestPolicy === undefined) return;
  const at = path.child('requestPolicy');
  if (shared) checkPolicy(errors, at, requestPolicy, parseQuantity(value ?? 0));
  else errors.push(field.forbidden(at, 'allowMultipleAllocations must be true'));
}
