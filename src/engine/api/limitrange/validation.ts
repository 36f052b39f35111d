import {
  field,
  isQualifiedName,
  newQuantity,
  parseQuantity,
  type ErrorList,
  type Path,
  type Quantity,
} from '../../apimachinery/index.ts';
import { isOvercommitAllowed } from '../pod/resource-totals.ts';
import { checkContainerName, checkResourceName } from '../pod/validation-resources.ts';
import { rejectEach, SPEC, validateMeta } from '../validate.ts';
import type { LimitRange, LimitRangeItem } from './types.ts';

const TYPES = ['Pod', 'Container', 'PersistentVolumeClaim'];
const LISTS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;
type ListName = (typeof LISTS)[number];

const ONE = newQuantity(1);
/** Above this a quantity is not counted in thousandths. resource.MaxMilliValue */
const MAX_MILLI_VALUE = Number.MAX_SAFE_INTEGER / 1000;

function checkType(errors: ErrorList, path: Path, type: string): void {
  rejectEach(errors, path, type, isQualifiedName(type));
  if (!type.includes('/') && !TYPES.includes(type)) {
    errors.push(field.invalid(path, type, 'must be a standard limit type or fully qualified'));
  }
}

/** The ratio may not be larger than the bounds allow anybody to reach. */
function checkRatio(errors: ErrorList, path: Path, ratio: Quantity, min: Quantity, max: Quantity): void {
  const small = [ratio, min, max].every((quantity) => quantity.value() < MAX_MILLI_VALUE);
  const value = small ? ratio.milliValue() / 1000 : ratio.value();
  const limit = small ? max.milliValue() / min.milliValue() : max.value() / min.value();
  if (value <= limit) return;
  const text = ratio.toString();
  errors.push(field.invalid(path, text, `ratio ${text} is greater than max/min = ${limit.toFixed(6)}`));
}

/** The bounds and the defaults of one resource, against each other. */
function checkResource(errors: ErrorList, path: Path, item: LimitRangeItem, name: string): void {
  const of = (list: ListName): Quantity | undefined => {
    const text = item[list]?.[name];
    return text === undefined ? undefined : parseQuantity(text);
  };
  const at = (list: ListName): Path => path.child(list).key(name);
  const [min, max, limit, request, ratio] = [of('min'), of('max'), of('default'), of('defaultRequest'), of(LISTS[4])];
  /** `a` may not be more than `b`; the refusal shows `shown`. */
  const ordered = (
    [a, aName]: readonly [Quantity | undefined, string],
    [b, bName]: readonly [Quantity | undefined, string],
    list: ListName,
    shown: Quantity | undefined,
  ): void => {
    if (a === undefined || b === undefined || a.cmp(b) <= 0) return;
    const why = `${aName} value ${a.toString()} is greater than ${bName} value ${b.toString()}`;
    errors.push(field.invalid(at(list), shown?.toString(), why));
  };
  ordered([min, 'min'], [max, 'max'], 'min', min);
  ordered([min, 'min'], [request, 'default request'], 'defaultRequest', request);
  ordered([request, 'default request'], [max, 'max'], 'defaultRequest', request);
  ordered([request, 'default request'], [limit, 'default limit'], 'defaultRequest', request);
  ordered([min, 'min'], [limit, 'default'], 'default', min);
  ordered([limit, 'default'], [max, 'max'], 'default', max);
  if (ratio !== undefined) {
    const text = ratio.toString();
    if (ratio.cmp(ONE) < 0) errors.push(field.invalid(at(LISTS[4]), text, `ratio ${text} is less than 1`));
    if (min !== undefined && max !== undefined) checkRatio(errors, at(LISTS[4]), ratio, min, max);
  }
  if (!isOvercommitAllowed(name) && limit !== undefined && request !== undefined && limit.cmp(request) !== 0) {
    const [a, b] = [limit.toString(), request.toString()];
    errors.push(
      field.invalid(at('defaultRequest'), b, `default value ${a} must equal to defaultRequest value ${b} in ${name}`),
    );
  }
}

function checkItem(errors: ErrorList, path: Path, item: LimitRangeItem): void {
  const { type } = item;
  const checkName = type === 'Pod' || type === 'Container' ? checkContainerName : checkResourceName;
  const names = new Set<string>();
  for (const list of LISTS) {
    const keys = Object.keys(item[list] ?? {});
    if (type === 'Pod' && (list === 'default' || list === 'defaultRequest')) {
      if (keys.length > 0) errors.push(field.forbidden(path.child(list), "may not be specified when `type` is 'Pod'"));
      continue;
    }
    for (const name of keys) {
      checkName(errors, () => path.child(list).key(name), name);
      names.add(name);
    }
  }
  if (type === 'PersistentVolumeClaim' && item.min?.['storage'] === undefined && item.max?.['storage'] === undefined) {
    const why = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(field.required(path.child('limits'), why));
  }
  for (const name of names) checkResource(errors, path, item, name);
}

/** ValidateLimitRange, at creation and at every update. pkg/apis/core/validation/validation.go */
export function validateLimitRange({ metadata, spec }: LimitRange): ErrorList {
  const errors = validateMeta(metadata, true);
  const seen = new Set<string>();
  spec.limits.forEach((item, i) => {
    const path = SPEC.child('limits').index(i);
    checkType(errors, path.child('type'), item.type);
    if (seen.has(item.type)) errors.push(field.duplicate(path.child('type'), item.type));
    seen.add(item.type);
    checkItem(errors, path, item);
  });
  return errors;
}
