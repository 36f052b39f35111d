import {
  field,
  intValue,
  isValidPercent,
  type ErrorList,
  type IntOrString,
  type Path,
} from '../../apimachinery/index.ts';
import { checkNonnegative } from '../validate.ts';

/** Counts given as a number or a share, which Deployments and DaemonSets check alike. pkg/apis/apps/validation/validation.go */
export function checkIntOrPercent(errors: ErrorList, parent: Path, name: string, value: IntOrString): void {
  if (typeof value === 'number') return checkNonnegative(errors, parent, name, value);
  for (const message of isValidPercent(value)) errors.push(field.invalid(parent.child(name), value, message));
}

function percentOf(value: IntOrString): number | undefined {
  if (typeof value === 'number' || isValidPercent(value).length > 0) return undefined;
  return Number(value.slice(0, -1));
}

export function intOrPercentValue(value: IntOrString): number {
  return percentOf(value) ?? intValue(value);
}

export function checkNotMoreThan100Percent(errors: ErrorList, parent: Path, name: string, value: IntOrString): void {
  const percent = percentOf(value);
  if (percent !== undefined && percent > 100) {
    errors.push(field.invalid(parent.child(name), value, 'must not be greater than 100%'));
  }
}
