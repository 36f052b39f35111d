import { field, parseQuantity, type ErrorList, type Path } from '../../apimachinery/index.ts';
import { IS_NEGATIVE, IS_NOT_INTEGER } from '../validate.ts';
import { isNativeResource } from './resource-totals.ts';

const INTEGER_RESOURCES = new Set([
  'configmaps',
  'persistentvolumeclaims',
  'pods',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'services.loadbalancers',
  'services.nodeports',
]);

/** IsExtendedResourceName: vendor's own, such as `nvidia.com/gpu`. */
export function isExtendedResource(name: string): boolean {
  return !isNativeResource(name) && !name.startsWith('requests.');
}

function isIntegerResource(name: string): boolean {
  return INTEGER_RESOURCES.has(name) || isExtendedResource(name);
}

/** ValidateResourceQuantityValue. */
export function checkResourceQuantity(errors: ErrorList, path: () => Path, name: string, text: string): void {
  const quantity = parseQuantity(text);
  if (quantity.sign() < 0) errors.push(field.invalid(path(), quantity.toString(), IS_NEGATIVE));
  if (isIntegerResource(name) && quantity.milliValue() % 1000 !== 0) {
    errors.push(field.invalid(path(), quantity.toString(), IS_NOT_INTEGER));
  }
}
